import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recordReader } from '../../functions/impl/json-records.ts';
import { parseTableSchema } from '../../sql/parse.ts';
import type { StructType } from '../../types/data-type.ts';
import { simpleString } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { inferJson } from './infer-json.ts';
import { jsonFileOptions } from './json-file-options.ts';
import { jsonTexts } from './json-texts.ts';
import { openJsonWriter } from './write-json.ts';

const folder = mkdtempSync(join(tmpdir(), 'json-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function splitOf(content: string | Uint8Array) {
  const path = join(folder, `f${files++}`);
  writeFileSync(path, content);
  const { size } = statSync(path);
  return { path, start: 0, length: size, fileSize: size };
}

function rowsOf(schema: string, text: string, options: Record<string, string> = {}) {
  const read = recordReader(parseTableSchema(schema) as StructType, 'UTC', jsonFileOptions(options), (cause) => {
    throw cause;
  });
  return read(text);
}

test('integers and decimals are exact beyond what a double holds', () => {
  expect(
    rowsOf('a bigint, b decimal(38,0)', '{"a":9007199254740993,"b":12345678901234567890123456789012345678}'),
  ).toEqual([[9007199254740993n, 12345678901234567890123456789012345678n]]);
  expect(rowsOf('a bigint, _corrupt_record string', '{"a":9223372036854775808}')).toEqual([
    [null, '{"a":9223372036854775808}'],
  ]);
});

test('what fits of a malformed record is kept; what is no JSON gives NULLs', () => {
  const schema = 'a int, s struct<x:int,y:int>, l array<int>, _corrupt_record string';
  const text = '{"a":1,"s":{"x":"bad","y":2},"l":[1,"bad"]}';
  expect(rowsOf(schema, text)).toEqual([[1, [null, 2], null, text]]);
  expect(rowsOf(schema, text, { mode: 'DROPMALFORMED' })).toEqual([]);
  expect(() => rowsOf(schema, text, { mode: 'FAILFAST' })).toThrow('Malformed records');
  expect(rowsOf(schema, '{"a":1,')).toEqual([[null, null, null, '{"a":1,']]);
});

test('splits of one file together give each line once', async () => {
  const lines = Array.from({ length: 50 }, (_, i) => `{"a":${i}}`);
  const { path, fileSize } = splitOf(lines.join('\n'));
  const seen: string[] = [];
  for (let start = 0; start < fileSize; start += 37) {
    const split = { path, start, length: Math.min(37, fileSize - start), fileSize };
    for await (const texts of jsonTexts(split, jsonFileOptions({}))) seen.push(...texts);
  }
  expect(seen).toEqual(lines);
});

test('types are merged over records', async () => {
  const infer = async (content: string, options: Record<string, string> = {}) =>
    simpleString(await inferJson([splitOf(content)], options, { timeZone: 'UTC', conf: {} }));
  expect(await infer('{"b":1,"a":[{"x":1}]}\n{"a":[{"y":"t"}],"b":2.5}\nbad')).toBe(
    'struct<_corrupt_record:string,a:array<struct<x:bigint,y:string>>,b:double>',
  );
  expect(await infer('{"a":12345678901234567890}\n{"a":1.25}', { prefersdecimal: 'true' })).toBe(
    'struct<a:decimal(22,2)>',
  );
});

test('an object a line is written, with Java decimals and without NULLs', async () => {
  const schema = parseTableSchema('a bigint, d decimal(11,10), s string') as StructType;
  const rows: Value[][] = [
    [9007199254740993n, 1n, 'é"'],
    [null, null, null],
  ];
  const path = join(folder, 'out.json');
  const writer = await openJsonWriter({
    path,
    schema,
    options: { writenonasciicharacterascodepoint: 'true' },
    timeZone: 'UTC',
    conf: {},
  });
  const builders = schema.fields.map((f) => vectorBuilder(f.type));
  for (const row of rows) for (const [i, value] of row.entries()) builders[i]?.append(value);
  await writer.write({ length: rows.length, columns: builders.map((b) => b.finish()) });
  await writer.close();
  expect(readFileSync(path, 'utf8')).toBe('{"a":9007199254740993,"d":1E-10,"s":"\\u00E9\\""}\n{}\n');
});
