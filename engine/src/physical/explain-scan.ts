/** File scans as explain shows them: what is read, from where, and what the source was told of the filters. */
import type { Attribute, Expression } from '../tree/expression.ts';
import { isFileColumn } from '../tree/file-column.ts';
import { simpleString } from '../types/data-type.ts';
import type { ExplainNode } from './explain-node.ts';
import { attributesText, attributeText, expressionText } from './expression-text.ts';
import { literalText } from './literal-text.ts';
import type { FileScan } from './node.ts';

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'CSV',
  json: 'JSON',
  parquet: 'Parquet',
  orc: 'ORC',
  text: 'Text',
  avro: 'Avro',
};

export function explainFileScan(node: FileScan): ExplainNode {
  const { source, partitionColumns } = node;
  const read = node.output.filter((a) => !partitionColumns.some((column) => column.id === a.id));
  // Spark's scans give all partition columns: their values come with the files.
  const output = [...read, ...partitionColumns];
  const batched = source === 'parquet' || source === 'orc';
  const dataFilters = node.filters.map((e) => expressionText(e, node.output));
  const partitionFilters = node.partitionFilters.map(partitionFilter);
  const pushed = node.filters.map((e) => sourceFilter(e, node.output)).filter((text) => text !== undefined);
  const paths = node.rootPaths.map(fileUri);
  const table = node.tableName === undefined ? ' ' : ` ${node.tableName.join('.')}`;
  const ofFiles = read.filter((a) => !isFileColumn(a));
  const schema = `struct<${ofFiles.map((a) => `${a.name}:${simpleString(a.type)}`).join(',')}>`;
  const facts: readonly (readonly [string, string])[] = [
    ['Batched', String(batched)],
    ['DataFilters', abbreviated(`[${dataFilters.join(', ')}]`)],
    ['Format', FORMATS[source] ?? source],
    ['Location', abbreviated(`InMemoryFileIndex(${paths.length} paths)[${paths.join(', ')}]`)],
    ['PartitionFilters', abbreviated(`[${partitionFilters.join(', ')}]`)],
    ['PushedFilters', abbreviated(`[${pushed.join(', ')}]`)],
    ['ReadSchema', abbreviated(schema)],
  ];
  const details = [
    `Output [${output.length}]: ${attributesText(output)}`,
    `Batched: ${batched}`,
    `Location: InMemoryFileIndex [${paths.join(', ')}]`,
    ...(partitionFilters.length === 0 ? [] : [`PartitionFilters: [${partitionFilters.join(', ')}]`]),
    ...(pushed.length === 0 ? [] : [`PushedFilters: [${pushed.join(', ')}]`]),
    `ReadSchema: ${schema}`,
  ];
  const scan: ExplainNode = {
    name: `FileScan ${source}${table}`.trimEnd(),
    text: ` [${output.map(attributeText).join(',')}] ${facts.map(([name, text]) => `${name}: ${text}`).join(', ')}`,
    label: `Scan ${source}${table}`,
    details,
    fused: false,
    output,
    children: [],
  };
  if (!batched) return scan;
  return {
    name: 'ColumnarToRow',
    text: '',
    details: [`Input [${output.length}]: ${attributesText(output)}`],
    fused: true,
    output,
    children: [scan],
  };
}

function partitionFilter(e: Expression): string {
  const [values, column] = e.kind === 'call' ? e.args : [];
  return values?.kind === 'scalar-subquery' && column !== undefined
    ? `dynamicpruningexpression(${expressionText(column)} IN dynamicpruning#${values.id})`
    : expressionText(e);
}

const fileUri = (path: string): string => (path.startsWith('/') ? `file:${path}` : path);

/** Spark cuts facts of a scan at a hundred characters. */
const abbreviated = (text: string): string => (text.length <= 100 ? text : `${text.slice(0, 97)}...`);

const COMPARISONS: Readonly<Record<string, string>> = {
  '=': 'EqualTo',
  '==': 'EqualTo',
  '<=>': 'EqualNullSafe',
  '<': 'LessThan',
  '<=': 'LessThanOrEqual',
  '>': 'GreaterThan',
  '>=': 'GreaterThanOrEqual',
  startswith: 'StringStartsWith',
  endswith: 'StringEndsWith',
  contains: 'StringContains',
};

const SWAPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** In the language of Spark's data sources; undefined for what that cannot say. */
function sourceFilter(e: Expression, columns: readonly Attribute[]): string | undefined {
  if (e.kind === 'in') {
    const name = columnName(e.child, columns);
    if (name === undefined || !e.list.every((item) => item.kind === 'literal')) return undefined;
    return `In(${name}, [${e.list.map((item) => (item.kind === 'literal' ? literalText(item) : '')).join(',')}])`;
  }
  if (e.kind !== 'call') return undefined;
  const [a, b] = e.args;
  switch (e.fn) {
    case 'and':
    case 'or': {
      const parts = e.args.map((arg) => sourceFilter(arg, columns));
      return parts.every((part) => part !== undefined)
        ? `${e.fn === 'and' ? 'And' : 'Or'}(${parts.join(',')})`
        : undefined;
    }
    case 'not':
    case '!': {
      const inner = a === undefined ? undefined : sourceFilter(a, columns);
      return inner === undefined ? undefined : `Not(${inner})`;
    }
    case 'isnull':
    case 'isnotnull': {
      const name = columnName(a, columns);
      return name === undefined ? undefined : `${e.fn === 'isnull' ? 'IsNull' : 'IsNotNull'}(${name})`;
    }
    default:
      return comparisonFilter(e.fn, a, b, columns);
  }
}

function comparisonFilter(
  fn: string,
  a: Expression | undefined,
  b: Expression | undefined,
  columns: readonly Attribute[],
): string | undefined {
  if (COMPARISONS[fn] === undefined || a === undefined || b === undefined) return undefined;
  if (a.kind === 'literal') {
    const swapped = SWAPPED[fn] ?? (fn === '=' || fn === '==' || fn === '<=>' ? fn : undefined);
    return swapped === undefined ? undefined : comparisonFilter(swapped, b, a, columns);
  }
  const name = columnName(a, columns);
  return name === undefined || b.kind !== 'literal' ? undefined : `${COMPARISONS[fn]}(${name},${literalText(b)})`;
}

function columnName(e: Expression | undefined, columns: readonly Attribute[]): string | undefined {
  return e?.kind === 'bound' ? columns[e.ordinal]?.name : undefined;
}
