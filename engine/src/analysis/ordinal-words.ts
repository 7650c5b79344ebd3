/** `first`, `second`, …: how errors number arguments. */
const WORDS = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
];

/** `index` counts from 0. */
export function ordinalWord(index: number): string {
  return WORDS[index + 1] ?? `${index + 1}th`;
}
