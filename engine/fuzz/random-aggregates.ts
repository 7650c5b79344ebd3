/** Aggregate and window calls whose results do not depend on the order of rows. */
import { declared } from '../src/functions/registry.ts';
import { chance, type Dice, one } from './dice.ts';
import type { ExpressionMaker, Scope } from './random-expressions.ts';
import { type Column, type Kind, ORDERED_KINDS } from './random-tables.ts';

export interface Aggregated {
  readonly sql: string;
  readonly kind: Kind;
  /** Its last digits follow the order of rows. */
  readonly approximate: boolean;
}

/** `$` stands for an argument of the first of these kinds, `#` for one of the second. */
interface Shape {
  readonly name: string;
  readonly text: string;
  readonly takes: readonly Kind[];
  readonly also?: readonly Kind[];
  /** Undefined: the argument's. */
  readonly gives?: Kind;
  readonly approximate?: true;
  /** Takes no DISTINCT. */
  readonly plain?: true;
}

const NARROW = ['tinyint', 'smallint', 'int'];
const WHOLE = [...NARROW, 'bigint'];
/** Sums of these are exact in a double. */
const SMALL = ['tinyint', 'smallint', 'int', 'double'];
const BOOLEAN = ['boolean'];

const of = (
  names: readonly string[],
  text: (name: string) => string,
  takes: readonly Kind[],
  more: Partial<Shape> = {},
): readonly Shape[] => names.map((name) => ({ name, text: text(name), takes, ...more }));

const call = (name: string): string => `${name}($)`;
const STATISTICS = ['std', 'stddev', 'stddev_pop', 'stddev_samp', 'var_pop', 'var_samp', 'variance'];
/** Quotients of what may be nothing but rounding where all values are equal. */
const SHAPED = ['kurtosis', 'skewness'];
const FITTED = ['corr', 'regr_intercept', 'regr_r2', 'regr_slope'];
const COVARIANCES = ['covar_pop', 'covar_samp', 'regr_sxy'];
const REGRESSIONS = ['regr_avgx', 'regr_avgy'];
const SQUARES = ['regr_sxx', 'regr_syy'];

const SHAPES: readonly Shape[] = [
  { name: 'count', text: 'count(*)', takes: [], gives: 'bigint', plain: true },
  ...of(['count', 'approx_count_distinct'], call, ORDERED_KINDS, { gives: 'bigint' }),
  ...of(['count_if'], call, BOOLEAN, { gives: 'bigint' }),
  ...of(['any', 'bool_and', 'bool_or', 'every', 'some'], call, BOOLEAN),
  ...of(['bit_and', 'bit_or', 'bit_xor'], call, WHOLE),
  ...of(['min', 'max'], call, ORDERED_KINDS),
  ...of(['min_by', 'max_by'], (name) => `${name}($, struct(#, $))`, ORDERED_KINDS, {
    also: ORDERED_KINDS,
    plain: true,
  }),
  ...of(['sum'], call, WHOLE, { gives: 'bigint' }),
  // Of bigints, whether it overflows on the way is a matter of the rows' order, in Spark too.
  ...of(['try_sum'], call, NARROW, { gives: 'bigint' }),
  ...of(['sum', 'try_sum', 'avg', 'mean', 'try_avg'], call, ['decimal']),
  ...of(['sum', 'avg', 'mean', 'try_avg'], call, SMALL, { gives: 'double', approximate: true }),
  ...of([...STATISTICS], call, SMALL, { gives: 'double', approximate: true }),
  ...of(SHAPED, (name) => `case when var_pop($) > 1e-6 then ${name}($) end`, SMALL, {
    gives: 'double',
    approximate: true,
    plain: true,
  }),
  ...of(
    FITTED,
    (name) =>
      `case when var_pop(if(# is null, null, $)) > 1e-6 and var_pop(if($ is null, null, #)) > 1e-6 then ${name}($, #) end`,
    ['int', 'double'],
    { also: ['smallint', 'int'], gives: 'double', approximate: true, plain: true },
  ),
  // Of columns that have nothing to do with each other all digits are what rounding leaves.
  ...of(COVARIANCES, (name) => `case when abs(corr($, #)) > 1e-6 then ${name}($, #) end`, ['int', 'double'], {
    also: ['smallint', 'int'],
    gives: 'double',
    approximate: true,
    plain: true,
  }),
  ...of([...REGRESSIONS, ...SQUARES], (name) => `${name}($, #)`, ['int', 'double'], {
    also: ['smallint', 'int'],
    gives: 'double',
    approximate: true,
    plain: true,
  }),
  ...of(['regr_count'], (name) => `${name}($, #)`, ['int'], { also: ['int'], gives: 'bigint', plain: true }),
  ...of(['median'], call, ['int', 'smallint'], { gives: 'double', approximate: true, plain: true }),
  ...of(['percentile'], (name) => `${name}($, 0.3)`, ['int'], { gives: 'double', approximate: true, plain: true }),
  ...of(['approx_percentile', 'percentile_approx'], (name) => `${name}($, 0.5)`, ['int', 'bigint', 'date'], {
    plain: true,
  }),
  ...of(['percentile_cont'], (name) => `${name}(0.25) WITHIN GROUP (ORDER BY $)`, ['int'], {
    gives: 'double',
    approximate: true,
    plain: true,
  }),
  ...of(['percentile_disc'], (name) => `${name}(0.25) WITHIN GROUP (ORDER BY $)`, ['int'], {
    gives: 'double',
    plain: true,
  }),
  ...of(['listagg', 'string_agg'], (name) => `${name}($, ',') WITHIN GROUP (ORDER BY $)`, ['string'], { plain: true }),
  ...of(['collect_list', 'collect_set'], (name) => `sort_array(${name}($))`, ['int'], { gives: 'array<int>' }),
  ...of(['collect_list', 'collect_set'], (name) => `sort_array(${name}($))`, ['string'], { gives: 'array<string>' }),
];

