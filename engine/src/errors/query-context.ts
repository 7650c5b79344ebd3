/** Where an error happened: a fragment of SQL text, or a DataFrame call in the user's script. */

export type QueryContext = SqlContext | DataFrameContext;

/** Positions are character offsets of the first and last character in `sqlText`; line is 1-based, column 0-based. */
export interface SqlContext {
  readonly kind: 'sql';
  readonly sqlText: string;
  readonly start: number;
  readonly stop: number;
  readonly line: number;
  readonly column: number;
  readonly objectType?: string;
  readonly objectName?: string;
}

/** `fragment` is the Python method (`divide`, `col`), `callSite` its place, such as `script.py:12`. */
export interface DataFrameContext {
  readonly kind: 'dataframe';
  readonly fragment: string;
  readonly callSite: string;
}

/** Of an expression that Spark made itself: it has a place, which is nowhere in the text. */
export const NOWHERE: SqlContext = { kind: 'sql', sqlText: '', start: -1, stop: -1, line: -1, column: -1 };

export function fragmentOf(context: QueryContext): string {
  return context.kind === 'sql' ? context.sqlText.slice(context.start, context.stop + 1) : context.fragment;
}

/** Spark's summary block: `== SQL (line 1, position 8) ==` with the fragment underlined, or `== DataFrame ==`. */
export function summaryOf(context: QueryContext): string {
  if (context.kind === 'dataframe') {
    return `== DataFrame ==\n"${context.fragment}" was called from\n${context.callSite}\n`;
  }
  const { sqlText, start, stop } = context;
  if (start < 0) return '';
  const object =
    context.objectType === undefined || context.objectType === ''
      ? ''
      : ` of ${context.objectType} ${context.objectName ?? ''}`;
  return `== SQL${object} (line ${context.line}, position ${context.column + 1}) ==\n${underlined(sqlText, start, stop)}`;
}

/** Text around the fragment on its lines that is shown; beyond it stands an ellipsis. */
const MARGIN = 32;

/** The lines of a fragment, each with carets under its part of it. */
function underlined(text: string, start: number, stop: number): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', stop + 1);
  const from = Math.max(lineStart, start - MARGIN);
  const fullEnd = lineEnd < 0 ? text.length : lineEnd;
  const end = Math.min(fullEnd, stop + 1 + MARGIN);
  const before = from > lineStart ? '...' : '';
  let out = '';
  let offset = from;
  for (const line of text.slice(from, end).split('\n')) {
    const lead = offset === from ? before : '';
    const isLast = offset + line.length === end;
    const first = Math.max(start, offset);
    const last = Math.min(stop, offset + line.length - 1);
    out += `${lead}${line}${isLast && end < fullEnd ? '...' : ''}\n`;
    if (first <= last) out += `${' '.repeat(lead.length + first - offset)}${'^'.repeat(last - first + 1)}\n`;
    offset += line.length + 1;
  }
  return out;
}
