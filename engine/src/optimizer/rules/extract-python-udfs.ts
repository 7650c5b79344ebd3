/**
 * Python functions are taken out of expressions into nodes of their own, which add their results as columns: compiled
 * code never calls Python. A function whose argument is another's result alone goes to Python with it.
 */

import { isAggregate } from '../../analysis/aggregates.ts';
import { splitAggregate } from '../../analysis/rules/split-aggregate.ts';
import { internal } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { alias } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, conjuncts } from '../../tree/conjunction.ts';
import { EVAL } from '../../tree/eval-type.ts';
import type { Alias, Attribute, Expression, NamedExpression, PythonUdf } from '../../tree/expression.ts';
import { outputOf, toAttribute } from '../../tree/output.ts';
import type { Aggregate, Join, Plan } from '../../tree/plan.ts';
import { outputIds, readsOnly } from '../../tree/references.ts';
import {
  expressionsOf,
  mapExpressions,
  someExpression,
  transformExpressionDown,
  transformPlan,
} from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { hasPython } from '../expression-traits.ts';

export const extractPythonUdfs: Rule = (plan) =>
  transformPlan(plan, (node) => (expressionsOf(node).some(hasRowWise) ? extracted(node) : node));

const hasRowWise = (root: Expression): boolean => someExpression(root, isRowWise);

function extracted(node: Plan): Plan {
  switch (node.kind) {
    case 'python-eval':
      return node;
    case 'filter': {
      const parts = conjuncts(node.condition);
      const plain = allOf(parts.filter((e) => !hasPython(e)));
      const python = allOf(parts.filter(hasPython));
      if (plain === undefined || python === undefined) return restored(node, outputOf(node));
      const child: Plan = { ...node, condition: plain };
      return restored({ ...node, condition: python, child }, outputOf(node));
    }
    case 'aggregate':
      return node.list.some(hasPythonOverAggregates) ? evaluatedAbove(node) : evaluatedBelow(node);
    case 'project':
    case 'expand':
      return evaluatedBelow(node);
    case 'sort':
    case 'window':
    case 'generate':
    case 'repartition':
    case 'python-map':
      return restored(node, outputOf(node));
    case 'join':
      return extractedFromJoin(node);
    default:
      return internal(`a Python function in ${node.kind}`);
  }
}

/** Functions of one side are evaluated there; a condition over both sides is tested above an inner join. */
function extractedFromJoin(join: Join): Plan {
  const parts = conjuncts(join.condition);
  const sides = { left: outputIds(join.left), right: outputIds(join.right) };
  const both = parts.filter((e) => hasPython(e) && !readsOnly(e, sides.left) && !readsOnly(e, sides.right));
  const wanted = outputOf(join);
  if (both.length > 0) {
    if (join.type !== 'inner' && join.type !== 'cross') {
      return raise('UNSUPPORTED_FEATURE.PYTHON_UDF_IN_ON_CLAUSE', {
        joinType: join.type.replace('-', ' ').toUpperCase(),
      });
    }
    const condition = allOf(both) as Expression;
    const rest = { ...join, condition: allOf(parts.filter((e) => !both.includes(e))) };
    return extracted({
      kind: 'filter',
      condition,
      child: rest.condition !== undefined && hasPython(rest.condition) ? extracted(rest) : rest,
    });
  }
  const collected = { left: new Extraction(join.left), right: new Extraction(join.right) };
  const condition = allOf(parts.map((e) => (readsOnly(e, sides.left) ? collected.left : collected.right).replace(e)));
  const made: Plan = { ...join, condition, left: collected.left.plan(), right: collected.right.plan() };
  return { kind: 'project', list: wanted, child: made };
}

type Unary = Extract<Plan, { readonly child: Plan }>;

const hasPythonOverAggregates = (root: Expression): boolean =>
  someExpression(root, (e) => isRowWise(e) && e.args.some((arg) => someExpression(arg, isAggregate)));

