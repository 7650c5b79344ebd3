/** FROM and WHERE: tables, joins, derived tables, generators, and subqueries that are tied to what is outside. */
import { chance, type Dice, one } from './dice.ts';
import type { AggregateMaker } from './random-aggregates.ts';
import type { ExpressionMaker, Scope } from './random-expressions.ts';
import { randomSource } from './random-sources.ts';
import { type Column, columnsOf, type Kind, ORDERED_KINDS, TABLES } from './random-tables.ts';

export interface Relation {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** What a query is made with. */
export interface Parts {
  readonly roll: Dice;
  readonly lowered: boolean;
  readonly expressions: ExpressionMaker;
  readonly aggregates: AggregateMaker;
  /** A query to stand in brackets. */
  readonly derived: (depth: number) => Relation;
  /** A new name. */
  readonly name: (prefix: string) => string;
  readonly use: (name: string) => string;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

export class FromMaker {
  readonly #parts: Parts;
  readonly #roll: Dice;
  readonly #ctes: Table[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#roll = parts.roll;
  }

  addCte(table: Table): void {
    this.#ctes.push(table);
  }

  #chance(percent: number): boolean {
    return chance(this.#roll, percent);
  }

  #one<T>(...options: readonly T[]): T {
    return one(this.#roll, ...options);
  }

  from(depth: number): { readonly from: string; readonly scope: Scope } {
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
      this.#parts.use(type);
      const both = [...scope, ...next.columns];
      const on = type === 'cross join' ? '' : ` ${this.#joinedBy(scope, next.columns)}`;
      from = `${from} ${type} ${next.sql}${on}`;
      if (type !== 'left semi join' && type !== 'left anti join') scope = both;
    }
    if (depth > 0 && this.#chance(10)) {
      const { sql, columns } = this.#lateral(scope);
      const joined = this.#chance(50)
        ? `cross join lateral ${sql}`
        : `left join lateral ${sql} on ${this.#parts.expressions.comparison([...scope, ...columns], 1)}`;
      from = `${from} ${joined}`;
      scope = [...scope, ...columns];
    }
    if (this.#chance(this.#parts.lowered ? 2 : 10)) {
      const { sql, columns } = this.#generated(scope);
      from = `${from} ${sql}`;
      scope = [...scope, ...columns];
    }
    return { from, scope };
  }

  #joinedBy(left: Scope, right: Scope): string {
    const names = new Map<string, Kind>(left.map(({ name, kind }) => [bare(name), kind]));
    const shared = right.filter(({ name, kind }) => names.get(bare(name)) === kind && this.#isJoinable(kind));
    const once = shared.filter(({ name }) => left.filter((column) => bare(column.name) === bare(name)).length === 1);
    if (once.length > 0 && this.#chance(12)) return `using (${bare(this.#one(...once).name)})`;
    return `on ${this.#joinCondition(left, right)}`;
  }

  #isJoinable(kind: Kind): boolean {
    return ORDERED_KINDS.includes(kind) && !(this.#parts.lowered && (kind === 'double' || kind === 'float'));
  }

  #joinCondition(left: Scope, right: Scope): string {
    const shared = left.filter((a) => this.#isJoinable(a.kind) && right.some((b) => b.kind === a.kind));
    const rest = (): string => this.#parts.expressions.comparison([...left, ...right], 1);
    if (shared.length === 0 || this.#chance(10)) return rest();
    const a = this.#one(...shared);
    const b = this.#one(...right.filter(({ kind }) => kind === a.kind));
    const equal = `${a.name} ${this.#one('=', '=', '=', '=', '<=>')} ${b.name}`;
    return this.#chance(30) ? `${equal} and ${rest()}` : equal;
  }

  /** A column of a scope of its own, and how it is tied to a column outside. */
  #tied(outer: Scope): { readonly from: string; readonly scope: Scope; readonly where: string } {
    const alias = this.#parts.name('q');
    const { name, columns } = this.table();
    const scope = columns.map((column) => ({ ...column, name: `${alias}.${column.name}` }));
    const shared = scope.filter((a) => ORDERED_KINDS.includes(a.kind) && outer.some((b) => b.kind === a.kind));
    if (shared.length === 0) return { from: `${name} ${alias}`, scope, where: 'true' };
    const inside = this.#one(...shared);
    const outside = this.#one(...outer.filter(({ kind }) => kind === inside.kind));
    const tie = `${inside.name} ${this.#one('=', '=', '=', '<', '>=')} ${outside.name}`;
    const where = this.#chance(30) ? `${tie} and ${this.#parts.expressions.comparison(scope, 1)}` : tie;
    return { from: `${name} ${alias}`, scope, where };
  }

  #lateral(outer: Scope): Relation {
    const { from, scope, where } = this.#tied(outer);
    const alias = this.#parts.name('t');
    const picked = this.#one(...scope);
    const grouped = this.#chance(60);
    const column: Column = grouped ? { name: 'v', kind: 'bigint', keyable: true } : { ...picked, name: 'v' };
    const value = grouped ? `count(${picked.name})` : picked.name;
    const sql = `(select ${value} as v from ${from} where ${where}) ${alias}`;
    return { sql, columns: [{ ...column, name: `${alias}.v` }] };
  }

