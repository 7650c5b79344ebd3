/**
 * Calls of scalar functions to vary, taken from the declarations' own examples: which arguments there are, of what kind
 * each is, and what else it may be, found out by analysing the call with another column in its place.
 */
import { analyze } from '../src/analysis/analyzer.ts';
import type { AnalysisContext } from '../src/analysis/context.ts';
import { isFoldable } from '../src/analysis/foldable.ts';
import { evaluateConstant } from '../src/codegen/evaluate-constant.ts';
import { confOf } from '../src/conf/conf.ts';
import { SparkError } from '../src/errors/raise.ts';
import { sqlText } from '../src/fragments/sql.ts';
import type { ScalarFunction } from '../src/functions/define.ts';
import { declarations, declared } from '../src/functions/registry.ts';
import { lowerExpression, NoLowering } from '../src/native/lower-expression.ts';
import { parseExpression } from '../src/sql/parse.ts';
import { parseSchema } from '../src/sql/parse-schema.ts';
import { bindReferences } from '../src/tree/bind.ts';
import { alias, attribute } from '../src/tree/build.ts';
import type { Alias } from '../src/tree/expression.ts';
import { outputOf, typeOf } from '../src/tree/output.ts';
import type { Plan } from '../src/tree/plan.ts';
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  field,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../src/types/data-type.ts';
import { KINDS, type Kind, kindOf, LITERALS, LOWERED_KINDS } from './random-tables.ts';

export interface CallShape {
  readonly name: string;
  readonly lowered: boolean;
  readonly args: readonly CallArgument[];
  readonly returns: Kind;
}

interface CallArgument {
  /** As the example has it. */
  readonly text: string;
  /** Undefined: only as it is. */
  readonly kind: Kind | undefined;
}

/** Why these are not called at random. */
export const UNCALLED: Readonly<Record<string, string>> = {
  json_rows: 'is not called by name',
  raise_error: 'always fails',
  assert_true: 'fails or is NULL',
  current_catalog: 'says where it runs',
  current_database: 'says where it runs',
  current_schema: 'says where it runs',
  current_user: 'says who runs it',
  session_user: 'says who runs it',
  user: 'says who runs it',
  version: 'says what runs it',
  current_date: 'follows the clock',
  curdate: 'follows the clock',
  current_time: 'follows the clock',
  current_timestamp: 'follows the clock',
  localtime: 'follows the clock',
  localtimestamp: 'follows the clock',
  now: 'follows the clock',
};

/** Counts and sizes: other values would make results of any length. */
const SIZED: Readonly<Record<string, readonly number[]>> = {
  space: [0],
  repeat: [1],
  lpad: [1],
  rpad: [1],
  array_repeat: [1],
  array_insert: [1],
  sequence: [0, 1, 2],
  format_number: [1],
  format_string: [0],
  printf: [0],
};

const COLUMN_TYPES: readonly DataType[] = [
  BOOLEAN,
  BYTE,
  SHORT,
  INT,
  LONG,
  FLOAT,
  DOUBLE,
  decimal(9, 2),
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  array(INT),
  array(STRING),
  map(STRING, INT),
  struct([field('a', INT), field('b', STRING)]),
];

const columnName = (kind: Kind): string => `c${KINDS.indexOf(kind)}`;

const ALL_KINDS: Plan = {
  kind: 'local-relation',
  output: COLUMN_TYPES.map((type) => attribute(columnName(kindOf(type)), type)),
  batches: [],
};

const ENV = { timeZone: 'UTC' };
const CONTEXT: AnalysisContext = {
  conf: confOf(new Map()),
  functions: { lookupFunction: () => undefined },
  currentCatalog: 'spark_catalog',
  currentDatabase: 'default',
  parseSchema,
  user: 'fuzz',
  parameters: new Map(),
  evaluate: (expression) => evaluateConstant(expression, ENV),
};

/** Undefined: it cannot be written so. */
function analysed(text: string): Alias | undefined {
  try {
    const plan = analyze({ kind: 'project', list: [alias(parseExpression(text), 'x')], child: ALL_KINDS }, CONTEXT);
    const [item] = plan.kind === 'project' ? plan.list : [];
    return item?.kind === 'alias' ? item : undefined;
  } catch (error) {
    if (error instanceof SparkError) return undefined;
    throw error;
  }
}

function kindOfText(text: string): Kind | undefined {
  const found = analysed(text);
  return found && kindOf(typeOf(found));
}

/** Whether the native engine may compute it. */
function isLowered(text: string): boolean {
  const found = analysed(text);
  const columns = COLUMN_TYPES.map((_, i) => sqlText(`c${i}`));
  try {
    if (found !== undefined) lowerExpression(bindReferences(found.child, outputOf(ALL_KINDS)), { ...ENV, columns });
    return found !== undefined;
  } catch (error) {
    if (error instanceof NoLowering) return false;
    throw error;
  }
}

export const callText = (name: string, args: readonly string[]): string => `${name}(${args.join(', ')})`;

export class CallShapes {
  /** By function. */
  readonly functions: readonly (readonly CallShape[])[];
  /** With columns that native plans read. */
  readonly lowered: readonly (readonly CallShape[])[];
  readonly #byKind = new Map<string, readonly (readonly CallShape[])[]>();
  readonly #variants = new Map<CallShape, readonly CallShape[]>();
  readonly #particular = new Map<CallShape, readonly boolean[]>();

