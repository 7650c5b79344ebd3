/** Maps read from text. */
import type { MapValue } from '../../types/value.ts';
import { splitByRegex } from './java-regex.ts';
import type { MapMaker } from './map-code.ts';

export function textToMap(make: MapMaker): (text: string, entries: string, pairs: string) => MapValue {
  return (text, entries, pairs) => {
    const parts = splitByRegex(text, entries, -1).map((entry) => splitByRegex(entry, pairs, 2));
    return make(
      parts.map((part) => part[0] as string),
      parts.map((part) => part[1] ?? null),
    );
  };
}
