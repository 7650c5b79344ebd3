/**
 * The one way to walk and rewrite trees. Iterative, so that thousands of nested nodes do not overflow the stack;
 * a node is rebuilt only when a child changed, so untouched subtrees are shared.
 */

/** How a tree type exposes its children; `withChildren` gets as many as `children` gave. */
export interface Shape<N> {
  children(node: N): readonly N[];
  withChildren(node: N, children: readonly N[]): N;
}

interface Frame<N, R> {
  readonly node: N;
  readonly children: readonly N[];
  readonly results: R[];
}

/** Computes a result for each node from its children's results, bottom up. */
export function foldUp<N, R>(shape: Shape<N>, root: N, combine: (node: N, results: readonly R[]) => R): R {
  const first = shape.children(root);
  if (first.length === 0) return combine(root, []);
  const stack: Frame<N, R>[] = [{ node: root, children: first, results: [] }];
  for (;;) {
    const frame = stack[stack.length - 1] as Frame<N, R>;
    if (frame.results.length < frame.children.length) {
      const next = frame.children[frame.results.length] as N;
      stack.push({ node: next, children: shape.children(next), results: [] });
      continue;
    }
    const result = combine(frame.node, frame.results);
    stack.pop();
    const parent = stack[stack.length - 1];
    if (parent === undefined) return result;
    parent.results.push(result);
  }
}

/** The node with other children, or itself where they are the same. */
export function rebuilt<N>(shape: Shape<N>, node: N, before: readonly N[], after: readonly N[]): N {
  return before.every((child, i) => child === after[i]) ? node : shape.withChildren(node, after);
}

/** Replaces nodes after their children have been replaced. */
export function transformUp<N>(shape: Shape<N>, root: N, replace: (node: N) => N): N {
  return foldUp<N, N>(shape, root, (node, children) => replace(rebuilt(shape, node, shape.children(node), children)));
}

/** Replaces nodes before their children; the children visited are those of the replacement. */
export function transformDown<N>(shape: Shape<N>, root: N, replace: (node: N) => N): N {
  const first = replace(root);
  const stack: Frame<N, N>[] = [{ node: first, children: shape.children(first), results: [] }];
  for (;;) {
    const frame = stack[stack.length - 1] as Frame<N, N>;
    if (frame.results.length < frame.children.length) {
      const next = replace(frame.children[frame.results.length] as N);
      stack.push({ node: next, children: shape.children(next), results: [] });
      continue;
    }
    const result = rebuilt(shape, frame.node, frame.children, frame.results);
    stack.pop();
    const parent = stack[stack.length - 1];
    if (parent === undefined) return result;
    parent.results.push(result);
  }
}

/** All nodes, parents before children, left to right. `prune` stops the descent below a node. */
export function* preorder<N>(shape: Shape<N>, root: N, prune?: (node: N) => boolean): Generator<N, void, undefined> {
  const stack: N[] = [root];
  while (stack.length > 0) {
    const node = stack.pop() as N;
    yield node;
    if (prune?.(node) === true) continue;
    const children = shape.children(node);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] as N);
  }
}

export function exists<N>(shape: Shape<N>, root: N, test: (node: N) => boolean): boolean {
  for (const node of preorder(shape, root)) if (test(node)) return true;
  return false;
}
