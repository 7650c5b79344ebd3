/** A table of the catalog as a plan that reads its files. */

import { stat } from 'node:fs/promises';
import { markAnalyzed } from '../../analysis/analyzed.ts';
import { analyze } from '../../analysis/analyzer.ts';
import { declaredType, readPadded } from '../../analysis/store-assignment.ts';
import { CATALOG, type CatalogTable } from '../../catalog/catalog-table.ts';
import { sourceNamed } from '../../sources/registry.ts';
import { alias } from '../../tree/build.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan, SourceRelation } from '../../tree/plan.ts';
import { mapExpressions, PLANS, transformExpression, transformPlan } from '../../tree/shapes.ts';
import { isSubquery, subqueriesOf } from '../../tree/subquery.ts';
import { preorder } from '../../tree/transform.ts';
import { fileRelation } from '../read.ts';
import type { SparkSession } from '../spark-session.ts';

export async function tableRelation(session: SparkSession, table: CatalogTable): Promise<Plan> {
  const relation = markAnalyzed(await filesOf(session, table));
  const output = outputOf(relation);
  if (output.every((column) => declaredType(column).kind !== 'char')) return relation;
  const list = output.map((column) => {
    const padded = readPadded(column, column);
    return padded === column ? column : alias(padded, column.name, { metadata: column.metadata });
  });
  return analyze({ kind: 'project', list, child: relation }, session.analysisContext());
}

async function filesOf(session: SparkSession, table: CatalogTable): Promise<Plan> {
  const isThere = await stat(table.location).catch(() => undefined);
  return fileRelation(session, {
    source: sourceNamed(table.provider as string),
    options: table.options,
    declared: table.schema,
    paths: isThere === undefined ? [] : [table.location],
    partitionBy: table.partitionBy,
    tableName: [CATALOG, table.database, table.name],
  });
}

/** Relations of a plan that are tables, subqueries included. */
export function tablesIn(plan: Plan): readonly SourceRelation[] {
  return [...preorder(PLANS, plan)].flatMap((node) => [
    ...(node.kind === 'source-relation' && node.tableName !== undefined ? [node] : []),
    ...subqueriesOf(node).flatMap(tablesIn),
  ]);
}

/** A plan kept from before (a temporary view) with the files that its tables have now. */
export async function withCurrentFiles(session: SparkSession, plan: Plan): Promise<Plan> {
  const files = new Map<SourceRelation, SourceRelation>();
  for (const relation of tablesIn(plan)) {
    const table = session.catalog.findTable(relation.tableName ?? []);
    if (table === undefined || table.type === 'VIEW') continue;
    const now = await filesOf(session, table);
    if (now.kind === 'source-relation' && !sameFiles(now, relation))
      files.set(relation, { ...relation, files: now.files, statistics: now.statistics });
  }
  return files.size === 0 ? plan : replaced(plan, files);
}

function replaced(plan: Plan, files: ReadonlyMap<SourceRelation, SourceRelation>): Plan {
  return transformPlan(plan, (node) => {
    const next = (node.kind === 'source-relation' && files.get(node)) || node;
    const inner = mapExpressions(next, (root) =>
      transformExpression(root, (e) => (isSubquery(e) ? { ...e, plan: replaced(e.plan, files) } : e)),
    );
    return markAnalyzed(inner);
  });
}

const sameFiles = (a: SourceRelation, b: SourceRelation): boolean =>
  a.files.length === b.files.length &&
  a.files.every((file, i) => file.path === b.files[i]?.path && file.modified === b.files[i]?.modified);
