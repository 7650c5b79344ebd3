/** What may stand between a new table's columns and its query, in any order, each once. */
import { raise } from '../../errors/raise.ts';
import type { ColumnDefinition, TableBuckets } from '../../tree/table-command.ts';
import { columnDefinition } from './column-definition.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName, nameList, strictName } from './identifier.ts';
import { propertyList } from './property-list.ts';
import { stringLiteral } from './string-literal.ts';
import { integerValue } from './type.ts';

export interface TableClauses {
  provider?: string | undefined;
  options?: Readonly<Record<string, string>> | undefined;
  partitionBy?: readonly string[] | undefined;
  /** Partition columns given with their types, as Hive has them. */
  partitionColumns?: readonly ColumnDefinition[];
  bucket?: TableBuckets | undefined;
  clusterBy?: readonly string[] | undefined;
  location?: string | undefined;
  comment?: string | undefined;
  properties?: Readonly<Record<string, string>> | undefined;
}

interface Clause {
  readonly words: readonly string[];
  readonly sets: keyof TableClauses;
  read(cursor: TokenCursor, clauses: TableClauses): void;
}

function clause<K extends keyof TableClauses>(
  sets: K,
  words: string,
  read: (cursor: TokenCursor, clauses: TableClauses) => TableClauses[K],
): Clause {
  return {
    words: words.split(' '),
    sets,
    read: (cursor, clauses) => {
      clauses[sets] = read(cursor, clauses);
    },
  };
}

const CLAUSES: readonly Clause[] = [
  clause('options', 'OPTIONS', propertyList),
  clause('partitionBy', 'PARTITIONED BY', partitionColumns),
  clause('bucket', 'CLUSTERED BY', buckets),
  clause('clusterBy', 'CLUSTER BY', (cursor) => cursor.parenthesized(() => multipartName(cursor).join('.'))),
  clause('location', 'LOCATION', stringLiteral),
  clause('comment', 'COMMENT', stringLiteral),
  clause('properties', 'TBLPROPERTIES', propertyList),
];

export function tableClauses(cursor: TokenCursor): TableClauses {
  const clauses: TableClauses = cursor.accept('USING') ? { provider: multipartName(cursor).join('.') } : {};
  const start = cursor.index;
  for (;;) {
    const next = CLAUSES.find(({ words }) => cursor.isAll(...words));
    if (next === undefined) break;
    if (clauses[next.sets] !== undefined) {
      const context = cursor.contextFrom(start);
      raise('DUPLICATE_CLAUSES', { clauseName: next.words.join(' ') }, { context, parse: context });
    }
    cursor.moveTo(cursor.index + next.words.length);
    next.read(cursor, clauses);
  }
  if (cursor.isAll('ROW', 'FORMAT') || cursor.isAll('STORED', 'AS') || cursor.isAll('STORED', 'BY'))
    raise('NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT', { cmd: 'CREATE Hive TABLE (AS SELECT)' });
  if (cursor.isAll('DEFAULT', 'COLLATION') || cursor.isAll('SKEWED', 'BY')) unsupported(cursor);
  return clauses;
}

/** Names of columns, or whole definitions; functions of columns need a catalog of another kind. */
function partitionColumns(cursor: TokenCursor, clauses: TableClauses): readonly string[] {
  const isTyped = cursor.isIdentifier(cursor.peek(1)) && ![',', ')', '(', '.'].includes(cursor.peek(2).key);
  if (isTyped) {
    clauses.partitionColumns = cursor.parenthesized(() => columnDefinition(cursor));
    return clauses.partitionColumns.map((column) => column.name);
  }
  return cursor.parenthesized(() => {
    if (cursor.peek(1).key === '(') return unsupported(cursor);
    return strictName(cursor);
  });
}

function unsupported(cursor: TokenCursor): never {
  const syntax = `${cursor.token.text} ${cursor.peek(1).text}`;
  const context = cursor.contextAt(cursor.index);
  return raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax }, { context, parse: context });
}

/** `(a, b) [SORTED BY (c [ASC])] INTO n BUCKETS` */
function buckets(cursor: TokenCursor): TableBuckets {
  const columns = nameList(cursor);
  const sortColumns = cursor.acceptAll('SORTED', 'BY')
    ? cursor.parenthesized(() => {
        const name = strictName(cursor);
        if (cursor.is('DESC')) cursor.fail();
        cursor.accept('ASC');
        return name;
      })
    : [];
  cursor.expect('INTO');
  const count = integerValue(cursor);
  cursor.expect('BUCKETS');
  return { buckets: count, columns, sortColumns };
}
