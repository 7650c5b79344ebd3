/** Code of function calls by the declaration's NULL rule. */
import { internal } from '../errors/internal.ts';
import { isText, type Js, js } from '../fragments/js.ts';
import type { ArgType } from '../functions/arg-types.ts';
import type { Args, Compiled, GenContext, Generated, LazyWriter, ScalarOverload } from '../functions/define.ts';
import type { Call } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import { declarationOf, type GraphNode } from './expression-graph.ts';
import { anyNull, EMPTY, FALSE, isNever, needsOrder, orNull, placeholder, TRUE, type Writer } from './writer.ts';

export function emitCall(writer: Writer, node: GraphNode, call: Call): Compiled {
  const overload =
    declarationOf(call).overloads[call.overload] ?? internal(`${call.fn} has no overload ${call.overload}`);
  return emitGenerated(writer, node, overload, {
    ansi: call.ansi,
    context: call.context,
    nullable: call.nullable,
  });
}

export interface CallFacts {
  readonly ansi: boolean;
  readonly context: GenContext['context'];
  readonly nullable: boolean;
}

export function emitGenerated(writer: Writer, node: GraphNode, rule: Generated, facts: CallFacts): Compiled {
  if (rule.nulls === 'lazy') return emitLazy(writer, node, rule, facts);
  if (rule.nulls !== 'manual' && needsOrder(node, rule)) return emitOrdered(writer, node, rule, facts);
  const args = node.children.map((child) => writer.emit(child));
  if (rule.nulls === 'manual') {
    const value = rule.gen(args.map(orNull) as unknown as Args<Js>, contextOf(writer, node, facts, args));
    const result = writer.define('v', value);
    return { before: EMPTY, isNull: facts.nullable ? js`(${result} === null)` : FALSE, value: result };
  }
  const isNull = anyNull(args.map((a) => a.isNull));
  if (isText(isNull, 'true')) return { before: EMPTY, isNull: TRUE, value: placeholder(node.type) };
  const value = rule.gen(args.map((a) => a.value) as unknown as Args<Js>, contextOf(writer, node, facts, args));
  if (rule.nulls === 'propagate-maybe') {
    const result = writer.define('v', isNever(isNull) ? value : js`${isNull} ? null : ${value}`);
    return { before: EMPTY, isNull: js`(${result} === null)`, value: result };
  }
  if (isNever(isNull)) return { before: EMPTY, isNull: FALSE, value: writer.define('v', value) };
  const flag = writer.define('n', isNull);
  const result = writer.variable('v', placeholder(node.type));
  writer.say(js`if (!${flag}) ${result} = ${value};`);
  return { before: EMPTY, isNull: flag, value: result };
}

/** Arguments one after the other, each only if those before it are present. */
function emitOrdered(
  writer: Writer,
  node: GraphNode,
  rule: Exclude<Generated, { nulls: 'lazy' }>,
  facts: CallFacts,
): Compiled {
  const result = writer.variable('v', rule.nulls === 'propagate' ? placeholder(node.type) : js`null`);
  const isNull = writer.variable('n', TRUE);
  const label = writer.unit.fresh('b');
  const { statements } = writer.nested(() => {
    const present = (child: GraphNode): Compiled => {
      const arg = writer.emit(child);
      if (!isNever(arg.isNull)) writer.say(js`if (${arg.isNull}) break ${label};`);
      return arg;
    };
    const settled = rule.settledBy?.(contextOf(writer, node, facts, []));
    const last = settled === undefined ? [] : node.children.slice(-1).map(present);
    for (const { value } of last)
      if (settled !== undefined)
        writer.say(js`if (${value} === ${settled.value}) { ${result} = ${settled.result}; break ${label}; }`);
    const args = [...node.children.slice(0, node.children.length - last.length).map(present), ...last];
    const context = contextOf(writer, node, facts, args);
    const value = rule.gen(args.map((a) => a.value) as unknown as Args<Js>, context);
    writer.say(js`${result} = ${value};`);
    writer.say(rule.nulls === 'propagate' ? js`${isNull} = false;` : js`${isNull} = ${result} === null;`);
  });
  writer.say(js`${label}: {\n${statements}\n}`);
  return { before: EMPTY, isNull, value: result };
}

function emitLazy(writer: Writer, node: GraphNode, rule: Generated & { nulls: 'lazy' }, facts: CallFacts): Compiled {
  const lazy: LazyWriter = {
    fresh: (hint) => writer.unit.fresh(hint),
    count: node.children.length,
    placeholder: placeholder(node.type),
    arg: (i) => {
      const child = node.children[i] ?? internal(`no argument ${i}`);
      if (i > 0) return writer.apart(child);
      const earlier = writer.take();
      const first = writer.emit(child);
      const before = writer.take();
      writer.say(earlier);
      return { ...first, before };
    },
  };
  const { before, ...result } = rule.gen(lazy, contextOf(writer, node, facts, []));
  writer.say(before);
  return { ...result, before: EMPTY };
}

export function contextOf(writer: Writer, node: GraphNode, facts: CallFacts, args: readonly Compiled[]): GenContext {
  const { unit } = writer;
  return {
    ansi: facts.ansi,
    timeZone: writer.env.timeZone,
    argTypes: node.children.map((c) => c.type),
    returnType: node.type,
    get constants() {
      return constantsOf(writer, node);
    },
    context: facts.context,
    views: args.map((a) => a.view),
    get partition() {
      return unit.parameter('partition');
    },
    temp: () => writer.variable('t'),
    state: (create) => unit.state(create),
  };
}

function argTypeAt({ args, rest }: ScalarOverload, index: number): ArgType | undefined {
  const own = args[index];
  if (own !== undefined || rest === undefined) return own;
  return 'accept' in rest ? rest : rest[(index - args.length) % rest.length];
}

/** Literals, and where the declaration demands a constant whatever can be computed without a row. */
function constantsOf(writer: Writer, node: GraphNode): readonly (Value | undefined)[] {
  const { expression } = node;
  const overload = expression.kind === 'call' ? declarationOf(expression).overloads[expression.overload] : undefined;
  return node.children.map((child, i) => {
    if (child.expression.kind === 'literal') return child.expression.value;
    return overload !== undefined && argTypeAt(overload, i)?.accept === 'foldable'
      ? writer.constantOf(child)
      : undefined;
  });
}
