/**
 * Writes the code that computes graph nodes for one row. Chains are walked without recursion; a node is computed once in
 * its block and the blocks inside it; what is conditional lives in a block of its own.
 */
import { assert, internal } from '../errors/internal.ts';
import { code, constant, type Js, joinJs, js } from '../fragments/js.ts';
import type { BytesView, Compiled } from '../functions/define.ts';
import type { Value } from '../types/value.ts';
import { emitCast } from './cast/emit-cast.ts';
import { emitCall } from './emit-call.ts';
import { emitColumn } from './emit-column.ts';
import { emitCase, emitField, emitIn } from './emit-special.ts';
import type { EvalEnv } from './eval-env.ts';
import { declarationOf, type ExpressionGraph, type GraphNode, HEAVY } from './expression-graph.ts';
import { Unit } from './unit.ts';
import { EMPTY, FALSE, isNever, needsOrder, orNull, TRUE, type Writer } from './writer.ts';

interface Block {
  readonly known: Map<number, Compiled>;
  readonly parent: Block | undefined;
  readonly statements: Js[];
}

export class Emitter implements Writer {
  readonly unit: Unit;
  readonly env: EvalEnv;
  readonly graph: ExpressionGraph;
  #block: Block = { known: new Map(), parent: undefined, statements: [] };
  #lambdas = 0;

  constructor(unit: Unit, graph: ExpressionGraph, env: EvalEnv) {
    this.unit = unit;
    this.graph = graph;
    this.env = env;
  }

  /** Appends a statement to the current block. */
  say(statement: Js): void {
    this.#block.statements.push(statement);
  }

  /** `const x = value`. */
  define(hint: string, value: Js): Js {
    const name = this.unit.fresh(hint);
    this.say(js`const ${name} = ${value};`);
    return name;
  }

  variable(hint: string, initial?: Js): Js {
    const name = this.unit.fresh(hint);
    this.say(initial === undefined ? js`let ${name};` : js`let ${name} = ${initial};`);
    return name;
  }

  /** Takes the statements said so far; what they computed stays known. */
  take(): Js {
    return joinJs(this.#block.statements.splice(0), '\n');
  }

  /** Runs `write` in a block inside the current one; what it computes is not known outside. */
  nested<T>(write: () => T): { readonly statements: Js; readonly result: T } {
    this.#block = { known: new Map(), parent: this.#block, statements: [] };
    const result = write();
    const { statements, parent } = this.#block;
    this.#block = parent ?? internal('unbalanced blocks');
    return { statements: joinJs(statements, '\n'), result };
  }

  /** Compiles `node` into a block of its own. */
  apart(node: GraphNode): Compiled {
    const { statements, result } = this.nested(() => this.emit(node));
    return { ...result, before: statements };
  }

  /** Statements that make the node's value known in the current block; gives how to read it. `before` is empty. */
  emit(root: GraphNode): Compiled {
    const stack: GraphNode[] = [root];
    while (stack.length > 0) {
      const node = stack.at(-1) as GraphNode;
      if (this.#lookup(node) !== undefined) {
        stack.pop();
        continue;
      }
      const apart = node !== root && node.weight >= HEAVY && this.#lambdas === 0;
      const missing = apart || !isEager(node) ? [] : node.children.filter((c) => this.#lookup(c) === undefined);
      if (missing.length > 0) {
        for (let i = missing.length - 1; i >= 0; i--) stack.push(missing[i] as GraphNode);
        continue;
      }
      stack.pop();
      this.#block.known.set(node.id, apart ? this.#outlined(node) : this.#one(node));
    }
    return this.#lookup(root) ?? internal('a node was not emitted');
  }

  constantOf(node: GraphNode): Value | undefined {
    return isConstant(node) ? evaluateNode(node, this.graph, this.env) : undefined;
  }

  #lookup(node: GraphNode): Compiled | undefined {
    for (let block: Block | undefined = this.#block; block !== undefined; block = block.parent) {
      const found = block.known.get(node.id);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A function of its own that gives the value or `null`. */
  #outlined(node: GraphNode): Compiled {
    const outer = this.#block;
    let nullable = true;
    const called = this.unit.outline(() => {
      this.#block = { known: new Map(), parent: undefined, statements: [] };
      const result = this.emit(node);
      nullable = !isNever(result.isNull);
      this.say(js`return ${orNull(result)};`);
      return this.take();
    });
    this.#block = outer;
    const value = this.define('h', called);
    return { before: EMPTY, isNull: nullable ? js`(${value} === null)` : FALSE, value };
  }

  #one(node: GraphNode): Compiled {
    const { expression } = node;
    switch (expression.kind) {
      case 'literal':
        return literalCode(expression.value);
      case 'bound':
        return emitColumn(this, expression);
      case 'call':
        return emitCall(this, node, expression);
      case 'cast':
        return emitCast(this, node, expression);
      case 'case':
        return emitCase(this, node, expression);
      case 'in':
        return emitIn(this, node);
      case 'get-field':
        return emitField(this, node, expression);
      case 'lambda':
        return this.#lambda(node);
      case 'lambda-variable': {
        const name = code(`p${expression.id}`);
        return { before: EMPTY, isNull: expression.nullable ? js`(${name} === null)` : FALSE, value: name };
      }
      default:
        return internal(`no code for ${expression.kind}`);
    }
  }

  /** A function value: parameters and result may be `null`. */
  #lambda(node: GraphNode): Compiled {
    const { expression } = node;
    assert(expression.kind === 'lambda', 'not a lambda');
    const body = node.children.at(-1) ?? internal('a lambda without a body');
    this.#lambdas += 1;
    const { statements, result } = this.nested(() => orNull(this.emit(body)));
    this.#lambdas -= 1;
    const parameters = joinJs(
      expression.params.map((p) => code(`p${p.id}`)),
      ', ',
    );
    const value = this.define('g', js`(${parameters}) => {\n${statements}\nreturn ${result};\n}`);
    return { before: EMPTY, isNull: FALSE, value };
  }
}

