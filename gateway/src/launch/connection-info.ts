/** Tells the client that started us where to connect: 4-byte port, 4-byte length, UTF-8 secret, big-endian. */
import { renameSync, writeFileSync } from 'node:fs';

export function writeConnectionInfo(path: string, port: number, secret: string): void {
  const token = Buffer.from(secret, 'utf8');
  const info = Buffer.alloc(8 + token.length);
  info.writeInt32BE(port, 0);
  info.writeInt32BE(token.length, 4);
  token.copy(info, 8);
  // The client polls for the name: it must never see half a file.
  const unfinished = `${path}.tmp`;
  writeFileSync(unfinished, info, { mode: 0o600 });
  renameSync(unfinished, path);
}
