/** Queries made by chance over three small tables: joins, subqueries, aggregates, windows, set operations, limits. */

/** Numbers below `bound`, the same for the same seed. */
export type Dice = (bound: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

type Kind = 'int' | 'text';
interface Column {
  readonly name: string;
  readonly kind: Kind;
}
interface Relation {
  readonly sql: string;
  readonly columns: readonly Column[];
}

export const TABLE_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  ta: [
    { name: 'k', kind: 'int' },
    { name: 'n', kind: 'int' },
    { name: 's', kind: 'text' },
  ],
  tb: [
    { name: 'k', kind: 'int' },
    { name: 'm', kind: 'int' },
  ],
  tc: [
    { name: 'm', kind: 'int' },
    { name: 's', kind: 'text' },
  ],
};

export function randomQuery(roll: Dice): string {
  return new Maker(roll).query(2);
}

class Maker {
  readonly #roll: Dice;
  #names = 0;

  constructor(roll: Dice) {
    this.#roll = roll;
  }

  #one<T>(...options: readonly T[]): T {
    return options[this.#roll(options.length)] as T;
  }

  #chance(percent: number): boolean {
    return this.#roll(100) < percent;
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  query(depth: number): string {
    return this.#relation(depth).sql;
  }

  #relation(depth: number): Relation {
    const select = this.#select(depth);
    if (depth === 0 || this.#chance(70)) return select;
    const kinds = select.columns.map((column) => column.kind);
    const other = this.#select(depth - 1, kinds);
    const set = this.#one('union all', 'union', 'intersect', 'except', 'except all', 'intersect all');
    return { sql: `(${select.sql}) ${set} (${other.sql})`, columns: select.columns };
  }