  constructor() {
    this.functions = declarations()
      .filter((d): d is ScalarFunction => d.kind === 'scalar' && d.deterministic !== false && !(d.name in UNCALLED))
      .map(shapesOf)
      .filter((shapes) => shapes.length > 0);
    this.lowered = this.functions.map((shapes) => shapes.filter(isOfLowered)).filter((shapes) => shapes.length > 0);
  }

  /** By function. */
  giving(kind: Kind, lowered: boolean): readonly (readonly CallShape[])[] {
    const key = `${kind} ${lowered}`;
    const known = this.#byKind.get(key);
    if (known !== undefined) return known;
    const found = this.functions
      .map((shapes) => shapes.filter((shape) => shape.returns === kind && (shape.lowered || !lowered)))
      .filter((shapes) => shapes.length > 0);
    this.#byKind.set(key, found);
    return found;
  }

  /** Whether the call fails with other values than the example's at this place. */
  isParticular(shape: CallShape, place: number): boolean {
    const known = this.#particular.get(shape) ?? shape.args.map((_, i) => failsWithOthers(shape, i));
    this.#particular.set(shape, known);
    return known[place] === true;
  }

  /** The call with one argument of another kind, and of the same result. */
  variants(shape: CallShape): readonly CallShape[] {
    const known = this.#variants.get(shape);
    if (known !== undefined) return known;
    const found = shape.args.flatMap((_, i) => others(shape, [i]));
    const fitting = found.filter((made) => made.returns === shape.returns);
    this.#variants.set(shape, fitting);
    return fitting;
  }
}

const isOfLowered = ({ lowered, args }: CallShape): boolean =>
  lowered && args.every(({ kind }) => kind === undefined || LOWERED_KINDS.includes(kind));

const hasLowering = (name: string): boolean =>
  declared('scalar', name).overloads.some(({ duckdb }) => typeof duckdb === 'function');

/** The call with the arguments at these places of another kind, where it can be written so. */
function others(shape: CallShape, places: readonly number[]): readonly CallShape[] {
  const own = shape.args[places[0] ?? 0]?.kind;
  if (own === undefined) return [];
  return KINDS.filter((kind) => kind !== own).flatMap((kind) => {
    const args = shape.args.map((arg, i) => (places.includes(i) ? { text: columnName(kind), kind } : arg));
    const returns = kindOfText(sample({ ...shape, args }));
    if (returns === undefined) return [];
    const made = { ...shape, args, returns };
    return [{ ...made, lowered: hasLowering(shape.name) && isLowered(sample(made)) }];
  });
}

/** What examples are of is not all that lowerings are for: their first argument, and all of its kind, may be of others. */
function withOthers(shape: CallShape): readonly CallShape[] {
  const first = shape.args.findIndex(({ kind }) => kind !== undefined);
  if (!hasLowering(shape.name) || first < 0) return [shape];
  const alike = [...shape.args.keys()].filter((i) => shape.args[i]?.kind === shape.args[first]?.kind);
  return [shape, ...others(shape, [first]), ...(alike.length > 1 ? others(shape, alike) : [])];
}

function failsWithOthers({ name, args }: CallShape, place: number): boolean {
  const { kind } = args[place] as CallArgument;
  const values = kind === undefined ? [] : (LITERALS[kind] ?? []);
  return (
    values.length > 0 &&
    values.every((value) =>
      fails(
        callText(
          name,
          args.map(({ text }, i) => (i === place ? value : text)),
        ),
      ),
    )
  );
}

function fails(text: string): boolean {
  const found = analysed(text);
  if (found === undefined) return true;
  if (!isFoldable(found.child)) return false;
  try {
    evaluateConstant(found.child, ENV);
    return false;
  } catch (error) {
    if (error instanceof SparkError) return true;
    throw error;
  }
}

const sample = ({ name, args }: CallShape): string =>
  callText(
    name,
    args.map(({ text }) => text),
  );

function shapesOf(declaration: ScalarFunction): readonly CallShape[] {
  const { name, examples } = declaration;
  return examples.flatMap(([example]): readonly CallShape[] => {
    const texts = argumentsIn(example, name);
    if (texts === undefined) return [];
    const returns = kindOfText(callText(name, texts));
    if (returns === undefined) return [];
    const args = texts.map((text, i): CallArgument => {
      const fixed = text.includes('->') || SIZED[name]?.includes(i) === true;
      const kind = fixed ? undefined : kindOfText(text);
      const open = kind !== undefined && KINDS.includes(kind);
      const replaced = texts.map((other, j) => (j === i && open ? columnName(kind) : other));
      return { text, kind: open && kindOfText(callText(name, replaced)) === returns ? kind : undefined };
    });
    const columns = args.map(({ text, kind }) => (kind === undefined ? text : columnName(kind)));
    return withOthers({ name, lowered: hasLowering(name) && isLowered(callText(name, columns)), args, returns });
  });
}

/** The arguments of the first call of `name` in the text. */
function argumentsIn(text: string, name: string): readonly string[] | undefined {
  const found = new RegExp(`(?<![\\w.])${name.replaceAll(/\W/g, '\\$&')}\\(`, 'i').exec(text);
  if (found === null) return undefined;
  const args: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = found.index + found[0].length;
  for (let i = from; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted) {
      if (c === '\\') i += 1;
      else quoted = c !== "'";
      continue;
    }
    if (c === "'") quoted = true;
    else if ('([{'.includes(c)) depth += 1;
    else if (depth > 0 && ')]}'.includes(c)) depth -= 1;
    else if (depth === 0 && (c === ',' || c === ')')) {
      const arg = text.slice(from, i).trim();
      if (arg !== '') args.push(arg);
      if (c === ')') return args;
      from = i + 1;
    }
  }
  return undefined;
}
