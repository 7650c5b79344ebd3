/**
 * Standard output and error are the client's too. Node's streams, which Node itself makes as soon as any socket is
 * closed, make a pipe non-blocking for all who have it, and then Python's own output is cut or fails.
 */
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';

/** Puts plain writers in their place, but for terminals, of which Node opens one of its own. */
export function usePlainOutput(): void {
  for (const [name, fd] of [
    ['stdout', 1],
    ['stderr', 2],
  ] as const) {
    if (!isatty(fd)) Object.defineProperty(process, name, { configurable: true, value: plainWriter(fd) });
    // A terminal may go away: telling that there would fail for the same reason, again and again.
    else process[name].on('error', () => {});
  }
}

function plainWriter(fd: number): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      try {
        for (let from = 0; from < chunk.length; ) from += writeSync(fd, chunk, from);
      } catch {
        // Nobody is left to read it.
      }
      done();
    },
  });
}