  #select(depth: number, kinds?: readonly Kind[]): Relation {
    const { from, scope } = this.#from(depth);
    const where = this.#chance(60) ? ` where ${this.#condition(scope, depth)}` : '';
    const wanted = kinds ?? Array.from({ length: 1 + this.#roll(3) }, () => this.#one<Kind>('int', 'int', 'text'));
    const columns = wanted.map((kind) => ({ name: this.#name('c'), kind }));
    const list = (value: (kind: Kind) => string): string =>
      columns.map(({ name, kind }) => `${value(kind)} as ${name}`).join(', ');
    const way = this.#roll(10);
    if (way < 4) return { sql: this.#grouped(list, from, where, scope, depth), columns };
    const distinct = this.#chance(15) ? 'distinct ' : '';
    const value = (kind: Kind): string =>
      way < 6 && kind === 'int' && distinct === '' ? this.#window(scope) : this.#value(kind, scope, depth);
    const sql = `select ${distinct}${list(value)} from ${from}${where}`;
    return { sql: this.#limited(sql, columns), columns };
  }

  #limited(sql: string, columns: readonly Column[]): string {
    if (!this.#chance(15)) return sql;
    const order = columns.map(({ name }) => `${name} ${this.#one('asc nulls first', 'desc nulls last')}`).join(', ');
    const offset = this.#chance(30) ? ` offset ${this.#roll(3)}` : '';
    return `select * from (${sql}) ${this.#name('l')} order by ${order} limit ${this.#roll(6)}${offset}`;
  }

  #grouped(
    list: (value: (kind: Kind) => string) => string,
    from: string,
    where: string,
    scope: readonly Column[],
    depth: number,
  ): string {
    const keys = Array.from({ length: this.#roll(3) }, () => this.#one(...scope));
    const aggregate = (kind: Kind): string => {
      const key = keys.find((column) => column.kind === kind);
      if (key !== undefined && this.#chance(40)) return key.name;
      return kind === 'int' ? this.#aggregate(scope) : `${this.#one('min', 'max')}(${this.#column('text', scope)})`;
    };
    const names = keys.map((key) => key.name).join(', ');
    const form = this.#one('plain', 'plain', 'plain', 'rollup', 'cube');
    const by = keys.length === 0 ? '' : ` group by ${form === 'plain' ? names : `${form}(${names})`}`;
    const having = this.#chance(30)
      ? ` having ${this.#aggregate(scope)} ${this.#one('>', '<=', '=')} ${this.#constant(depth)}`
      : '';
    return `select ${list(aggregate)} from ${from}${where}${by}${having}`;
  }

  #aggregate(scope: readonly Column[]): string {
    const argument = this.#column('int', scope);
    const filter = this.#chance(20) ? ` filter (where ${this.#comparison(scope)})` : '';
    const call = this.#one(
      'count(*)',
      `count(${argument})`,
      `sum(${argument})`,
      `min(${argument})`,
      `max(${argument})`,
      `count(distinct ${argument})`,
      `sum(distinct ${argument})`,
    );
    return `cast(${call}${filter} as int)`;
  }

  /** Deterministic whatever the order of ties: peers share a value. */
  #window(scope: readonly Column[]): string {
    const by = this.#chance(60) ? `partition by ${this.#one(...scope).name} ` : '';
    const order = `order by ${this.#column('int', scope)} ${this.#one('asc nulls first', 'desc nulls last')}`;
    const call = this.#one(
      'rank()',
      'dense_rank()',
      `sum(${this.#column('int', scope)})`,
      'count(*)',
      `max(${this.#column('int', scope)})`,
    );
    const frame = call.endsWith('rank()')
      ? ''
      : this.#one(
          '',
          ' range between 1 preceding and current row',
          ' range between current row and unbounded following',
        );
    return `cast(${call} over (${by}${order}${frame}) as int)`;
  }

  #from(depth: number): { readonly from: string; readonly scope: readonly Column[] } {
    let { sql: from, columns: scope } = this.#source(depth);
    for (let joins = this.#roll(depth + 1); joins > 0; joins--) {
      const next = this.#source(depth - 1);
      const type = this.#one('join', 'left join', 'right join', 'full join', 'left semi join', 'left anti join');
      const both = [...scope, ...next.columns];
      const on = this.#chance(75)
        ? `${this.#column('int', scope)} = ${this.#column('int', next.columns)}${this.#chance(30) ? ` and ${this.#comparison(both)}` : ''}`
        : this.#comparison(both);
      from = `${from} ${type} ${next.sql} on ${on}`;
      if (type !== 'left semi join' && type !== 'left anti join') scope = both;
    }
    if (depth > 0 && this.#chance(15)) {
      const { sql, columns } = this.#lateral(scope);
      from = `${from} ${this.#chance(50) ? `cross join lateral ${sql}` : `left join lateral ${sql} on ${this.#comparison([...scope, ...columns])}`}`;
      scope = [...scope, ...columns];
    }
    return { from, scope };
  }

  #lateral(outer: readonly Column[]): Relation {
    const [name, inner] = [this.#name('v'), this.#name('q')];
    const from = `from ${this.#one('ta', 'tb')} ${inner} where ${this.#correlation(inner, outer)}`;
    const query = this.#one(
      `select cast(count(*) as int) as u, cast(max(${inner}.k) as int) as w ${from}`,
      `select ${inner}.k as u, cast(count(*) as int) as w ${from} group by ${inner}.k`,
      `select distinct ${inner}.k as u, 1 as w ${from}`,
      `select ${inner}.k as u, ${inner}.k + 1 as w ${from} order by ${inner}.k nulls first limit ${this.#roll(3)}`,
      `select ${inner}.k as u, ${this.#column('int', outer)} as w ${from}`,
      `select ${inner}.k as u, 0 as w ${from} union all select 7 as u, ${this.#column('int', outer)} as w`,
    );
    const columns = [`${name}.u`, `${name}.w`].map((column) => ({ name: column, kind: 'int' as const }));
    return { sql: `(${query}) ${name}`, columns };
  }

  #source(depth: number): Relation {
    const alias = this.#name('r');
    const qualified = (columns: readonly Column[]): readonly Column[] =>
      columns.map((column) => ({ ...column, name: `${alias}.${column.name}` }));
    if (depth > 0 && this.#chance(30)) {
      const { sql, columns } = this.#relation(depth - 1);
      return { sql: `(${sql}) ${alias}`, columns: qualified(columns) };
    }
    const table = this.#one('ta', 'tb', 'tc');
    return { sql: `${table} ${alias}`, columns: qualified(TABLE_COLUMNS[table] ?? []) };
  }

  #column(kind: Kind, scope: readonly Column[]): string {
    const fitting = scope.filter((column) => column.kind === kind);
    if (fitting.length > 0) return this.#one(...fitting).name;
    return kind === 'int' ? String(this.#roll(4)) : `'${this.#one('x', 'y')}'`;
  }

  #constant(depth: number): string {
    return depth > 0 && this.#chance(15) ? `(select max(k) from ${this.#one('ta', 'tb')})` : String(this.#roll(5) - 1);
  }

  #value(kind: Kind, scope: readonly Column[], depth: number): string {
    if (kind === 'text') {
      return this.#one(
        this.#column('text', scope),
        `coalesce(${this.#column('text', scope)}, 'none')`,
        `concat(${this.#column('text', scope)}, '!')`,
      );
    }
    const a = this.#column('int', scope);
    return this.#one(
      a,
      `${a} + ${this.#column('int', scope)}`,
      `case when ${this.#comparison(scope)} then ${a} else ${this.#roll(5)} end`,
      depth > 0 ? this.#scalar(scope) : a,
    );
  }

  /** One value for each row, or none. */
  #scalar(scope: readonly Column[]): string {
    const alias = this.#name('q');
    const call = this.#one(`count(*)`, `max(${alias}.k)`, `sum(${alias}.k)`);
    const table = this.#one('ta', 'tb');
    return `(select cast(${call} as int) from ${table} ${alias} where ${this.#correlation(alias, scope)})`;
  }

  #correlation(alias: string, scope: readonly Column[]): string {
    const compared = `${alias}.k ${this.#one('=', '=', '=', '<', '>=')} ${this.#column('int', scope)}`;
    return this.#chance(30) ? `${compared} and ${alias}.k <> ${this.#roll(3)}` : compared;
  }

  #comparison(scope: readonly Column[]): string {
    const a = this.#column('int', scope);
    return this.#one(
      `${a} ${this.#one('=', '<', '>', '<>', '<=')} ${this.#roll(5) - 1}`,
      `${a} ${this.#one('=', '<', '>=')} ${this.#column('int', scope)}`,
      `${a} is ${this.#one('', 'not ')}null`,
      `${this.#column('text', scope)} = '${this.#one('x', 'y', 'z')}'`,
      `${a} in (${this.#roll(3)}, ${this.#roll(5)})`,
      `${a} between ${this.#roll(3)} and ${this.#roll(5)}`,
    );
  }

  #condition(scope: readonly Column[], depth: number): string {
    const parts = Array.from({ length: 1 + this.#roll(2) }, () => this.#part(scope, depth));
    return parts.join(' and ');
  }

  #part(scope: readonly Column[], depth: number): string {
    const way = this.#roll(10);
    if (depth > 0 && way < 2) {
      const alias = this.#name('e');
      return `${this.#one('', 'not ')}exists (select 1 from ${this.#one('ta', 'tb')} ${alias} where ${this.#correlation(alias, scope)})`;
    }
    if (depth > 0 && way < 4) {
      const alias = this.#name('i');
      const where = this.#chance(50) ? ` where ${this.#correlation(alias, scope)}` : '';
      return `${this.#column('int', scope)} ${this.#one('', 'not ')}in (select k from ${this.#one('ta', 'tb')} ${alias}${where})`;
    }
    if (depth > 0 && way < 5) {
      const alias = this.#name('o');
      const exists = `exists (select 1 from ${this.#one('ta', 'tb')} ${alias} where ${this.#correlation(alias, scope)})`;
      return `(${this.#comparison(scope)} or ${this.#one('', 'not ')}${exists})`;
    }
    if (way < 6) return `(${this.#comparison(scope)} or ${this.#comparison(scope)})`;
    if (way < 7) return `not (${this.#comparison(scope)} and ${this.#comparison(scope)})`;
    return this.#comparison(scope);
  }
}
