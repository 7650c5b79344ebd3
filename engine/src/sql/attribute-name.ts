/** Names as `col("a.b")` takes them: parts parted by dots, backquotes around parts that hold dots. */
import { raise } from '../errors/raise.ts';

/** A quoted part (a doubled backquote stands for itself) or a plain one, and the dot before the next. */
const PART = /(?:`((?:[^`]|``)*)`|([^`.]+))(\.|$)/y;

/** Backquotes stand around whole parts only; no part is missing between two dots. */
export function parseAttributeName(name: string): readonly string[] {
  if (name === '') return [''];
  const parts: string[] = [];
  const matcher = new RegExp(PART);
  let goesOn = true;
  while (goesOn) {
    const [, quoted, plain, dot] = matcher.exec(name) ?? raise('INVALID_ATTRIBUTE_NAME_SYNTAX', { name });
    parts.push(quoted === undefined ? (plain as string) : quoted.replaceAll('``', '`'));
    goesOn = dot === '.';
  }
  return parts;
}