const encoder = new TextEncoder();

function literalCode(value: unknown): Compiled {
  if (value === null) return { before: EMPTY, isNull: TRUE, value: code('null') };
  if (typeof value === 'boolean') return { before: EMPTY, isNull: FALSE, value: value ? TRUE : FALSE };
  const view: BytesView | undefined = typeof value === 'string' ? viewOf(encoder.encode(value)) : undefined;
  return { before: EMPTY, isNull: FALSE, value: constant(value), view };
}

const viewOf = (bytes: Uint8Array): BytesView => ({
  data: constant(bytes),
  from: code('0'),
  to: constant(bytes.length),
});

/** Whether all children may be computed before the node itself. */
function isEager(node: GraphNode): boolean {
  const { expression } = node;
  switch (expression.kind) {
    case 'call': {
      const rule = declarationOf(expression).overloads[expression.overload];
      return rule !== undefined && rule.nulls !== 'lazy' && (rule.nulls === 'manual' || !needsOrder(node, rule));
    }
    case 'cast':
    case 'get-field':
      return true;
    default:
      return false;
  }
}

/** Neither columns nor variables of a lambda further out. */
function isConstant(root: GraphNode): boolean {
  const stack = [root];
  const bound = new Set<number>();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const { expression } = node;
    if (expression.kind === 'lambda') for (const param of expression.params) bound.add(param.id);
    if (expression.kind === 'bound' || !node.deterministic) return false;
    if (expression.kind === 'lambda-variable' && !bound.has(expression.id)) return false;
    stack.push(...node.children);
  }
  return true;
}

/** Computes a node that refers to no column. */
export function evaluateNode(node: GraphNode, graph: ExpressionGraph, env: EvalEnv): Value {
  const unit = new Unit();
  const emitter = new Emitter(unit, graph, env);
  const result = emitter.emit(node);
  const { run, states } = unit.finish<(partition: number, states: readonly unknown[]) => Value>(
    'partition, states',
    js`${emitter.take()}\nreturn ${orNull(result)};`,
  );
  return run(
    0,
    states.map((make) => make(0)),
  );
}