  #generated(scope: Scope): Relation {
    const view = this.#parts.name('g');
    const name = this.#one('explode', 'posexplode', 'inline', 'stack', 'json_tuple');
    this.#parts.use(name);
    const outer = this.#chance(40) ? 'outer ' : '';
    const e = this.#parts.expressions;
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
    const columns = kinds.map((kind) => ({ name: this.#parts.name('y'), kind, keyable: true }));
    const sql = `lateral view ${outer}${call} ${view} as ${columns.map((column) => column.name).join(', ')}`;
    return { sql, columns: columns.map((column) => ({ ...column, name: `${view}.${column.name}` })) };
  }

  table(): Table {
    if (this.#ctes.length > 0 && this.#chance(40)) return this.#one(...this.#ctes);
    const name = this.#one(...TABLES);
    return { name, columns: columnsOf(name, this.#parts.lowered) };
  }

  #source(depth: number): Relation {
    const alias = this.#parts.name('r');
    const qualified = (columns: readonly Column[]): readonly Column[] =>
      columns.map((column) => ({ ...column, name: `${alias}.${column.name}` }));
    if (depth > 0 && this.#chance(25)) {
      const { sql, columns } = this.#parts.derived(depth - 1);
      return { sql: `(${sql}) ${alias}`, columns: qualified(columns) };
    }
    if (this.#chance(this.#parts.lowered ? 3 : 8)) {
      const { sql, columns } = randomSource(this.#roll);
      return { sql: `(select * from ${sql}) ${alias}`, columns: qualified(columns) };
    }
    const { name, columns } = this.table();
    return { sql: `${name} ${alias}`, columns: qualified(columns) };
  }

  /** One value for each row, or none. */
  scalar(kind: Kind, outer: Scope): string {
    this.#parts.use('scalar-subquery');
    const numbers = outer.filter((column) => column.kind === 'int');
    if (numbers.length > 0 && this.#chance(20)) return this.#row(kind, this.#one(...numbers));
    const { from, scope, where } = this.#tied(this.#chance(75) ? outer : []);
    const made = this.#parts.aggregates.aggregate(kind, scope, [], false);
    return made === undefined
      ? this.#parts.expressions.literal(kind)
      : `(select ${made.sql} from ${from} where ${where})`;
  }

  /** The value of the one row, if any, that is tied to a number outside. */
  #row(kind: Kind, outside: Column): string {
    const { name, columns } = this.table();
    const [key] = columns.filter((column) => column.kind === 'int');
    const made = this.#parts.aggregates.aggregate(kind, columns, [], false);
    if (key === undefined || made === undefined) return this.#parts.expressions.literal(kind);
    const alias = this.#parts.name('q');
    const tie = this.#one(`${alias}.g = ${outside.name}`, `${alias}.g - ${outside.name} = 0`);
    return `(select ${alias}.v from (select ${key.name} as g, ${made.sql} as v from ${name} group by ${key.name}) ${alias} where ${tie})`;
  }

  condition(scope: Scope, depth: number): string {
    const parts = Array.from({ length: this.#one(1, 1, 2) }, () => this.#part(scope, depth));
    return parts.join(' and ');
  }

  #part(scope: Scope, depth: number): string {
    const way = this.#roll(20);
    const e = this.#parts.expressions;
    if (depth > 0 && way < 3) return this.#exists(scope);
    if (depth > 0 && way < 6) return this.#inSubquery(scope);
    if (depth > 0 && way < 8) return `(${e.comparison(scope, 1)} or ${this.#exists(scope)})`;
    if (depth > 0 && way < 9) {
      const kind = this.#one('int', 'bigint', 'string');
      return `${e.column(kind, scope)} ${this.#one('=', '<', '>=')} ${this.scalar(kind, scope)}`;
    }
    return e.condition(scope, 2);
  }

  #exists(outer: Scope): string {
    this.#parts.use('exists-subquery');
    const { from, where } = this.#tied(outer);
    return `${this.#one('', 'not ')}exists (select 1 from ${from} where ${where})`;
  }

  #inSubquery(outer: Scope): string {
    this.#parts.use('in-subquery');
    const { from, scope, where } = this.#tied(this.#chance(40) ? outer : []);
    const fitting = scope.filter((a) => ORDERED_KINDS.includes(a.kind) && outer.some((b) => b.kind === a.kind));
    if (fitting.length === 0) return 'true';
    const inside = this.#one(...fitting);
    const outside = this.#one(...outer.filter(({ kind }) => kind === inside.kind));
    const word = this.#one('in', 'not in');
    const [other] = scope.filter((a) => a !== inside && ORDERED_KINDS.includes(a.kind));
    const second = outer.filter(({ kind }) => kind === other?.kind);
    if (other === undefined || second.length === 0 || !this.#chance(15))
      return `${outside.name} ${word} (select ${inside.name} from ${from} where ${where})`;
    const tuple = `(${outside.name}, ${this.#one(...second).name})`;
    return `${tuple} ${word} (select ${inside.name}, ${other.name} from ${from} where ${where})`;
  }
}

/** Without the relation's name. */
const bare = (name: string): string => name.slice(name.indexOf('.') + 1);
