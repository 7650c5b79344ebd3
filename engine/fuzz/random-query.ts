/** Queries made by chance: joins, subqueries, grouping, windows, set operations, generators, CTEs, orders and limits. */
import { chance, type Dice, dice, one } from './dice.ts';
import type { CallShapes } from './function-calls.ts';
import { AggregateMaker } from './random-aggregates.ts';
import { ExpressionMaker, type Scope } from './random-expressions.ts';
import {
  type Column,
  columnsOf,
  isComputedKeyable,
  KINDS,
  type Kind,
  LOWERED_KINDS,
  ORDERED_KINDS,
  TABLES,
} from './random-tables.ts';

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
  return seed % 8 === 7 ? maker.certain() : maker.query();
}

interface Relation {
  readonly sql: string;
  readonly columns: readonly Column[];
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
  readonly #uses: string[] = [];
  readonly #ctes: { readonly name: string; readonly columns: readonly Column[] }[] = [];
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

  /** Values of each row of a table, shown or aggregated. */
  certain(): RandomQuery {
    const { name, columns } = this.#table();
    const shown = this.#chance(40);
    const kinds = shown ? KINDS : this.#lowered ? LOWERED_KINDS : ORDERED_KINDS;
    const items = Array.from({ length: this.#one(1, 1, 2) }, () => {
      const kind = this.#one(...kinds);
      const value = (shown ? this.#shown : this.#expressions).value(kind, columns, 3);
      const sql = shown ? value : `${this.#use(this.#one('max', 'min', 'count'))}(${value})`;
      return this.#item(sql, kind, false, !shown && !isComputedKeyable(kind));
    });
    return {
      sql: `select ${listOf(items)} from ${name}`,
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
    this.#ctes.push({ name, columns });
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
    const { from, scope } = this.#from(depth);
    const where = this.#chance(45) ? this.#condition(scope, depth) : undefined;
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
      const call = wanted.outermost && wanted.kinds === undefined && !wanted.keyable && this.#chance(30);
      if (call) return this.#item(this.#shown.anyCall(visible, 1), 'other', false);
      return this.#valueItem(kind, visible, depth, wanted);
    });
    return { sql: `select ${distinct}${listOf(items)} from ${from}`, items };
  }