const RANKINGS: Readonly<Record<Kind, readonly string[]>> = {
  int: ['rank', 'dense_rank', 'row_number', 'ntile'],
  double: ['percent_rank', 'cume_dist'],
};

/** Of one value for all rows of a group, so any row may be the first. */
const OF_KEYS = ['first', 'first_value', 'last', 'last_value', 'any_value', 'mode'];

const BY_NAME: readonly (readonly Shape[])[] = [...Map.groupBy(SHAPES, ({ name }) => name).values()];

const LOWERED = SHAPES.filter(({ name }) =>
  declared('aggregate', name).overloads.some(({ duckdb }) => typeof duckdb === 'function'),
);

export class AggregateMaker {
  readonly #roll: Dice;
  readonly #expressions: ExpressionMaker;
  readonly #shapes: readonly Shape[];
  readonly #onUse: (name: string) => void;
  /** Per cent of aggregates; now and then there are to be several in a query. */
  readonly #distinct: number;

  constructor(roll: Dice, expressions: ExpressionMaker, lowered: boolean, onUse: (name: string) => void) {
    this.#roll = roll;
    this.#expressions = expressions;
    this.#shapes = lowered ? LOWERED : SHAPES;
    this.#onUse = onUse;
    this.#distinct = chance(roll, 12) ? 70 : lowered ? 5 : 20;
  }

  /** Undefined: nothing aggregates to this kind. */
  aggregate(kind: Kind, scope: Scope, keys: readonly Column[], approximate: boolean): Aggregated | undefined {
    const key = keys.find((column) => column.kind === kind);
    if (key !== undefined && this.#shapes === SHAPES && chance(this.#roll, 15)) return this.#ofKey(key);
    const shapes = this.#shapes.filter(
      (shape) =>
        (shape.gives ?? kind) === kind &&
        (shape.gives !== undefined || shape.takes.includes(kind)) &&
        (approximate || shape.approximate !== true),
    );
    if (shapes.length === 0) return undefined;
    return this.#written(one(this.#roll, ...shapes), kind, scope);
  }

