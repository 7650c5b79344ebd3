/** The `sql` template: pieces of DuckDB SQL. Values become numbered parameters, names are quoted; nothing else is spelled in. */
import type { Value } from '../types/value.ts';

export interface Sql {
  readonly fragment: 'sql';
  readonly parts: readonly SqlPart[];
}

type SqlPart = string | SqlParameter | SqlRelation | SqlTable | typeof AGGREGATE_END;

/** A query that stands in a FROM clause: what a statement holds more than once is computed once. */
interface SqlRelation {
  readonly relation: Sql;
}

/** The name of a table in a FROM clause; rendering chooses it. */
interface SqlTable {
  readonly table: symbol;
}

/** Where an aggregate call ends and OVER would follow. */
const AGGREGATE_END = Symbol('end of an aggregate call');

export interface SqlParameter {
  readonly parameter: Value;
  /** DuckDB type the parameter is cast to, so that its meaning does not depend on inference. */
  readonly type: string;
}

export function sql(texts: TemplateStringsArray, ...inputs: readonly (Sql | number)[]): Sql {
  const parts: SqlPart[] = [texts[0] as string];
  inputs.forEach((input, i) => {
    if (typeof input === 'number') parts.push(String(input));
    else parts.push(...input.parts);
    parts.push(texts[i + 1] as string);
  });
  return { fragment: 'sql', parts };
}

/** Text of our own choosing: keywords, function names. Never user data. */
export function sqlText(text: string): Sql {
  return { fragment: 'sql', parts: [text] };
}

export function sqlName(name: string): Sql {
  return sqlText(`"${name.replaceAll('"', '""')}"`);
}

export function sqlParameter(parameter: Value, type: string): Sql {
  return { fragment: 'sql', parts: [{ parameter, type }] };
}

export function joinSql(items: readonly Sql[], separator: string): Sql {
  return { fragment: 'sql', parts: items.flatMap((item, i) => (i === 0 ? item.parts : [separator, ...item.parts])) };
}

/** Whether both say the same of the same tables. */
export function isSameSql(a: Sql, b: Sql): boolean {
  const [left, right] = [merged(a), merged(b)];
  return left.length === right.length && left.every((part, i) => isSamePart(part, right[i] as SqlPart));
}

function isSamePart(a: SqlPart, b: SqlPart): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if ('table' in a && 'table' in b) return a.table === b.table;
  return 'parameter' in a && 'parameter' in b && a.parameter === b.parameter && a.type === b.type;
}

/** Its texts as long as they can be. */
function merged({ parts }: Sql): readonly SqlPart[] {
  const list: SqlPart[] = [];
  for (const part of parts) {
    const last = list.at(-1);
    if (typeof part === 'string' && typeof last === 'string') list[list.length - 1] = last + part;
    else if (part !== '') list.push(part);
  }
  return list;
}

/** `count(…)`, with all that belongs to the call: a lowering of an aggregate may hold several. */
export function sqlAggregate(call: Sql): Sql {
  return { fragment: 'sql', parts: [...call.parts, AGGREGATE_END] };
}

/** The same over a window: `over` is what stands after OVER. */
export function sqlOver(aggregates: Sql, over: Sql): Sql {
  return {
    fragment: 'sql',
    parts: aggregates.parts.flatMap((part) => (part === AGGREGATE_END ? [' OVER ', ...over.parts] : [part])),
  };
}

export function sqlRelation(relation: Sql): Sql {
  return { fragment: 'sql', parts: [{ relation }] };
}

/** A name for a table that no other has. */
export function sqlTable(): Sql {
  return { fragment: 'sql', parts: [{ table: Symbol('table') }] };
}

export interface RenderedSql {
  readonly text: string;
  readonly parameters: readonly Value[];
}

/** Relations that stand in several places become common table expressions. */
export function renderSql(fragment: Sql): RenderedSql {
  const parameters: Value[] = [];
  const { repeated, keyOf } = repeatedRelations(fragment);
  const names = new Map<string, string>();
  const tables = numbering();
  const definitions: string[] = [];
  const text = (of: Sql): string => of.parts.map(part).join('');
  const part = (of: SqlPart): string => {
    if (typeof of === 'string') return of;
    if (of === AGGREGATE_END) return '';
    if ('relation' in of) return relation(of);
    if ('table' in of) return `t${tables(of.table)}`;
    parameters.push(of.parameter);
    return `CAST($${parameters.length} AS ${of.type})`;
  };
  const relation = (of: SqlRelation): string => {
    const key = keyOf(of);
    if (!repeated.has(key)) return `(${text(of.relation)})`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const body = text(of.relation);
    const name = `shared${names.size}`;
    names.set(key, name);
    definitions.push(`${name} AS MATERIALIZED (${body})`);
    return name;
  };
  const body = text(fragment);
  return { text: definitions.length === 0 ? body : `WITH ${definitions.join(', ')} ${body}`, parameters };
}

/** Numbers from 0 in the order of first use. */
function numbering(): (table: symbol) => number {
  const numbers = new Map<symbol, number>();
  return (table) => {
    const number = numbers.get(table) ?? numbers.size;
    numbers.set(table, number);
    return number;
  };
}

/** Relations are the same where text and parameters are. */
function repeatedRelations(fragment: Sql): {
  readonly repeated: ReadonlySet<string>;
  readonly keyOf: (relation: SqlRelation) => string;
} {
  const keys = new Map<SqlRelation, string>();
  const ids = new Map<string, string>();
  const repeated = new Set<string>();
  const keyOf = (of: SqlRelation): string => {
    const known = keys.get(of);
    if (known !== undefined) return known;
    const tables = numbering();
    const text = of.relation.parts.map((part) => partKey(part, tables)).join('');
    const key = ids.get(text) ?? `#${ids.size}`;
    ids.set(text, key);
    keys.set(of, key);
    return key;
  };
  const partKey = (part: SqlPart, tables: (table: symbol) => number): string => {
    if (typeof part === 'string') return part;
    if (part === AGGREGATE_END) return '';
    if ('relation' in part) return keyOf(part);
    if ('table' in part) return `t${tables(part.table)}`;
    return `\u0000${part.type}:${typeof part.parameter}:${String(part.parameter)}\u0000`;
  };
  const seen = new Set<string>();
  const visit = (of: Sql): void => {
    for (const part of of.parts) {
      if (typeof part !== 'object' || !('relation' in part)) continue;
      const key = keyOf(part);
      if (seen.has(key)) repeated.add(key);
      else {
        seen.add(key);
        visit(part.relation);
      }
    }
  };
  visit(fragment);
  return { repeated, keyOf };
}
