/** The functions that PySpark's own tests and doctests call, most often called first: declared, or missing for a known reason. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { specialFunction } from '../analysis/special-functions.ts';
import { findFunction } from '../functions/registry.ts';

const rows = readFileSync(new URL('../functions/most-called.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const names = rows.map((row) => row.split('\t')[0] as string);

const NO_SQL_FUNCTION =
  'col lit udf udtf arrow_udtf when create_map expr desc asc asc_nulls_first asc_nulls_last desc_nulls_first desc_nulls_last broadcast sum_distinct sumDistinct count_distinct countDistinct listagg_distinct string_agg_distinct bitwise_not bitwiseNOT timestamp_add timestamp_diff unwrap_udt';

/** Names, or beginnings of names, and why they are not declared. */
const MISSING: readonly (readonly [reason: string, names: string])[] = [
  ['only in the Python API: made of other expressions there', NO_SQL_FUNCTION],
  ['sketches of the DataSketches library', 'tuple_* theta_* kll_* hll_* approx_top_k* count_min_sketch'],
  [
    'the type VARIANT',
    'parse_json try_parse_json variant_* try_variant_* to_variant_object is_variant_null is_valid_variant schema_of_variant schema_of_variant_agg',
  ],
  ['XML', 'schema_of_xml from_xml to_xml xpath xpath_*'],
  ['CSV in functions', 'schema_of_csv from_csv to_csv'],
  ['windows of time', 'window session_window window_time'],
  ['calls Java', 'java_method reflect try_reflect'],
  ['ciphers', 'aes_* try_aes_decrypt hmac'],
  ['aggregates not declared yet', 'collect_union product histogram_numeric counter_diff'],
  [
    'new in 4.2 and 4.3, rarely called',
    'vector_* unix_nanos timestamp_nanos jaro_winkler_similarity to_base32 from_base32',
  ],
  ['rarely called', 'current_path randstr uniform sentences collate bitmap_*'],
];

function reasonFor(name: string): string | undefined {
  return MISSING.find(([, list]) =>
    list.split(' ').some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry)),
  )?.[0];
}

const isDeclared = (name: string): boolean => findFunction(name) !== undefined || specialFunction(name) !== undefined;

it('declares the functions, or has a reason', () => {
  expect(names.filter((name) => !isDeclared(name) && reasonFor(name) === undefined)).toEqual([]);
});

it('has no reason for what is declared', () => {
  const entries = MISSING.flatMap(([, list]) => list.split(' ')).filter((entry) => !entry.endsWith('*'));
  expect(entries.filter(isDeclared)).toEqual([]);
});
