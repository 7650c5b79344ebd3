/** Queries made by chance: joins, subqueries, grouping, windows, set operations, generators, CTEs, orders and limits. */
import { chance, type Dice, dice, one } from './dice.ts';
import type { CallShapes } from './function-calls.ts';
import { AggregateMaker } from './random-aggregates.ts';
import { ExpressionMaker, type Scope } from './random-expressions.ts';
import { FromMaker, type Relation } from './random-from.ts';
import { randomHint } from './random-sources.ts';
import { type Column, isComputedKeyable, KINDS, type Kind, LOWERED_KINDS, ORDERED_KINDS } from './random-tables.ts';

export interface RandomQuery {
  readonly sql: string;
  /** The same query over its rows where a condition holds, where it does not, and where it is NULL, put together again. */
  readonly partitioned: string | undefined;
  /** By column: whether the last digits follow the order of rows. */
  readonly approximate: readonly boolean[];
  /** Rows come in an order that says everything. */
  readonly ordered: boolean;
  /** Every row computes all of it, so that whether it fails is no matter of plans. */
  readonly certain: boolean;
  /** Names of the functions and operators in it. */
  readonly uses: readonly string[];
}

export function randomQuery(seed: number, calls: CallShapes, ansi: boolean): RandomQuery {
  const maker = new QueryMaker(dice(seed), calls, ansi);
  return seed % 6 === 5 ? maker.certain() : maker.query();
}

interface Wanted {
  /** Of the columns; undefined: any. */
  readonly kinds?: readonly Kind[];
  /** All columns can be compared and sorted. */
  readonly keyable: boolean;
  /** Results may be approximate. */
  readonly outermost: boolean;
}

interface Item {
  readonly sql: string;
  readonly column: Column;
  readonly approximate: boolean;
}

/** Stands where the rows of the outermost SELECT come from. */
const ROWS = '\u0001';

class QueryMaker {
  readonly #roll: Dice;
  /** Most queries keep to what native plans may hold, but for what the outermost list shows. */
  readonly #lowered: boolean;
  readonly #expressions: ExpressionMaker;
  readonly #shown: ExpressionMaker;
  readonly #aggregates: AggregateMaker;
  readonly #from: FromMaker;
  readonly #uses: string[] = [];
  #names = 0;
  #whole = '';
  #partitioned: string | undefined;
  #approximate: readonly boolean[] = [];

