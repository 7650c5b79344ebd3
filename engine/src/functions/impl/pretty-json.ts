/** JSON text laid out over lines, as Jackson does: objects a field a line, arrays on one line. */
export function prettyJson(compact: string): string {
  let out = '';
  const open: string[] = [];
  const line = (): string => `\n${'  '.repeat(open.filter((bracket) => bracket === '{').length)}`;
  for (let at = 0; at < compact.length; at++) {
    const c = compact[at] as string;
    switch (c) {
      case '"': {
        const end = stringEnd(compact, at);
        out += compact.slice(at, end);
        at = end - 1;
        break;
      }
      case '{':
      case '[': {
        const isEmpty = compact[at + 1] === (c === '{' ? '}' : ']');
        if (isEmpty) {
          out += `${c} ${compact[++at]}`;
          break;
        }
        open.push(c);
        out += c === '{' ? `{${line()}` : '[ ';
        break;
      }
      case '}':
      case ']':
        open.pop();
        out += c === '}' ? `${line()}}` : ' ]';
        break;
      case ',':
        out += open.at(-1) === '{' ? `,${line()}` : ', ';
        break;
      case ':':
        out += ' : ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

/** Behind the closing quote. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
