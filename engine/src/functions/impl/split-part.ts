/** Pieces of text between delimiters, by number. */
import { raise } from '../../errors/raise.ts';

/** From 1, or from the end; the empty text where there is no such piece. */
export function splitPart(text: string, delimiter: string, place: number): string {
  if (place === 0) return raise('INVALID_INDEX_OF_ZERO', {});
  const pieces = delimiter === '' ? [text] : text.split(delimiter);
  return pieces[place > 0 ? place - 1 : pieces.length + place] ?? '';
}
