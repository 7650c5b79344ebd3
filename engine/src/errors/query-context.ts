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

export function fragmentOf(context: QueryContext): string {
  return context.kind === 'sql' ? context.sqlText.slice(context.start, context.stop + 1) : context.fragment;
}

/** Spark's summary block: `== SQL (line 1, position 8) ==` with the fragment underlined, or `== DataFrame ==`. */
export function summaryOf(context: QueryContext): string {
  if (context.kind === 'dataframe') {
    return `== DataFrame ==\n"${context.fragment}" was called from\n${context.callSite}\n`;
  }
  const { sqlText, start, stop } = context;
  const object =
    context.objectType === undefined || context.objectType === ''
      ? ''
      : ` of ${context.objectType} ${context.objectName ?? ''}`;
  const lines = sqlText.split('\n');
  let out = `== SQL${object} (line ${context.line}, position ${context.column + 1}) ==\n`;
  let offset = 0;
  for (const line of lines) {
    const end = offset + line.length;
    const from = Math.max(start, offset);
    const to = Math.min(stop, end - 1);
    const touched = from <= to;
    if (touched) out += `${line}\n${' '.repeat(from - offset)}${'^'.repeat(to - from + 1)}\n`;
    offset = end + 1;
  }
  return out;
}
