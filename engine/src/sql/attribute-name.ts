/** Names as `col("a.b")` takes them: parts parted by dots, backquotes around parts that hold dots. */
import { raise } from '../errors/raise.ts';

/** Backquotes only around whole parts; a doubled one inside stands for itself. */
export function parseAttributeName(name: string): readonly string[] {
  const fail = (): never => raise('INVALID_ATTRIBUTE_NAME_SYNTAX', { name });
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let i = 0; i < name.length; i++) {
    const char = name[i] as string;
    const next = name[i + 1];
    if (quoted) {
      if (char !== '`') part += char;
      else if (next === '`') {
        part += '`';
        i++;
      } else {
        quoted = false;
        if (next !== undefined && next !== '.') fail();
      }
    } else if (char === '`') {
      if (part !== '') fail();
      quoted = true;
    } else if (char === '.') {
      if (name[i - 1] === '.' || i === name.length - 1) fail();
      parts.push(part);
      part = '';
    } else part += char;
  }
  if (quoted) fail();
  parts.push(part);
  return parts;
}