  #item(sql: string, kind: Kind, keyable: boolean, approximate = false): Item {
    return { sql, column: { name: this.#name('c'), kind, keyable }, approximate };
  }

  #valueItem(kind: Kind, scope: Scope, depth: number, wanted: Wanted): Item {
    const fitting = scope.filter((column) => column.kind === kind);
    const [column] = fitting.length > 0 && this.#chance(50) ? [this.#one(...fitting)] : [];
    if (column !== undefined) return this.#item(column.name, kind, column.keyable);
    if (depth > 0 && this.#chance(10)) return this.#item(this.#scalar(kind, scope), kind, isComputedKeyable(kind));
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
    const items = kinds.map((kind): Item => {
      if (sets && kind === 'bigint' && this.#chance(30)) {
        this.#use('grouping_id');
        return this.#item('grouping_id()', kind, true);
      }
      const key = keys.find((column) => column.kind === kind);
      if (key !== undefined && this.#chance(50)) return this.#item(key.name, kind, true);
      const approximate = wanted.outermost && !wanted.keyable;
      // What NULLs of a rollup stand for is not the column's to say.
      const aggregate = this.#aggregates.aggregate(kind, scope, sets ? [] : keys, approximate);
      if (aggregate === undefined) return this.#item(this.#expressions.literal(kind), kind, true);
      return this.#item(aggregate.sql, kind, kind !== 'float' && kind !== 'double', aggregate.approximate);
    });
    const names = keys.map(({ name }) => name);
    const by = this.#groupBy(form, names, computed);
    const having = this.#chance(12) ? ` having ${this.#having(scope, keys)}` : '';
    return { sql: `select ${listOf(items)} from ${from}${by}${having}`, items };
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

  #from(depth: number): { readonly from: string; readonly scope: Scope } {
    let { sql: from, columns: scope } = this.#source(depth);
    for (let joins = depth === 0 ? 0 : this.#one(0, 1, 1, depth); joins > 0; joins--) {
      const next = this.#source(depth - 1);
      const type = this.#one(
        'join',
        'join',
        'left join',
        'right join',
        'full join',
        'left semi join',
        'left anti join',
        'cross join',
      );
      this.#use(type);
      const both = [...scope, ...next.columns];
      const on = type === 'cross join' ? '' : ` on ${this.#joinCondition(scope, next.columns)}`;
      from = `${from} ${type} ${next.sql}${on}`;
      if (type !== 'left semi join' && type !== 'left anti join') scope = both;
    }
    if (depth > 0 && this.#chance(10)) {
      const { sql, columns } = this.#lateral(scope);
      const joined = this.#chance(50)
        ? `cross join lateral ${sql}`
        : `left join lateral ${sql} on ${this.#expressions.comparison([...scope, ...columns], 1)}`;
      from = `${from} ${joined}`;
      scope = [...scope, ...columns];
    }
    if (this.#chance(this.#lowered ? 2 : 10)) {
      const { sql, columns } = this.#generated(scope);
      from = `${from} ${sql}`;
      scope = [...scope, ...columns];
    }
    return { from, scope };
  }

  #joinCondition(left: Scope, right: Scope): string {
    const kinds = ORDERED_KINDS.filter((kind) => !this.#lowered || (kind !== 'double' && kind !== 'float'));
    const shared = left.filter((a) => kinds.includes(a.kind) && right.some((b) => b.kind === a.kind));
    const rest = (): string => this.#expressions.comparison([...left, ...right], 1);
    if (shared.length === 0 || this.#chance(10)) return rest();
    const a = this.#one(...shared);
    const b = this.#one(...right.filter(({ kind }) => kind === a.kind));
    const equal = `${a.name} ${this.#one('=', '=', '=', '=', '<=>')} ${b.name}`;
    return this.#chance(30) ? `${equal} and ${rest()}` : equal;
  }

  /** A column of a scope of its own, and how it is tied to a column outside. */
  #tied(outer: Scope): { readonly from: string; readonly scope: Scope; readonly where: string } {
    const alias = this.#name('q');
    const { name, columns } = this.#table();
    const scope = columns.map((column) => ({ ...column, name: `${alias}.${column.name}` }));
    const shared = scope.filter((a) => ORDERED_KINDS.includes(a.kind) && outer.some((b) => b.kind === a.kind));
    if (shared.length === 0) return { from: `${name} ${alias}`, scope, where: 'true' };
    const inside = this.#one(...shared);
    const outside = this.#one(...outer.filter(({ kind }) => kind === inside.kind));
    const tie = `${inside.name} ${this.#one('=', '=', '=', '<', '>=')} ${outside.name}`;
    const where = this.#chance(30) ? `${tie} and ${this.#expressions.comparison(scope, 1)}` : tie;
    return { from: `${name} ${alias}`, scope, where };
  }

  #lateral(outer: Scope): Relation {
    const { from, scope, where } = this.#tied(outer);
    const alias = this.#name('t');
    const picked = this.#one(...scope);
    const grouped = this.#chance(60);
    const column: Column = grouped ? { name: 'v', kind: 'bigint', keyable: true } : { ...picked, name: 'v' };
    const value = grouped ? `count(${picked.name})` : picked.name;
    const sql = `(select ${value} as v from ${from} where ${where}) ${alias}`;
    return { sql, columns: [{ ...column, name: `${alias}.v` }] };
  }