  constructor(roll: Dice, calls: CallShapes, ansi: boolean) {
    this.#roll = roll;
    const onUse = (name: string): unknown => this.#uses.push(name);
    this.#lowered = chance(roll, 82);
    this.#expressions = new ExpressionMaker({ roll, calls, ansi, lowered: this.#lowered, onUse });
    this.#shown = new ExpressionMaker({ roll, calls, ansi, lowered: false, onUse });
    this.#aggregates = new AggregateMaker(roll, this.#expressions, this.#lowered, onUse);
    this.#from = new FromMaker({
      roll,
      lowered: this.#lowered,
      expressions: this.#expressions,
      aggregates: this.#aggregates,
      derived: (depth) => this.#relation(depth, { keyable: false, outermost: false }),
      name: (prefix) => this.#name(prefix),
      use: (name) => this.#use(name),
    });
  }

  query(): RandomQuery {
    const ctes = chance(this.#roll, 15) ? this.#with() : '';
    const ordered = chance(this.#roll, 15);
    const depth = this.#one(1, 1, 2);
    const { sql, columns } = this.#relation(depth, { keyable: ordered, outermost: true });
    const order = ordered ? ` order by ${this.#orderOf(columns)}` : '';
    const limit = ordered && chance(this.#roll, 40) ? ` limit ${this.#roll(9)}` : '';
    const text = ordered ? `${ctes}select * from (${sql}) o${order}${limit}` : `${ctes}${sql}`;
    return {
      sql: text.replace(ROWS, () => this.#whole),
      partitioned: this.#partitioned === undefined ? undefined : text.replace(ROWS, () => this.#partitioned as string),
      approximate: columns.map((_, i) => this.#approximate[i] ?? false),
      ordered,
      certain: false,
      uses: this.#uses,
    };
  }

  /** Values of each row of a table, shown, counted or aggregated. */
  certain(): RandomQuery {
    const { name, columns } = this.#from.table();
    const shown = this.#chance(30);
    const maker = shown ? this.#shown : this.#expressions;
    const kinds = shown ? KINDS : this.#lowered ? LOWERED_KINDS : ORDERED_KINDS;
    const values = Array.from({ length: shown ? 2 + this.#roll(3) : 1 + this.#roll(2) }, () => {
      const kind = this.#one(...kinds);
      return this.#chance(70) ? maker.anyCall(columns, 2) : { sql: maker.value(kind, columns, 3), kind };
    });
    const counted = !shown && values.every(({ kind }) => isComputedKeyable(kind)) && this.#chance(70);
    const items = values.map(({ sql, kind }): Item => {
      // Coalesced, as a plain number would be a position.
      if (counted) return this.#item(`coalesce(${sql}, NULL)`, kind, true);
      if (shown) return this.#item(sql, kind, false);
      const aggregate = ORDERED_KINDS.includes(kind) ? this.#one('max', 'min', 'count') : 'count';
      return this.#item(`${this.#use(aggregate)}(${sql})`, kind, false, !isComputedKeyable(kind));
    });
    const by = counted ? ` group by ${items.map(({ sql }) => sql).join(', ')}` : '';
    return {
      sql: `select ${listOf(items)}${counted ? ', count(*) as n' : ''} from ${name}${by}`,
      partitioned: undefined,
      approximate: items.map(({ approximate }) => approximate),
      ordered: false,
      certain: true,
      uses: this.#uses,
    };
  }

  #chance(percent: number): boolean {
    return chance(this.#roll, percent);
  }

  #one<T>(...options: readonly T[]): T {
    return one(this.#roll, ...options);
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  #use(name: string): string {
    this.#uses.push(name);
    return name;
  }

  #with(): string {
    const { sql, columns } = this.#relation(1, { keyable: false, outermost: false });
    const name = this.#name('w');
    this.#from.addCte({ name, columns });
    return `with ${name} as (${sql}) `;
  }

  #orderOf(columns: readonly Column[]): string {
    const directions = ['asc', 'desc', 'asc nulls last', 'desc nulls first'];
    return columns.map(({ name }) => `${name} ${this.#one(...directions)}`).join(', ');
  }

  #relation(depth: number, wanted: Wanted): Relation {
    if (depth === 0 || this.#chance(80)) return this.#select(depth, wanted);
    const set = this.#one('union all', 'union all', 'union', 'intersect', 'except', 'except all', 'intersect all');
    this.#use(set);
    const apart: Wanted = { keyable: wanted.keyable || set !== 'union all', outermost: false };
    const left = this.#select(depth - 1, apart);
    const kinds = left.columns.map(({ kind }) => kind);
    const right = this.#select(depth - 1, { ...apart, kinds });
    const columns = left.columns.map((column, i) => ({
      ...column,
      keyable: column.keyable && right.columns[i]?.keyable === true,
    }));
    return { sql: `(${left.sql}) ${set} (${right.sql})`, columns };
  }

  #select(depth: number, wanted: Wanted): Relation {
    const { from, scope } = this.#rows(depth, wanted.outermost);
    const distinct = !wanted.outermost && this.#chance(this.#lowered ? 3 : 10) ? 'distinct ' : '';
    const limited = !wanted.outermost && this.#chance(8);
    const asked: Wanted = { ...wanted, keyable: wanted.keyable || limited || distinct !== '' };
    const available = this.#lowered ? LOWERED_KINDS : asked.keyable ? ORDERED_KINDS : KINDS;
    const kinds =
      wanted.kinds ??
      Array.from({ length: 1 + this.#roll(4) }, () => {
        const kind = this.#chance(60) && scope.length > 0 ? this.#one(...scope).kind : this.#one(...available);
        return available.includes(kind) ? kind : 'int';
      });
    const way = this.#roll(10);
    const made =
      way < (this.#lowered ? 8 : 4)
        ? this.#grouped(from, scope, kinds, asked)
        : this.#ungrouped(way < (this.#lowered ? 9 : 6), distinct, from, scope, kinds, depth, asked);
    if (wanted.outermost) this.#approximate = made.items.map(({ approximate }) => approximate);
    const columns = made.items.map(({ column }) => column);
    if (!limited) return { sql: made.sql, columns };
    const offset = this.#chance(30) ? ` offset ${this.#roll(3)}` : '';
    const sql = `select * from (${made.sql}) ${this.#name('l')} order by ${this.#orderOf(columns)} limit ${1 + this.#roll(8)}${offset}`;
    return { sql, columns };
  }

  /** FROM and WHERE; the outermost select's, now and then, as a derived table that can be put together from parts. */
  #rows(depth: number, outermost: boolean): { readonly from: string; readonly scope: Scope } {
    const { from, scope } = this.#from.from(depth);
    const where = this.#chance(45) ? this.#from.condition(scope, depth) : undefined;
    if (!outermost || this.#chance(40)) return { from: where === undefined ? from : `${from} where ${where}`, scope };
    const inner = scope.map((column) => ({ ...column, name: this.#name('x') }));
    const list = scope.map(({ name }, i) => `${name} as ${inner[i]?.name}`).join(', ');
    const p = this.#expressions.condition(scope, 2);
    const part = (test: string | undefined): string => {
      const tests = [where, test].filter((each) => each !== undefined).map((each) => `(${each})`);
      return `select ${list} from ${from}${tests.length === 0 ? '' : ` where ${tests.join(' and ')}`}`;
    };
    this.#whole = part(undefined);
    this.#partitioned = [`${p}`, `not (${p})`, `(${p}) is null`].map(part).join(' union all ');
    return { from: `(${ROWS}) v`, scope: inner };
  }

  #ungrouped(
    windows: boolean,
    distinct: string,
    from: string,
    scope: Scope,
    kinds: readonly Kind[],
    depth: number,
    wanted: Wanted,
  ): { readonly sql: string; readonly items: readonly Item[] } {
    const keyable = scope.filter((column) => column.keyable);
    const windowed = windows && distinct === '' && keyable.length > 0;
    const visible = wanted.keyable || windowed ? keyable : scope;
    const items = kinds.map((kind): Item => {
      const window =
        windowed && this.#chance(60)
          ? this.#aggregates.window(kind, keyable, wanted.outermost && !wanted.keyable)
          : undefined;
      if (window !== undefined) return this.#item(window.sql, kind, true, window.approximate);
      const call = wanted.outermost && wanted.kinds === undefined && !wanted.keyable && this.#chance(50);
      if (call) return this.#item(this.#shown.anyCall(visible, 1).sql, 'other', false);
      return this.#valueItem(kind, visible, depth, wanted);
    });
    const select = (list: readonly Item[]): string =>
      `select ${this.#hint(scope)}${distinct}${listOf(list)} from ${from}`;
    if (windowed && this.#chance(15)) return { sql: `${select(items)} qualify ${this.#qualification(keyable)}`, items };
    if (windowed && this.#chance(20)) return { sql: this.#withNamedWindow(items, select), items };
    return { sql: select(items), items };
  }

  #qualification(scope: Scope): string {
    const ranked = this.#aggregates.window('int', scope, false);
    return ranked === undefined ? 'true' : `${ranked.sql} <= ${this.#roll(4)}`;
  }

  /** The first window's specification, if there is one, in a clause of its own. */
  #withNamedWindow(items: readonly Item[], select: (list: readonly Item[]) => string): string {
    const at = items.findIndex(({ sql }) => sql.includes(OVER) && sql.endsWith(')'));
    const item = items[at];
    if (item === undefined) return select(items);
    const from = item.sql.lastIndexOf(OVER);
    const name = this.#name('w');
    const named = items.with(at, { ...item, sql: `${item.sql.slice(0, from)} over ${name}` });
    return `${select(named)} window ${name} as ${item.sql.slice(from + OVER.length - 1)}`;
  }

  #hint(scope: Scope): string {
    if (!this.#chance(6)) return '';
    return randomHint(this.#roll, [...new Set(scope.map(({ name }) => name.split('.')[0] as string))]);
  }

  #item(sql: string, kind: Kind, keyable: boolean, approximate = false): Item {
    return { sql, column: { name: this.#name('c'), kind, keyable }, approximate };
  }

  #valueItem(kind: Kind, scope: Scope, depth: number, wanted: Wanted): Item {
    const fitting = scope.filter((column) => column.kind === kind);
    const [column] = fitting.length > 0 && this.#chance(50) ? [this.#one(...fitting)] : [];
    if (column !== undefined) return this.#item(column.name, kind, column.keyable);
    if (depth > 0 && this.#chance(10)) return this.#item(this.#from.scalar(kind, scope), kind, isComputedKeyable(kind));
    if (wanted.keyable && !isComputedKeyable(kind)) return this.#item(this.#expressions.literal(kind), kind, true);
    const maker = wanted.outermost ? this.#shown : this.#expressions;
    return this.#item(maker.value(kind, scope, 3), kind, isComputedKeyable(kind));
  }

  #grouped(
    from: string,
    scope: Scope,
    kinds: readonly Kind[],
    wanted: Wanted,
  ): { readonly sql: string; readonly items: readonly Item[] } {
    const keyable = scope.filter((column) => column.keyable);
    const groupable = this.#lowered ? keyable.filter(({ kind }) => kind !== 'double' && kind !== 'float') : keyable;
    const keys = groupable.length === 0 ? [] : Array.from({ length: this.#roll(3) }, () => this.#one(...groupable));
    const form = this.#chance(this.#lowered ? 85 : 60) ? 'plain' : this.#one('rollup', 'cube', 'sets');
    // Coalesced, as a plain number would be a position.
    const computed =
      form === 'plain' && this.#chance(45)
        ? `coalesce(${this.#expressions.value(this.#one('int', 'string', 'date'), keyable, 2)}, NULL)`
        : undefined;
    const sets = form !== 'plain' && keys.length > 0;
    const ranked = form === 'plain' && computed === undefined && this.#chance(25) ? keys : [];
    const items = kinds.map((kind): Item => {
      const window = this.#chance(50) ? this.#aggregates.window(kind, ranked, false) : undefined;
      if (window !== undefined) return this.#item(window.sql, kind, true);
      if (sets && kind === 'bigint' && this.#chance(30)) {
        this.#use('grouping_id');
        return this.#item('grouping_id()', kind, true);
      }
      const key = keys.find((column) => column.kind === kind);
      if (key !== undefined && this.#chance(50)) return this.#item(key.name, kind, true);
      // What NULLs of a rollup stand for is not the column's to say.
      return this.#aggregateItem(kind, scope, sets ? [] : keys, wanted);
    });
    const names = keys.map(({ name }) => name);
    const by = this.#groupBy(form, names, computed);
    const having = this.#chance(12) ? ` having ${this.#having(scope, keys)}` : '';
    return { sql: `select ${this.#hint(scope)}${listOf(items)} from ${from}${by}${having}`, items };
  }

  #aggregateItem(kind: Kind, scope: Scope, keys: readonly Column[], wanted: Wanted): Item {
    const approximate = wanted.outermost && !wanted.keyable;
    if (approximate && wanted.kinds === undefined && this.#chance(this.#lowered ? 8 : 25)) {
      const any = this.#aggregates.any(scope, keys);
      return this.#item(any.sql, any.kind, false, any.approximate);
    }
    const made = this.#aggregates.aggregate(kind, scope, keys, approximate);
    if (made === undefined) return this.#item(this.#expressions.literal(kind), kind, true);
    return this.#item(made.sql, kind, kind !== 'float' && kind !== 'double', made.approximate);
  }

  #groupBy(form: string, names: readonly string[], computed: string | undefined): string {
    if (names.length === 0) return computed === undefined ? '' : ` group by ${computed}`;
    const list = names.join(', ');
    if (form === 'plain') return ` group by ${computed === undefined ? list : `${list}, ${computed}`}`;
    this.#use(form);
    if (form !== 'sets') return ` group by ${form}(${list})`;
    return ` group by grouping sets ((${list}), (${names[0]}), ())`;
  }

  #having(scope: Scope, keys: readonly Column[]): string {
    const kind = this.#one('bigint', 'int', 'string', 'decimal');
    const made = this.#aggregates.aggregate(kind, scope, [], false);
    const key = keys.find((column) => column.kind === kind);
    const compared = key === undefined ? this.#expressions.literal(kind) : key.name;
    return `${made?.sql ?? 'count(*)'} ${this.#one('>', '<=', '=', '<>')} ${made === undefined ? '1' : compared}`;
  }
}

const OVER = ' over (';

const listOf = (items: readonly Item[]): string =>
  items.map(({ sql, column }) => `${sql} as ${column.name}`).join(', ');
