import { expect, test } from 'vitest';
import { typeJsonText } from '../../types/type-json.ts';
import { jsonInference } from './infer-json.ts';
import { jsonFileOptions } from './json-file-options.ts';

const VALUES = ['1', '-12', '12345678901', '1.5', '1e3', 'true', 'null', '"a"', '"1"', '"\u00e9"', '"\\u00e9"', '[1]'];
VALUES.push('{"a":1}', '"2020-01-01"', '"2020-01-01 00:00:00.5"', '007', 'tru', '9223372036854775808');
const NAMES = ['a', 'b', 'B', '', '_corrupt_record', '\u00e9'];

function* random(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Mostly of the same kinds, so that most follow a record that says it all. */
function records(seed: number): readonly string[] {
  const numbers = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(numbers.next().value * from.length)] as T;
  const usual = NAMES.map(() => pick(VALUES));
  return Array.from({ length: 12 }, () => {
    const fields = Array.from({ length: 3 }, () => {
      const at = Math.floor(numbers.next().value * NAMES.length);
      return `"${NAMES[at]}": ${numbers.next().value < 0.8 ? usual[at] : pick(VALUES)}`;
    });
    return `{${fields.join(', ')}}`;
  });
}

function schemaOf(texts: readonly string[], given: Record<string, string>, asLines: boolean): string {
  const inference = jsonInference(jsonFileOptions(given, '_corrupt_record'), { timeZone: 'UTC', conf: {} });
  for (const text of texts) {
    const bytes = new TextEncoder().encode(text);
    if (asLines) inference.addLine(bytes, 0, bytes.length);
    else inference.add(text);
  }
  return typeJsonText(inference.schema());
}

test.each([{}, { prefersdecimal: 'true' }, { infertimestamp: 'true' }, { primitivesasstring: 'true' }])(
  'lines of bytes have the types of their texts with %o',
  (options) => {
    for (let seed = 0; seed < 1500; seed++) {
      const texts = records(seed);
      expect(schemaOf(texts, options, true), texts.join('\n')).toBe(schemaOf(texts, options, false));
    }
  },
);