  /** Of whatever kind: in the long run each function has its turn. */
  any(scope: Scope, keys: readonly Column[]): Aggregated {
    if (keys.length > 0 && chance(this.#roll, 25)) return this.#ofKey(one(this.#roll, ...keys));
    const shape = one(this.#roll, ...one(this.#roll, ...BY_NAME));
    const kind = shape.gives ?? one(this.#roll, ...shape.takes);
    return this.#written(shape, kind, scope);
  }

  #ofKey({ name, kind }: Column): Aggregated {
    const fn = one(this.#roll, ...OF_KEYS);
    this.#onUse(fn);
    return { sql: `${fn}(${name})`, kind, approximate: false };
  }

  #written(shape: Shape, kind: Kind, scope: Scope): Aggregated {
    this.#onUse(shape.name);
    const taken =
      shape.gives === undefined ? kind : one(this.#roll, ...(shape.takes.length === 0 ? ['int'] : shape.takes));
    const first = this.#argument(taken, scope);
    const second = shape.also === undefined ? '' : this.#argument(one(this.#roll, ...shape.also), scope);
    const distinct = shape.plain !== true && chance(this.#roll, this.#distinct) ? 'distinct ' : '';
    const sql = shape.text
      .replaceAll('#', () => second)
      .replace('($', '(distinct$')
      .replaceAll('$', () => first);
    const filter =
      !sql.startsWith('case ') && chance(this.#roll, 15)
        ? ` filter (where ${this.#expressions.comparison(scope, 1)})`
        : '';
    const placed = sql.replace('(distinct', `(${distinct}`);
    // The filter belongs to the aggregate itself, not to the function around it.
    const whole = placed.startsWith('sort_array(') ? `${placed.slice(0, -1)}${filter})` : `${placed}${filter}`;
    return { sql: whole, kind, approximate: shape.approximate === true };
  }

  /** Only of what sums exactly and is the same however it is written. */
  #argument(kind: Kind, scope: Scope): string {
    const keyable = scope.filter((column) => column.keyable);
    if (kind === 'double' || kind === 'float' || chance(this.#roll, 40)) return this.#expressions.column(kind, keyable);
    return this.#expressions.value(kind, keyable, 2);
  }

  /** All peers share a value, or no two rows are peers; `scope` holds columns that tell rows apart. */
  window(kind: Kind, scope: Scope, approximate: boolean): Aggregated | undefined {
    if (scope.length === 0) return undefined;
    const by = chance(this.#roll, 60) ? `partition by ${one(this.#roll, ...scope).name} ` : '';
    const total = `order by ${scope.map(({ name }) => `${name} ${this.#direction()}`).join(', ')}`;
    const ranking = RANKINGS[kind];
    if (ranking !== undefined && chance(this.#roll, 50)) {
      return { sql: this.#ranking(one(this.#roll, ...ranking), scope, by, total), kind, approximate: false };
    }
    const ordered = ORDERED_KINDS.includes(kind) && kind !== 'double' && kind !== 'float';
    if (!ordered || chance(this.#roll, 60)) return this.#framed(kind, scope, by, total, approximate);
    return { sql: this.#offset(this.#expressions.column(kind, scope), by, total), kind, approximate: false };
  }

  #ranking(name: string, scope: Scope, by: string, total: string): string {
    this.#onUse(name);
    const key = this.#expressions.column(one(this.#roll, 'int', 'string', 'date'), scope);
    const order = name === 'row_number' || name === 'ntile' ? total : `order by ${key} ${this.#direction()}`;
    return `${name}(${name === 'ntile' ? 1 + this.#roll(3) : ''}) over (${by}${order})`;
  }

  #offset(value: string, by: string, total: string): string {
    const name = one(this.#roll, 'lag', 'lead', 'nth_value', 'first_value', 'last_value');
    this.#onUse(name);
    const nulls = chance(this.#roll, 20) ? ' ignore nulls' : '';
    if (name === 'lag' || name === 'lead') {
      const otherwise = chance(this.#roll, 20) ? `, ${value}` : '';
      return `${name}(${value}, ${this.#roll(3)}${otherwise})${nulls} over (${by}${total})`;
    }
    const frame = chance(this.#roll, 80) ? ` rows between ${this.#bounds('1', '2')}` : '';
    return `${name}(${value}${name === 'nth_value' ? ', 2' : ''})${nulls} over (${by}${total}${frame})`;
  }

  #framed(kind: Kind, scope: Scope, by: string, total: string, approximate: boolean): Aggregated | undefined {
    const shapes = this.#shapes.filter(
      (shape) =>
        (shape.text === call(shape.name) || shape.takes.length === 0) &&
        (shape.gives ?? kind) === kind &&
        (shape.gives !== undefined || shape.takes.includes(kind)) &&
        (approximate || shape.approximate !== true),
    );
    if (shapes.length === 0) return undefined;
    const shape = one(this.#roll, ...shapes);
    this.#onUse(shape.name);
    const taken =
      shape.gives === undefined ? kind : one(this.#roll, ...(shape.takes.length === 0 ? ['int'] : shape.takes));
    const value = shape.text.replaceAll('$', () => this.#expressions.column(taken, scope));
    const filter = chance(this.#roll, 10) ? ` filter (where ${this.#expressions.comparison(scope, 1)})` : '';
    const sql = `${value}${filter} over (${by}${this.#frame(scope, total)})`;
    return { sql, kind, approximate: shape.approximate === true };
  }

  /** An order, if any, and a frame of it. */
  #frame(scope: Scope, total: string): string {
    const way = this.#roll(5);
    if (way === 0) return '';
    if (way === 1) return `${total} rows between ${this.#bounds('1', '2')}`;
    if (way === 2) return total;
    const kind = one(this.#roll, ...(way === 3 ? Object.keys(DISTANCES) : ORDERED_KINDS));
    const order = `order by ${this.#expressions.column(kind, scope)} ${this.#direction()}`;
    const distances = way === 3 ? (DISTANCES[kind] ?? []) : [];
    return `${order} range between ${this.#bounds(...distances)}`;
  }

  #direction(): string {
    return one(this.#roll, 'asc', 'desc', 'asc nulls last', 'desc nulls first');
  }

  /** Two ends of a frame, by distances from the nearest to the farthest. */
  #bounds(...distances: readonly string[]): string {
    const ends = [
      'unbounded preceding',
      ...distances.toReversed().map((distance) => `${distance} preceding`),
      'current row',
      ...distances.map((distance) => `${distance} following`),
      'unbounded following',
    ];
    const lower = this.#roll(ends.length - 1);
    const upper = Math.max(1, lower + this.#roll(ends.length - lower));
    return `${ends[lower]} and ${ends[upper]}`;
  }
}

/** How far a frame reaches in values, by the kind it is ordered by. */
const DISTANCES: Readonly<Record<Kind, readonly string[]>> = {
  int: ['1', '2'],
  bigint: ['1', '3'],
  double: ['0.5D', '2'],
  decimal: ['1', '2'],
  date: ["interval '1' day", "interval '400' day"],
  timestamp: ["interval '90' minute", "interval '3' day"],
};
