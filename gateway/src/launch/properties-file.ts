/** Java's `.properties` text format, in which `spark-defaults.conf` is written. */

export function parseProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const [, key = '', value = ''] = /^((?:\\.|[^\\\s=:])*)(?:\s*[=:]\s*|\s+|$)(.*)$/su.exec(line) ?? [];
    properties.set(unescaped(key), unescaped(value));
  }
  return properties;
}

/** Lines without comments and blanks; a line that ends with an odd number of backslashes goes on in the next one. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open = '';
  let continues = false;
  for (const natural of text.split(/\r\n|\n|\r/)) {
    const line = natural.trimStart();
    if (!continues && (line === '' || line.startsWith('#') || line.startsWith('!'))) continue;
    continues = (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
    open += continues ? line.slice(0, -1) : line;
    if (continues) continue;
    lines.push(open);
    open = '';
  }
  if (open !== '') lines.push(open);
  return lines;
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
