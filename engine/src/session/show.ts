/** The text of `show()` and of `_repr_html_`: cells are already texts; this lays them out as Spark does. */

export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether there are more rows than these. */
  readonly more: boolean;
}

const MIN_WIDTH = 3;

/** Characters that take two cells on a terminal: Spark's `Utils.fullWidthRegex`. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/g;

function width(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** Cuts to `limit` characters, the last three as dots where there is room; 0 means no limit. */
export function truncate(text: string, limit: number): string {
  if (limit <= 0 || text.length <= limit) return text;
  return limit < 4 ? text.slice(0, limit) : `${text.slice(0, limit - 3)}...`;
}

/** Escapes what would break a row's line, as Spark's `escapeMetaCharacters`. */
const ESCAPES: readonly (readonly [string, string])[] = [
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
  ['\u000B', '\\v'],
  ['\u0007', '\\a'],
];

export function escapeCell(text: string): string {
  return ESCAPES.reduce((escaped, [from, to]) => escaped.replaceAll(from, to), text);
}

function pad(text: string, size: number, right: boolean): string {
  const fill = ' '.repeat(Math.max(0, size - width(text)));
  return right ? fill + text : text + fill;
}

const onlyTop = (shown: number): string => `only showing top ${shown} ${shown === 1 ? 'row' : 'rows'}`;

/** `limit` is the cell limit given to `show`; cells are right-aligned when there is one. */
export function showTable(table: Table, limit: number): string {
  const names = table.names.map(escapeCell);
  const rows = table.rows.map((row) => row.map((cell) => truncate(escapeCell(cell), limit)));
  const sizes = names.map((name, i) => Math.max(MIN_WIDTH, width(name), ...rows.map((row) => width(row[i] ?? ''))));
  const rule = `+${sizes.map((size) => '-'.repeat(size)).join('+')}+\n`;
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell, i) => pad(cell, sizes[i] as number, limit > 0)).join('|')}|\n`;
  const text = rule + line(names) + rule + rows.map(line).join('') + rule;
  return table.more ? text + onlyTop(rows.length) : text;
}

export function showVertical(table: Table, limit: number): string {
  const names = table.names.map(escapeCell);
  const rows = table.rows.map((row) => row.map((cell) => truncate(escapeCell(cell), limit)));
  const nameSize = Math.max(MIN_WIDTH, ...names.map(width));
  const cellSize = Math.max(MIN_WIDTH, ...rows.flatMap((row) => row.map(width)));
  const blocks = rows.map((row, i) => {
    const header = `-RECORD ${i}`;
    const rule = header + '-'.repeat(Math.max(0, nameSize + cellSize + 5 - header.length));
    return `${rule}\n${row.map((cell, c) => ` ${pad(names[c] as string, nameSize, false)} | ${pad(cell, cellSize, false)} \n`).join('')}`;
  });
  const text = rows.length === 0 ? '(0 rows)' : blocks.join('');
  return table.more ? text + onlyTop(rows.length) : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => ENTITIES[c] as string);

/** As in `show`, names are never cut. */
export function showHtml(table: Table, limit: number): string {
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>\n`;
  const names = table.names.map(escapeCell);
  const rows = table.rows.map((cells) => cells.map((cell) => truncate(escapeCell(cell), limit)));
  const body = row(names, 'th') + rows.map((cells) => row(cells, 'td')).join('');
  return `<table border='1'>\n${body}</table>\n${table.more ? `${onlyTop(table.rows.length)}\n` : ''}`;
}
