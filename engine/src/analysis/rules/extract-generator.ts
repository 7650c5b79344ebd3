/** Generators (`explode` and its kin): from LATERAL VIEW or from a SELECT list into Generate nodes. */
import { assert } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { attribute } from '../../tree/build.ts';
import type { Attribute, Expression, NamedExpression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import type { Generate, Plan, Project } from '../../tree/plan.ts';
import { EXPRESSIONS } from '../../tree/shapes.ts';
import { hasGenerator, hasWindow, innerGenerator, isGenerator } from '../aggregates.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { supplyingHidden } from '../check-attributes.ts';
import { prettySql, quotedSql } from '../naming.ts';
import { extractWindows } from './extract-windows.ts';

/** LATERAL VIEW. */
export function extractGenerator(plan: Generate, analysis: Analysis): Plan {
  const generator = resolveIn(analysis, childScope(analysis, plan.child), plan.generator);
  if (!isGenerator(generator)) {
    raise(
      'UNSUPPORTED_GENERATOR.NOT_GENERATOR',
      { functionName: quotedSql(generator), classCanonicalName: prettySql(generator) },
      { context: plan.context },
    );
  }
  const qualifier = plan.qualifier === undefined ? [] : [plan.qualifier];
  const output = columnsOf(generator, plan.names, plan.outer, qualifier);
  const child = supplyingHidden('!Generate', plan.child, [generator]);
  return { ...plan, generator: inner(generator), outer: plan.outer || isOuter(generator), output, child };
}

/** A generator as a table of its own. */
export function generateFrom(generator: Expression, child: Plan): Plan {
  return generating(generator, columnsOf(generator, [], false, []), child);
}

/** A generator whose arguments are still to be resolved. */
export const generatorCall = (generator: Expression, child: Plan): Generate => ({
  kind: 'generate',
  generator,
  outer: false,
  qualifier: undefined,
  names: [],
  output: [],
  child,
});

const generating = (generator: Expression, output: readonly Attribute[], child: Plan): Generate => ({
  kind: 'generate',
  generator: inner(generator),
  outer: isOuter(generator),
  qualifier: undefined,
  names: [],
  output,
  child,
});

function columnsOf(
  generator: Expression,
  names: readonly string[],
  outer: boolean,
  qualifier: readonly string[],
): readonly Attribute[] {
  const type = typeOf(generator);
  const element = type.kind === 'array' ? type.element : type;
  assert(element.kind === 'struct', 'a generator gives rows');
  if (names.length > 0 && names.length !== element.fields.length) {
    raise('UDTF_ALIAS_NUMBER_MISMATCH', { aliasesSize: String(element.fields.length), aliasesNames: names.join(',') });
  }
  return element.fields.map((f, i) =>
    attribute(names[i] ?? f.name, f.type, outer || isOuter(generator) || f.nullable, {
      qualifier,
      metadata: f.metadata,
    }),
  );
}

/** `explode_outer` keeps rows without elements. */
const isOuter = (generator: Expression): boolean => generator.kind === 'call' && generator.fn.endsWith('_outer');

/** The call as its declaration knows it. */
const inner = (generator: Expression): Expression =>
  generator.kind === 'call' ? { ...generator, fn: innerGenerator(generator.fn) } : generator;

/** Generators as whole items of a SELECT list: not inside other expressions. */
export function extractGenerators(list: readonly NamedExpression[], plan: Project): Plan {
  const found = list.filter(hasGenerator);
  const nested = found.find((item) => !(item.kind === 'alias' && isGenerator(item.child)) || insideGenerator(item));
  if (nested !== undefined) {
    const expression = quotedSql(nested.kind === 'alias' ? nested.child : nested);
    raise('UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS', { expression });
  }
  let child = plan.child;
  const items: NamedExpression[] = [];
  for (const item of list) {
    if (item.kind !== 'alias' || !isGenerator(item.child)) {
      items.push(item);
      continue;
    }
    const output = columnsOf(item.child, namesOf(item.name, item.child), false, []);
    child = markAnalyzed(generating(item.child, output, child));
    items.push(...output);
  }
  return items.some(hasWindow) ? extractWindows(items, child) : { ...plan, list: items, child };
}

const insideGenerator = (item: NamedExpression): boolean =>
  item.kind === 'alias' && EXPRESSIONS.children(item.child).some(hasGenerator);

/** One alias names one column; several come joined by NUL; a generated name names nothing. */
function namesOf(name: string, generator: Expression): readonly string[] {
  if (name.includes('\u0000')) return name.split('\u0000');
  return name === prettySql(generator) ? [] : [name];
}
