/** Runs one expression through parser, analysis and generated code, and shows it as `show` does. */
import { analyze } from '../analysis/analyzer.ts';
import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { confOf } from '../conf/conf.ts';
import { runRows, testContext } from '../physical/in-process.fixture.ts';
import { parseQuery } from '../sql/parse.ts';
import { DEFAULT_PARSE_OPTIONS } from '../sql/parse-options.ts';
import { parseSchema } from '../sql/parse-schema.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { prettyText } from './pretty-text.ts';

export interface Shown {
  readonly columns: readonly Attribute[];
  /** Rows one after the other, columns parted by ` | `. */
  readonly text: string;
}

export function analyzed(query: string, settings: Readonly<Record<string, string>> = {}): Plan {
  const conf = confOf(new Map(Object.entries({ 'spark.sql.session.timeZone': 'UTC', ...settings })));
  const plan = parseQuery(query, { ...DEFAULT_PARSE_OPTIONS, ansi: conf.getBoolean('spark.sql.ansi.enabled') });
  return analyze(plan, {
    conf,
    functions: { lookupFunction: () => undefined },
    currentCatalog: 'spark_catalog',
    currentDatabase: 'default',
    user: 'test',
    parseSchema,
    parameters: new Map(),
    evaluate: (expression) => evaluateConstant(expression, { timeZone: 'UTC' }),
  });
}

/** A subquery in parentheses is run as a query of its own. */
export async function showExpression(
  expression: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Shown> {
  const subquery = /^\((SELECT.*)\)$/s.exec(expression)?.[1];
  const plan = analyzed(subquery ?? `SELECT ${expression}`, settings);
  const columns = outputOf(plan);
  const rows = await runRows(plan, testContext(settings));
  const text = rows
    .map((row) => row.map((value, i) => prettyText(value, (columns[i] as Attribute).type, 'UTC')).join(' | '))
    .join('\n');
  return { columns, text };
}
