// org.apache.spark.sql.functions: Columns that call SQL functions. Most statics pass their arguments on as they are.

import { parseAttributeName } from '@tspark/engine/sql/attribute-name.ts';
import { parseExpression } from '@tspark/engine/sql/parse.ts';
import {
  booleanLiteral,
  call,
  intLiteral,
  longLiteral,
  NULL_LITERAL,
  named,
  STAR,
  sortOrder,
  stringLiteral,
} from '@tspark/engine/tree/build.ts';
import type { Expression, UnresolvedFunction } from '@tspark/engine/tree/expression.ts';
import type { Thread } from '../../../thread.ts';
import { javaClass } from '../../define.ts';
import type { Executable, JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { BOOLEAN, LONG, OBJECT, ref, STRING } from '../../param-types.ts';
import { SeqClass } from '../../scala/collection/Seq.ts';
import type { JavaValue } from '../../value.ts';
import { parseOptionsOf } from '../application.ts';
import { hintBroadcast } from './broadcast-hint.ts';
import { ColumnClass, operand } from './Column.ts';
import { currentOrigin } from './catalyst/current-origin.ts';
import { columnsOf } from './column-list.ts';
import { column, columnWithText, functionColumn, located } from './column-value.ts';
import { DatasetClass } from './Dataset.ts';
import { PLAIN_FUNCTIONS } from './function-names.ts';

const MOST_ARGUMENTS = 8;

/** Names Spark gives to the SQL function where they differ from the static's. */
const SQL_NAMES: Readonly<Record<string, string>> = {
  mean: 'avg',
  pow: 'power',
  not: '!',
  bitwise_not: '~',
  negate: 'negative',
  column: 'col',
};

const PASSED_ON: readonly string[] = [
  ...PLAIN_FUNCTIONS,
  'not',
  'negate',
  'array',
  'map',
  'struct',
  'collate',
  'array_sort',
  'levenshtein',
  'log',
  'to_date',
  'to_timestamp',
  'try_to_date',
  'approx_count_distinct',
  'uuid',
  'any_value',
  'nth_value',
  'from_json',
  'to_json',
  'schema_of_json',
  'from_csv',
  'to_csv',
  'schema_of_csv',
  'from_xml',
  'to_xml',
  'schema_of_xml',
];

/** How a new table is partitioned: no SQL functions. */
const PARTITION_TRANSFORMS = ['years', 'months', 'days', 'hours', 'bucket'];

/** The SQL function that a static only passes its arguments to. */
export function functionBehind(name: string): string | undefined {
  return PASSED_ON.includes(name) ? (SQL_NAMES[name] ?? name) : undefined;
}

const give = (expression: Expression) => ColumnClass.of(column(expression));

/** Columns as they are, lists spread out, all else as literals. */
function operands(args: readonly JavaValue[]): readonly Expression[] {
  return args.flatMap((arg) => (SeqClass.holds(arg) ? arg.value.map(operand) : [operand(arg)]));
}

/** One static for each number of arguments. */
function passing(name: string): readonly Executable[] {
  const sqlName = SQL_NAMES[name] ?? name;
  return Array.from({ length: MOST_ARGUMENTS + 1 }, (_, count) =>
    staticMethod(new Array<typeof OBJECT>(count).fill(OBJECT), (thread, ...args) =>
      ColumnClass.of(functionColumn(thread, sqlName, operands(args))),
    ),
  );
}

function distinct(name: string) {
  return (thread: Thread, args: readonly Expression[]) =>
    give({ ...call(name, args, currentOrigin.get(thread)), distinct: true });
}

/** A call whose trailing arguments Spark fills in with its own defaults. */
function fill(thread: Thread, name: string, args: readonly JavaValue[], defaults: readonly Expression[]) {
  const given = operands(args);
  return ColumnClass.of(functionColumn(thread, name, [...given, ...defaults.slice(given.length - 1)]));
}

function col(thread: Thread, name: string) {
  if (name === '*') return give(STAR);
  if (name.endsWith('.*')) return give({ kind: 'star', target: parseAttributeName(name.slice(0, -2)), except: [] });
  return give(located(thread, named(...parseAttributeName(name))));
}

/** `first(col, ignoreNulls)` and its kin: Spark keeps the flag as an argument. */
const withFlag = (name: string) => [
  staticMethod([ref(ColumnClass)], (thread, self) =>
    fill(thread, name, [ColumnClass.of(self)], [booleanLiteral(false)]),
  ),
  staticMethod([ref(ColumnClass), BOOLEAN], (thread, self, flag) =>
    fill(thread, name, [ColumnClass.of(self), flag], []),
  ),
];

/** `lag` and `lead`: offset 1, no default, NULLs counted. */
const offsetFunction = (name: string): readonly Executable[] =>
  [1, 2, 3, 4].map((count) =>
    staticMethod(new Array<typeof OBJECT>(count).fill(OBJECT), (thread, ...args) =>
      fill(thread, name, args, [intLiteral(1), NULL_LITERAL, booleanLiteral(false)]),
    ),
  );

const order = (ascending: boolean, nullsFirst: boolean) =>
  staticMethod([STRING], (thread, name) => give(sortOrder(col(thread, name).value.expression, ascending, nullsFirst)));

/** Without a seed Spark draws one, so that a query gives the same numbers each time it is run. */
const seeded = (name: string) => [
  staticMethod([], (thread) => ColumnClass.of(functionColumn(thread, name, [longLiteral(randomSeed())]))),
  staticMethod([LONG], (thread, seed) => ColumnClass.of(functionColumn(thread, name, [longLiteral(seed)]))),
];

function randomSeed(): bigint {
  return BigInt(Math.floor(Math.random() * Number.MAX_SAFE_INTEGER));
}

function unresolvedCall(name: readonly string[], args: readonly Expression[]): UnresolvedFunction {
  return { ...call('', args), name, builtin: false };
}

export const functions: JavaClass<unknown> = javaClass('org.apache.spark.sql.functions', () => ({
  statics: {
    ...Object.fromEntries([...PASSED_ON, ...PARTITION_TRANSFORMS].map((name) => [name, passing(name)])),
    col: staticMethod([STRING], col),
    column: staticMethod([STRING], col),
    lit: staticMethod([OBJECT], (_, value) => (ColumnClass.holds(value) ? value : give(operand(value)))),
    expr: staticMethod([STRING], (thread, text) =>
      ColumnClass.of(columnWithText(parseExpression(text, parseOptionsOf(thread)), () => text)),
    ),
    when: staticMethod([ref(ColumnClass), OBJECT], (thread, condition, value) =>
      give(
        located(thread, { kind: 'case', whens: [condition.expression], thens: [operand(value)], otherwise: undefined }),
      ),
    ),
    asc: order(true, true),
    asc_nulls_first: order(true, true),
    asc_nulls_last: order(true, false),
    desc: order(false, false),
    desc_nulls_first: order(false, true),
    desc_nulls_last: order(false, false),
    count_distinct: staticMethod([ref(ColumnClass), ref(() => SeqClass)], (thread, first, rest) =>
      distinct('count')(thread, [first.expression, ...columnsOf(rest)]),
    ),
    sum_distinct: staticMethod([ref(ColumnClass)], (thread, self) => distinct('sum')(thread, [self.expression])),
    listagg_distinct: [
      staticMethod([ref(ColumnClass)], (thread, self) => distinct('listagg')(thread, [self.expression])),
      staticMethod([ref(ColumnClass), ref(ColumnClass)], (thread, self, by) =>
        distinct('listagg')(thread, [self.expression, by.expression]),
      ),
    ],
    string_agg_distinct: [
      staticMethod([ref(ColumnClass)], (thread, self) => distinct('string_agg')(thread, [self.expression])),
      staticMethod([ref(ColumnClass), ref(ColumnClass)], (thread, self, by) =>
        distinct('string_agg')(thread, [self.expression, by.expression]),
      ),
    ],
    first: withFlag('first'),
    last: withFlag('last'),
    lag: offsetFunction('lag'),
    lead: offsetFunction('lead'),
    sort_array: [
      staticMethod([ref(ColumnClass)], (thread, self) =>
        fill(thread, 'sort_array', [ColumnClass.of(self)], [booleanLiteral(true)]),
      ),
      staticMethod([ref(ColumnClass), BOOLEAN], (thread, self, ascending) =>
        fill(thread, 'sort_array', [ColumnClass.of(self), ascending], []),
      ),
    ],
    rand: seeded('rand'),
    randn: seeded('randn'),
    window: [
      staticMethod([ref(ColumnClass), STRING], (thread, time, size) =>
        windowColumn(thread, time.expression, size, size, '0 second'),
      ),
      staticMethod([ref(ColumnClass), STRING, STRING], (thread, time, size, slide) =>
        windowColumn(thread, time.expression, size, slide, '0 second'),
      ),
      staticMethod([ref(ColumnClass), STRING, STRING, STRING], (thread, time, size, slide, start) =>
        windowColumn(thread, time.expression, size, slide, start),
      ),
    ],
    broadcast: staticMethod([ref(() => DatasetClass)], async (_, dataset) =>
      DatasetClass.of(await hintBroadcast(dataset)),
    ),
    call_udf: staticMethod([STRING, ref(() => SeqClass)], (_, name, args) =>
      give(unresolvedCall([name], columnsOf(args))),
    ),
    call_function: staticMethod([STRING, ref(() => SeqClass)], (_, name, args) =>
      give(unresolvedCall(parseAttributeName(name), columnsOf(args))),
    ),
  },
}));

function windowColumn(thread: Thread, time: Expression, size: string, slide: string, start: string) {
  const args = [time, stringLiteral(size), stringLiteral(slide), stringLiteral(start)];
  return ColumnClass.of(functionColumn(thread, 'window', args));
}
