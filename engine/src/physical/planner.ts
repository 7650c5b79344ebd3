/** Optimized logical plan → physical plan. Each family of operators has a file of its own; here they are put together. */
import { internal } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import { bindAll, bindReferences } from '../tree/bind.ts';
import { renamedTo } from '../tree/build.ts';
import { withoutAlias } from '../tree/canonical.ts';
import { outputOf, toAttribute } from '../tree/output.ts';
import type { Filter, Generate, Plan, Project, Shared } from '../tree/plan.ts';
import { referencesOf } from '../tree/references.ts';
import type { PlannerContext } from './context.ts';
import type { PhysicalNode } from './node.ts';
import { filter, project } from './node-builders.ts';
import { planAggregate } from './plan-aggregate.ts';
import { planJoin } from './plan-join.ts';
import { planLimit, planOffset, planTail } from './plan-limit.ts';
import { isPythonAggregate, planPythonAggregate, planPythonCogroup, planPythonMap } from './plan-python.ts';
import { planRepartition } from './plan-repartition.ts';
import { ONE_ROW, planCached, planFiles, planLocal, planRange, planRdd } from './plan-scan.ts';
import { planSort } from './plan-sort.ts';
import { planWindow } from './plan-window.ts';

/** The plan must have been through the optimizer, whose obligatory rules take away what has no operator. */
export function planQuery(plan: Plan, context: PlannerContext): PhysicalNode {
  const planChild = (child: Plan): PhysicalNode => planQuery(child, context);
  switch (plan.kind) {
    case 'one-row':
      return ONE_ROW;
    case 'range':
      return planRange(plan, context);
    case 'local-relation':
      return planLocal(plan, context);
    case 'source-relation':
      return planFiles(plan, undefined, undefined, context);
    case 'rdd-relation':
      return planRdd(plan, context);
    case 'cached-relation':
      return planCached(plan, context);
    case 'project':
      return planProject(plan, context);
    case 'filter':
      return planFilter(plan, context);
    case 'aggregate':
      return isPythonAggregate(plan)
        ? planPythonAggregate(plan, planChild(plan.child), context)
        : planAggregate(plan, planChild(plan.child), context);
    case 'expand': {
      const child = planChild(plan.child);
      return {
        kind: 'expand',
        output: plan.output,
        projections: plan.projections.map((list) => bindAll(list.map(withoutAlias), child.output)),
        child,
      };
    }
    case 'shared':
      return planShared(plan, context);
    case 'window':
      return planWindow(plan, planChild(plan.child), context);
    case 'sort':
      return planSort(plan, planChild(plan.child), context);
    case 'limit':
      return planLimit(plan, planChild, context);
    case 'offset':
      return planOffset(plan, planChild, context);
    case 'tail':
      return planTail(plan, planChild, context);
    case 'generate':
      return planGenerate(plan, undefined, context);
    case 'repartition':
      return planRepartition(plan, planChild(plan.child), context);
    case 'sample': {
      const child = planChild(plan.child);
      const { lower, upper, withReplacement, seed } = plan;
      return { kind: 'sample', output: child.output, lower, upper, withReplacement, seed, child };
    }
    case 'python-map':
      return planPythonMap(plan, planChild(plan.child), context);
    case 'python-cogroup':
      return planPythonCogroup(plan, planChild(plan.left), planChild(plan.right), context);
    case 'python-eval': {
      const child = planChild(plan.child);
      return {
        kind: 'python-eval',
        output: [...child.output, ...plan.udfs.map(toAttribute)],
        udfs: bindAll(plan.udfs.map(withoutAlias), child.output),
        child,
      };
    }
    case 'join':
      return planJoin(plan, planChild(plan.left), planChild(plan.right), context);
    case 'union': {
      const children = plan.children.map(planChild);
      return { kind: 'union', output: unionOutput(plan, children), children };
    }
    case 'subquery-alias':
    case 'hint':
      return planChild(plan.child);
    case 'recursion':
      // Where a query runs, its rows have taken its place.
      return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'caching WITH RECURSIVE' });
    default:
      return internal(`${plan.kind} has no physical operator`);
  }
}

const unionOutput = (
  plan: Extract<Plan, { kind: 'union' }>,
  children: readonly PhysicalNode[],
): PhysicalNode['output'] =>
  (children[0] as PhysicalNode).output.map((attribute, i) => ({
    ...attribute,
    nullable: plan.children.length > 0 && children.some((child) => child.output[i]?.nullable === true),
  }));

/** The same operators in all places, by which it is known that they are made once. */
function planShared({ id, output, child }: Shared, context: PlannerContext): PhysicalNode {
  const made = context.shared.get(id) ?? planQuery(child, context);
  context.shared.set(id, made);
  return project(made, renamedTo(outputOf(child), output));
}

/** A projection over a filtered relation decides which columns are read; over a generator, which columns it keeps. */
function planProject(plan: Project, context: PlannerContext): PhysicalNode {
  const { list, child } = plan;
  if (child.kind === 'source-relation') return planFiles(child, undefined, list, context);
  if (child.kind === 'filter' && child.child.kind === 'source-relation')
    return planFiles(child.child, child.condition, list, context);
  if (child.kind === 'generate') return project(planGenerate(child, referencesOf(...list), context), list);
  return project(planQuery(child, context), list);
}

function planFilter(plan: Filter, context: PlannerContext): PhysicalNode {
  if (plan.child.kind === 'source-relation') return planFiles(plan.child, plan.condition, undefined, context);
  return filter(planQuery(plan.child, context), plan.condition);
}

/** `needed` undefined keeps all of the child's columns. */
function planGenerate(plan: Generate, needed: ReadonlySet<number> | undefined, context: PlannerContext): PhysicalNode {
  const child = planQuery(plan.child, context);
  const required = child.output
    .map((_, i) => i)
    .filter((i) => needed === undefined || needed.has((child.output[i] as { id: number }).id));
  return {
    kind: 'generate',
    output: [...required.map((i) => child.output[i] as PhysicalNode['output'][number]), ...plan.output],
    generator: bindReferences(plan.generator, child.output),
    outer: plan.outer,
    required,
    child,
  };
}
