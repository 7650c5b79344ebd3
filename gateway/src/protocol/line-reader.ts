// Cuts a byte stream into lines; bytes of an unfinished line stay a list of chunks until its end arrives.

const NEWLINE = 10;

export interface LineReader {
  /** Feeds received bytes and returns the lines they complete, without their newlines. */
  push(chunk: Buffer): string[];
  /** Bytes held back for a line that has not ended yet. */
  pendingBytes(): number;
}

export function lineReader(): LineReader {
  let pending: Buffer[] = [];
  let pendingLength = 0;
  return {
    push(chunk) {
      const last = chunk.lastIndexOf(NEWLINE);
      if (last < 0) {
        pending.push(chunk);
        pendingLength += chunk.length;
        return [];
      }
      let head = chunk.subarray(0, last);
      if (pendingLength > 0) {
        pending.push(head);
        head = Buffer.concat(pending);
        pending = [];
        pendingLength = 0;
      }
      if (last + 1 < chunk.length) {
        const rest = chunk.subarray(last + 1);
        pending.push(rest);
        pendingLength = rest.length;
      }
      return head.toString('utf8').split('\n');
    },
    pendingBytes: () => pendingLength,
  };
}
