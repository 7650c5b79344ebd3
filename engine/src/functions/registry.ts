/** All declared functions by lower-case name or alias: the union of the family files' exports. */
import { assert, internal } from '../errors/internal.ts';
import * as aggregates from './aggregate.ts';
import * as aggregateCollect from './aggregate-collect.ts';
import * as aggregateQuantiles from './aggregate-quantiles.ts';
import * as aggregateRegression from './aggregate-regression.ts';
import * as aggregateStatistics from './aggregate-statistics.ts';
import * as aggregateText from './aggregate-text.ts';
import * as arithmetic from './arithmetic.ts';
import * as arrays from './array.ts';
import * as arraySets from './array-sets.ts';
import * as bitwise from './bitwise.ts';
import * as comparison from './comparison.ts';
import * as datetimes from './datetime.ts';
import * as datetimeMake from './datetime-make.ts';
import * as datetimeParts from './datetime-parts.ts';
import * as datetimeText from './datetime-text.ts';
import type {
  AggregateFunction,
  FunctionDeclaration,
  GeneratorFunction,
  ScalarFunction,
  WindowFunction,
} from './define.ts';
import * as generators from './generator.ts';
import * as hashes from './hash.ts';
import * as higherOrder from './higher-order.ts';
import * as json from './json.ts';
import * as logic from './logic.ts';
import * as maps from './map.ts';
import * as math from './math.ts';
import * as misc from './misc.ts';
import * as numberText from './number-text.ts';
import * as random from './random.ts';
import * as rounding from './rounding.ts';
import * as sequences from './sequence.ts';
import * as spatial from './spatial.ts';
import * as strings from './string.ts';
import * as stringCode from './string-code.ts';
import * as stringFormat from './string-format.ts';
import * as stringSearch from './string-search.ts';
import * as structs from './struct.ts';
import * as times from './time.ts';
import * as structUpdates from './update-field.ts';
import * as windowFunctions from './window.ts';

const FAMILIES: readonly Readonly<Record<string, unknown>>[] = [
  aggregateCollect,
  aggregateQuantiles,
  aggregateRegression,
  aggregateStatistics,
  aggregateText,
  aggregates,
  arithmetic,
  arraySets,
  arrays,
  bitwise,
  comparison,
  generators,
  higherOrder,
  logic,
  hashes,
  maps,
  math,
  numberText,
  random,
  rounding,
  structs,
  structUpdates,
  windowFunctions,
  datetimeMake,
  datetimeParts,
  datetimeText,
  datetimes,
  times,
  misc,
  sequences,
  spatial,
  stringCode,
  stringFormat,
  stringSearch,
  strings,
  json,
];

function isDeclaration(value: unknown): value is FunctionDeclaration {
  return typeof value === 'object' && value !== null && 'kind' in value && 'overloads' in value && 'since' in value;
}

function build(): ReadonlyMap<string, FunctionDeclaration> {
  const table = new Map<string, FunctionDeclaration>();
  for (const family of FAMILIES) {
    for (const declaration of Object.values(family)) {
      if (!isDeclaration(declaration)) continue;
      for (const name of [declaration.name, ...(declaration.aliases ?? [])]) {
        assert(!table.has(name), `function ${name} is declared twice`);
        table.set(name, declaration);
      }
    }
  }
  return table;
}

const TABLE = build();

export function findFunction(name: string): FunctionDeclaration | undefined {
  return TABLE.get(name.toLowerCase());
}

export function functionNames(): readonly string[] {
  return [...TABLE.keys()];
}

/** Each declaration once. */
export function declarations(): readonly FunctionDeclaration[] {
  return [...new Set(TABLE.values())];
}

type DeclarationOf = {
  scalar: ScalarFunction;
  aggregate: AggregateFunction;
  window: WindowFunction;
  generator: GeneratorFunction;
};

/** The declaration behind a resolved call, of the kind its place demands. */
export function declared<K extends keyof DeclarationOf>(kind: K, name: string): DeclarationOf[K] {
  const found = TABLE.get(name.toLowerCase());
  if (found === undefined || found.kind !== kind) internal(`${name} is not a declared ${kind} function`);
  return found as DeclarationOf[K];
}