  #generated(scope: Scope): Relation {
    const view = this.#name('g');
    const name = this.#one('explode', 'posexplode', 'inline', 'stack', 'json_tuple');
    this.#use(name);
    const outer = this.#chance(40) ? 'outer ' : '';
    const e = this.#expressions;
    const made = ((): readonly [call: string, kinds: readonly Kind[]] => {
      switch (name) {
        case 'inline':
          return [`inline(array(struct(${e.column('int', scope)}, ${e.column('string', scope)})))`, ['int', 'string']];
        case 'stack':
          return [`stack(2, ${e.column('int', scope)}, ${e.column('int', scope)}, 3)`, ['int', 'int']];
        case 'json_tuple':
          return [`json_tuple(${e.column('string', scope)}, 'a')`, ['string']];
        case 'posexplode':
          return [`posexplode(${e.value('array<string>', scope, 1)})`, ['int', 'string']];
        default:
          return [`explode(${e.value('array<int>', scope, 1)})`, ['int']];
      }
    })();
    const [call, kinds] = made;
    const columns = kinds.map((kind) => ({ name: this.#name('y'), kind, keyable: true }));
    const sql = `lateral view ${outer}${call} ${view} as ${columns.map((column) => column.name).join(', ')}`;
    return { sql, columns: columns.map((column) => ({ ...column, name: `${view}.${column.name}` })) };
  }

  #table(): { readonly name: string; readonly columns: readonly Column[] } {
    if (this.#ctes.length > 0 && this.#chance(40)) return this.#one(...this.#ctes);
    const name = this.#one(...TABLES);
    return { name, columns: columnsOf(name, this.#lowered) };
  }

  #source(depth: number): Relation {
    const alias = this.#name('r');
    const qualified = (columns: readonly Column[]): readonly Column[] =>
      columns.map((column) => ({ ...column, name: `${alias}.${column.name}` }));
    if (depth > 0 && this.#chance(25)) {
      const { sql, columns } = this.#relation(depth - 1, { keyable: false, outermost: false });
      return { sql: `(${sql}) ${alias}`, columns: qualified(columns) };
    }
    if (this.#chance(this.#lowered ? 1 : 6)) {
      const columns = [
        { name: 'k', kind: 'int', keyable: true },
        { name: 's', kind: 'string', keyable: true },
      ];
      return { sql: `(values (1, 'x'), (2, 'y'), (null, 'x'), (3, null)) ${alias}(k, s)`, columns: qualified(columns) };
    }
    const { name, columns } = this.#table();
    return { sql: `${name} ${alias}`, columns: qualified(columns) };
  }

  /** One value for each row, or none. */
  #scalar(kind: Kind, outer: Scope): string {
    this.#use('scalar-subquery');
    const { from, scope, where } = this.#tied(this.#chance(75) ? outer : []);
    const made = this.#aggregates.aggregate(kind, scope, [], false);
    return made === undefined ? this.#expressions.literal(kind) : `(select ${made.sql} from ${from} where ${where})`;
  }

  #condition(scope: Scope, depth: number): string {
    const parts = Array.from({ length: this.#one(1, 1, 2) }, () => this.#part(scope, depth));
    return parts.join(' and ');
  }

  #part(scope: Scope, depth: number): string {
    const way = this.#roll(20);
    const e = this.#expressions;
    if (depth > 0 && way < 3) return this.#exists(scope);
    if (depth > 0 && way < 6) return this.#inSubquery(scope);
    if (depth > 0 && way < 8) return `(${e.comparison(scope, 1)} or ${this.#exists(scope)})`;
    if (depth > 0 && way < 9) {
      const kind = this.#one('int', 'bigint', 'string');
      return `${e.column(kind, scope)} ${this.#one('=', '<', '>=')} ${this.#scalar(kind, scope)}`;
    }
    return e.condition(scope, 2);
  }

  #exists(outer: Scope): string {
    this.#use('exists-subquery');
    const { from, where } = this.#tied(outer);
    return `${this.#one('', 'not ')}exists (select 1 from ${from} where ${where})`;
  }

  #inSubquery(outer: Scope): string {
    this.#use('in-subquery');
    const { from, scope, where } = this.#tied(this.#chance(40) ? outer : []);
    const fitting = scope.filter((a) => ORDERED_KINDS.includes(a.kind) && outer.some((b) => b.kind === a.kind));
    if (fitting.length === 0) return 'true';
    const inside = this.#one(...fitting);
    const outside = this.#one(...outer.filter(({ kind }) => kind === inside.kind));
    return `${outside.name} ${this.#one('', 'not ')}in (select ${inside.name} from ${from} where ${where})`;
  }
}

const listOf = (items: readonly Item[]): string =>
  items.map(({ sql, column }) => `${sql} as ${column.name}`).join(', ');