/** Functions of aggregates' results are called above the aggregate. */
function evaluatedAbove(node: Aggregate): Plan {
  const { aggregate, list } = splitAggregate(node.list as readonly NamedExpression[], node);
  const child = aggregate.list.some(hasRowWise) ? extracted(aggregate) : aggregate;
  return extracted({ kind: 'project', list, child });
}

function evaluatedBelow(node: Unary): Plan {
  const extraction = new Extraction(node.child);
  const mapped = mapExpressions(node, (e) => extraction.replace(e)) as Unary;
  return { ...mapped, child: extraction.plan() } as Plan;
}

/** Nodes that hand on all columns get rid of the added ones above. */
function restored(node: Unary, wanted: readonly Attribute[]): Plan {
  const made = evaluatedBelow(node);
  return outputOf(made).length === wanted.length ? made : { kind: 'project', list: wanted, child: made };
}

/** Kinds of functions that give one value for each row. */
const ROW_WISE: ReadonlySet<number> = new Set([
  EVAL.batchedUdf,
  EVAL.arrowBatchedUdf,
  EVAL.scalarPandas,
  EVAL.scalarPandasIter,
  EVAL.scalarArrow,
  EVAL.scalarArrowIter,
]);

/** Functions over groups and windows stay where they are: aggregates and windows have operators for them. */
const isRowWise = (e: Expression): e is PythonUdf => e.kind === 'python-udf' && ROW_WISE.has(e.function.evalType);

/** The functions found in one node, in layers: those of a layer take only columns of the layers below. */
class Extraction {
  readonly #child: Plan;
  readonly #layers: Alias[][] = [];
  readonly #known = new Map<string, { readonly column: Attribute; readonly layer: number }>();

  constructor(child: Plan) {
    this.#child = child;
  }

  replace(root: Expression): Expression {
    return transformExpressionDown(root, (e) => (isRowWise(e) ? this.#extract(e).column : e));
  }

  plan(): Plan {
    return this.#layers.reduce<Plan>(
      (child, udfs) =>
        byEvalType(udfs).reduce<Plan>((below, group) => ({ kind: 'python-eval', udfs: group, child: below }), child),
      this.#child,
    );
  }

  #extract(udf: PythonUdf): { readonly column: Attribute; readonly layer: number } {
    const key = canonicalKey(udf);
    const known = udf.function.deterministic ? this.#known.get(key) : undefined;
    if (known !== undefined) return known;
    const { call, layer } = this.#withArguments(udf);
    const item = alias(call, 'pythonUDF');
    while (this.#layers.length <= layer) this.#layers.push([]);
    (this.#layers[layer] as Alias[]).push(item);
    const made = { column: toAttribute(item), layer };
    this.#known.set(key, made);
    return made;
  }

  #withArguments(udf: PythonUdf): { readonly call: PythonUdf; readonly layer: number } {
    const [only] = udf.args;
    if (
      udf.args.length === 1 &&
      only?.kind === 'python-udf' &&
      only.function.evalType === udf.function.evalType &&
      udf.argNames.every((n) => n === undefined)
    ) {
      const inner = this.#withArguments(only);
      return { call: { ...udf, args: [inner.call] }, layer: inner.layer };
    }
    let layer = 0;
    const args = udf.args.map((arg) =>
      transformExpressionDown(arg, (e) => {
        if (e.kind !== 'python-udf') return e;
        const found = this.#extract(e);
        layer = Math.max(layer, found.layer + 1);
        return found.column;
      }),
    );
    return { call: { ...udf, args }, layer };
  }
}

/** Functions over iterators consume their input themselves, so that none shares it. */
const ITERATING: ReadonlySet<number> = new Set([EVAL.scalarPandasIter, EVAL.scalarArrowIter]);

/** One worker protocol each. */
function byEvalType(udfs: readonly Alias[]): readonly (readonly Alias[])[] {
  const groups = new Map<number | Alias, Alias[]>();
  for (const item of udfs) {
    const type = item.child.kind === 'python-udf' ? item.child.function.evalType : -1;
    const key = ITERATING.has(type) ? item : type;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
