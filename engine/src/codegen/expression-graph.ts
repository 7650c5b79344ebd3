/**
 * Expressions as a graph without duplicates: equal deterministic subexpressions are one node, computed once where scopes
 * allow. Columns made by an earlier projection are replaced by what computes them, so a whole pipeline is one graph.
 */
import { internal } from '../errors/internal.ts';
import type { ScalarFunction } from '../functions/define.ts';
import { raisesItself } from '../functions/may-raise.ts';
import { declared } from '../functions/registry.ts';
import { castMayGiveNull } from '../tree/cast-nullability.ts';
import type { Call, Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { foldUp, type Shape } from '../tree/transform.ts';
import { type DataType, simpleString } from '../types/data-type.ts';

export interface GraphNode {
  readonly id: number;
  readonly expression: Expression;
  readonly children: readonly GraphNode[];
  readonly type: DataType;
  /** How many expressions the code of this node holds; a heavy child counts as one, for it gets a function of its own. */
  readonly weight: number;
  readonly deterministic: boolean;
  readonly nullable: boolean;
  /** Whether computing it may end in an error, so that it must not be computed where Spark would not. */
  readonly mayRaise: boolean;
}

/** Over this, code goes into functions of its own: V8 never optimises functions that are too large. */
export const HEAVY = 150;

/** Operands of one chain that still share a function. */
const GROUPED_OVER = 75;

function isAssociative(node: Expression): node is Call {
  return node.kind === 'call' && declared('scalar', node.fn).associative === true;
}

/** Operands of a chain of one associative function, left to right. */
function operandsOf(root: Call): readonly Expression[] {
  const found: Expression[] = [];
  const stack: Expression[] = [root];
  while (stack.length > 0) {
    const node = stack.pop() as Expression;
    if (node.kind === 'call' && node.fn === root.fn && node.overload === root.overload) {
      for (let i = node.args.length - 1; i >= 0; i--) stack.push(node.args[i] as Expression);
    } else found.push(node);
  }
  return found;
}

const FLATTENED: Shape<Expression> = {
  children: (node) => (isAssociative(node) ? operandsOf(node) : EXPRESSIONS.children(node)),
  withChildren: EXPRESSIONS.withChildren,
};

export class ExpressionGraph {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #objects = new Map<unknown, number>();
  #count = 0;

  /** `inputs` stand for the columns an expression refers to; without them columns are those of the batch. */
  add(root: Expression, inputs?: readonly GraphNode[]): GraphNode {
    return foldUp<Expression, GraphNode>(FLATTENED, root, (expression, children) => {
      switch (expression.kind) {
        case 'alias':
        case 'sort-order':
        case 'named-argument':
          return children[0] ?? internal(`${expression.kind} without a child`);
        case 'bound':
          return inputs === undefined
            ? this.#node(expression, children)
            : (inputs[expression.ordinal] ?? internal(`no column ${expression.ordinal}`));
        default:
          return this.#node(
            expression,
            children.length > GROUPED_OVER && isAssociative(expression)
              ? this.#grouped(expression, children)
              : children,
          );
      }
    });
  }

  /** Long chains of one function become groups, each heavy enough for a function of its own. */
  #grouped(expression: Expression, children: readonly GraphNode[]): readonly GraphNode[] {
    const groups: GraphNode[] = [];
    for (let i = 0; i < children.length; i += GROUPED_OVER) {
      groups.push(this.#node(expression, children.slice(i, i + GROUPED_OVER)));
    }
    return groups.length > GROUPED_OVER ? this.#grouped(expression, groups) : groups;
  }

  #node(expression: Expression, children: readonly GraphNode[]): GraphNode {
    const ownDeterminism = expression.kind !== 'call' || declarationOf(expression).deterministic !== false;
    const deterministic = ownDeterminism && children.every((c) => c.deterministic);
    const key = `${this.#head(expression)}(${children.map((c) => c.id).join(',')})${deterministic ? '' : `@${this.#idOf(expression)}`}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    this.#count += 1;
    const node: GraphNode = {
      id: this.#count,
      expression,
      children,
      type: typeOf(expression),
      weight: children.reduce((sum, c) => sum + (c.weight >= HEAVY ? 1 : c.weight), 1),
      deterministic,
      nullable: mayBeNull(expression, children),
      mayRaise: raisesItself(expression) || children.some((c) => c.mayRaise),
    };
    this.#nodes.set(key, node);
    return node;
  }

  /** What tells this node from others with the same children. */
  #head(expression: Expression): string {
    switch (expression.kind) {
      case 'literal':
        return `literal ${simpleString(expression.type)} ${this.#literalKey(expression.value)}`;
      case 'bound':
        return `bound ${expression.ordinal} ${expression.nullable} ${simpleString(expression.type)}`;
      case 'call':
        return `call ${expression.fn} ${expression.overload} ${expression.ansi} ${expression.nullable} ${simpleString(expression.type)}`;
      case 'cast':
        return `cast ${expression.mode} ${simpleString(expression.to)}`;
      case 'case':
        return `case ${expression.whens.length} ${expression.otherwise !== undefined}`;
      case 'in':
        return 'in';
      case 'get-field':
        return `field ${expression.ordinal}`;
      case 'lambda':
        return 'lambda';
      case 'lambda-variable':
        return `variable ${expression.id}`;
      default:
        return internal(`${expression.kind} cannot be computed row by row`);
    }
  }

  #literalKey(value: unknown): string {
    if (typeof value === 'string') return `s${value}`;
    if (typeof value === 'bigint') return `n${value}`;
    if (typeof value === 'object' && value !== null) return `@${this.#idOf(value)}`;
    return Object.is(value, -0) ? '-0' : String(value);
  }

  #idOf(object: object): number {
    const known = this.#objects.get(object);
    if (known !== undefined) return known;
    this.#objects.set(object, this.#objects.size);
    return this.#objects.size - 1;
  }
}

export function declarationOf(call: Call): ScalarFunction {
  return declared('scalar', call.fn);
}

function mayBeNull(expression: Expression, children: readonly GraphNode[]): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null;
    case 'bound':
    case 'call':
    case 'lambda-variable':
      return expression.nullable;
    case 'lambda':
      return false;
    case 'cast': {
      const [child] = children as [GraphNode];
      return child.nullable || expression.mode === 'try' || castMayGiveNull(child.type, expression.to, 'legacy');
    }
    default:
      return true;
  }
}
