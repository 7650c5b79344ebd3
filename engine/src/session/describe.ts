/** SHOW and DESCRIBE: what there is, as rows. */
import { namePattern } from '../catalog/name-pattern.ts';
import { GLOBAL_TEMP } from '../catalog/session-catalog.ts';
import { raise } from '../errors/raise.ts';
import { findFunction, functionNames } from '../functions/registry.ts';
import type { Command } from '../tree/command.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { BOOLEAN, STRING, simpleString } from '../types/data-type.ts';
import { localRows } from './local-rows.ts';
import type { SparkSession } from './spark-session.ts';

export function showViews(
  session: SparkSession,
  { namespace, pattern, views }: Extract<Command, { kind: 'show-tables' }>,
): Plan {
  const matches = namePattern(pattern);
  const isGlobal = namespace?.at(-1)?.toLowerCase() === GLOBAL_TEMP;
  const global = isGlobal
    ? session.catalog.views('global-temporary').map((view) => [GLOBAL_TEMP, view.name, true] as const)
    : [];
  const local = session.catalog.views('temporary').map((view) => ['', view.name, true] as const);
  const rows = [...global, ...local].filter(([, name]) => matches(name)).sort(([, a], [, b]) => (a < b ? -1 : 1));
  const columns = [
    ['namespace', STRING],
    [views ? 'viewName' : 'tableName', STRING],
    ['isTemporary', BOOLEAN],
  ] as const;
  return localRows(columns, rows);
}

export function showFunctions(pattern: string | undefined): Plan {
  const matches = namePattern(pattern);
  return localRows(
    [['function', STRING]],
    functionNames()
      .filter(matches)
      .sort()
      .map((name) => [name]),
  );
}

export function describeFunction(parts: readonly string[], extended: boolean): Plan {
  const name = parts.join('.');
  const found = findFunction(name);
  if (found === undefined) {
    return raise('UNRESOLVED_ROUTINE', {
      routineName: `\`${name}\``,
      searchPath: '[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]',
    });
  }
  const lines = [`Function: ${found.name}`, `Usage: ${found.usage}`];
  if (extended) {
    const examples = found.examples.map(([call, shown]) => `      > SELECT ${call};\n       ${shown}`).join('\n');
    lines.push(`Extended Usage:\n    Examples:\n${examples}\n\n    Since: ${found.since}\n`);
  }
  return localRows(
    [['function_desc', STRING]],
    lines.map((line) => [line]),
  );
}

export function describeColumns(output: readonly Attribute[]): Plan {
  const rows = output.map((attribute) => [
    attribute.name,
    simpleString(attribute.type),
    (attribute.metadata.comment as string | undefined) ?? null,
  ]);
  return localRows(
    [
      ['col_name', STRING],
      ['data_type', STRING],
      ['comment', STRING],
    ],
    rows,
  );
}
