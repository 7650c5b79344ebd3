// Line-safe strings: backslash, carriage return and newline travel as two-character escapes.

const NEEDS_ESCAPE = /[\\\r\n]/;

export function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([\s\S])?/g, (_, escaped: string | undefined) => {
    if (escaped === 'n') return '\n';
    if (escaped === 'r') return '\r';
    return escaped ?? '';
  });
}
