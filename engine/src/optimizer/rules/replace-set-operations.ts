/** INTERSECT and EXCEPT become semi and anti joins; their ALL forms count rows and repeat them. */
import { alias, attribute, intLiteral, longLiteral } from '../../tree/build.ts';
import { allOf, predicate } from '../../tree/conjunction.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { outputOf, toAttribute } from '../../tree/output.ts';
import type { Plan, SetOperation } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import { INT } from '../../types/data-type.ts';
import type { OptimizerContext, Rule } from '../context.ts';
import { resolvedCall } from '../resolved-call.ts';

export const replaceSetOperations: Rule = (plan, context) =>
  transformPlan(plan, (node) => {
    if (node.kind !== 'set-operation') return node;
    return node.all ? counted(node, context) : joined(node);
  });

function joined({ op, left, right }: SetOperation): Plan {
  const columns = outputOf(left);
  const others = outputOf(right);
  const join: Plan = {
    kind: 'join',
    type: op === 'intersect' ? 'left-semi' : 'left-anti',
    condition: allOf(columns.map((column, i) => predicate('<=>', [column, others[i] as Attribute], false))),
    using: undefined,
    natural: false,
    lateral: false,
    nullAware: false,
    exists: undefined,
    hint: { left: undefined, right: undefined },
    left,
    right,
  };
  return { kind: 'distinct', child: join };
}

/** Rows of both sides with marks; for each row its number of copies; as many rows as that. */
function counted({ op, left, right }: SetOperation, context: OptimizerContext): Plan {
  const mark = (side: Plan, marks: readonly Expression[]): Plan => ({
    kind: 'project',
    list: [...marks.map((m, i) => alias(m, `vcol${i}`)), ...outputOf(side)],
    child: side,
  });
  const one = longLiteral(1n);
  const marks =
    op === 'except'
      ? { left: [one], right: [longLiteral(-1n)] }
      : { left: [one, longLiteral(0n)], right: [longLiteral(0n), one] };
  const union: Plan = {
    kind: 'union',
    byName: false,
    allowMissing: false,
    children: [mark(left, marks.left), mark(right, marks.right)],
  };
  const together = outputOf(union);
  const keys = together.slice(marks.left.length);
  const sums = together
    .slice(0, marks.left.length)
    .map((column) => alias(resolvedCall('sum', [column], context), 'sum'));
  const grouped: Plan = { kind: 'aggregate', grouping: keys, list: [...sums, ...keys], child: union };
  const counts = sums.map(toAttribute);
  const copies = op === 'except' ? (counts[0] as Expression) : resolvedCall('least', counts, context);
  const wanted: Plan = { kind: 'filter', condition: predicate('>', [copies, longLiteral(0n)]), child: grouped };
  const count: Expression = { kind: 'cast', child: copies, to: INT, mode: 'ansi', implicit: false };
  const generate: Plan = {
    kind: 'generate',
    generator: resolvedCall('explode', [resolvedCall('array_repeat', [intLiteral(1), count], context)], context),
    outer: false,
    qualifier: undefined,
    names: [],
    output: [attribute('copy', INT, false)],
    child: wanted,
  };
  return { kind: 'project', list: keys, child: generate };
}
