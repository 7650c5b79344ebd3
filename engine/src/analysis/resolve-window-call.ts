/** `f(…) OVER …`: named windows filled in, the default frame put in, the frame checked. */
import { raise } from '../errors/raise.ts';
import { findFunction } from '../functions/registry.ts';
import { intLiteral } from '../tree/build.ts';
import type {
  Expression,
  FrameBound,
  SortOrder,
  UnresolvedWindow,
  WindowCall,
  WindowFrame,
} from '../tree/expression.ts';
import type { WindowDefinition } from '../tree/plan.ts';
import { quotedSql } from './naming.ts';
import type { Resolution } from './resolution.ts';
import { checkedFrame } from './window-frame.ts';

type Resolve = (expression: Expression) => Expression;

/** What the call as it was written says of NULLs; a resolved function no longer does. */
export function ignoresNulls(node: WindowCall | UnresolvedWindow): boolean {
  return node.function.kind === 'unresolved-function' && node.function.ignoreNulls === true;
}

export function resolveWindowCall(
  node: WindowCall | UnresolvedWindow,
  ignoreNulls: boolean,
  resolution: Resolution,
  resolve: Resolve,
): WindowCall {
  const call = node.kind === 'window-call' ? node : withDefinition(node, ignoreNulls, resolution, resolve);
  checkFunction(call);
  const frame = call.frame === undefined ? undefined : resolvedFrame(call.frame, resolve);
  const complete: WindowCall = { ...call, frame: frame ?? defaultFrame(call) };
  checkFixed(complete, frame);
  return checkedFrame(complete, resolution.mode);
}

function withDefinition(
  node: UnresolvedWindow,
  ignoreNulls: boolean,
  resolution: Resolution,
  resolve: Resolve,
): WindowCall {
  const definition = findDefinition(node.name, resolution);
  return {
    kind: 'window-call',
    function: node.function,
    partitionBy: definition.partitionBy.map(resolve),
    orderBy: definition.orderBy.map((order) => resolve(order) as SortOrder),
    frame: definition.frame,
    ignoreNulls,
    ...(node.context === undefined ? {} : { context: node.context }),
  };
}

function findDefinition(name: string, resolution: Resolution): WindowDefinition {
  const definition = resolution.windows.get(name.toLowerCase());
  if (definition === undefined) {
    return raise('MISSING_WINDOW_SPECIFICATION', { windowName: name, docroot: 'https://spark.apache.org/docs/latest' });
  }
  return definition.base === undefined ? definition : findDefinition(definition.base, resolution);
}

function checkFunction(call: WindowCall): void {
  const { function: fn } = call;
  if (fn.kind === 'aggregate-call') {
    if (fn.distinct)
      raise('DISTINCT_WINDOW_FUNCTION_UNSUPPORTED', { windowExpr: quotedSql(call) }, { context: call.context });
    return;
  }
  if (fn.kind === 'python-udf') return;
  if (fn.kind === 'call' && findFunction(fn.fn)?.kind === 'window') {
    if (call.orderBy.length === 0 && ORDERED.has(fn.fn)) {
      raise('WINDOW_FUNCTION_FRAME_NOT_ORDERED', { wf_name: fn.fn, wf_expr: quotedSql(fn).slice(1, -1) });
    }
    return;
  }
  raise('UNSUPPORTED_EXPR_FOR_WINDOW', { sqlExpr: quotedSql(fn) }, { context: fn.context });
}

const ORDERED: ReadonlySet<string> = new Set([
  'row_number',
  'rank',
  'dense_rank',
  'percent_rank',
  'cume_dist',
  'ntile',
  'lead',
  'lag',
  'nth_value',
]);

function resolvedFrame(frame: WindowFrame, resolve: Resolve): WindowFrame {
  const bound = (b: FrameBound): FrameBound => (b.kind === 'offset' ? { kind: 'offset', value: resolve(b.value) } : b);
  return { unit: frame.unit, lower: bound(frame.lower), upper: bound(frame.upper) };
}

const START: FrameBound = { kind: 'unbounded-preceding' };
const CURRENT: FrameBound = { kind: 'current-row' };

function defaultFrame(call: WindowCall): WindowFrame {
  return (
    fixedFrame(call) ??
    (call.orderBy.length === 0
      ? { unit: 'rows', lower: START, upper: { kind: 'unbounded-following' } }
      : { unit: 'range', lower: START, upper: CURRENT })
  );
}

/** The frame that ranking and offset functions have whatever is written. */
function fixedFrame(call: WindowCall): WindowFrame | undefined {
  const { function: fn } = call;
  if (fn.kind !== 'call') return undefined;
  const declaration = findFunction(fn.fn);
  if (declaration?.kind !== 'window' || declaration.frame !== 'fixed') return undefined;
  if (fn.fn !== 'lead' && fn.fn !== 'lag') return { unit: 'rows', lower: START, upper: CURRENT };
  const offset = fn.args[1] ?? intLiteral(1);
  const at: FrameBound = { kind: 'offset', value: fn.fn === 'lag' ? negated(offset) : offset };
  return { unit: 'rows', lower: at, upper: at };
}

function negated(offset: Expression): Expression {
  return offset.kind === 'literal' && typeof offset.value === 'number' ? intLiteral(-offset.value) : offset;
}

function checkFixed(call: WindowCall, written: WindowFrame | undefined): void {
  const fixed = fixedFrame(call);
  if (written === undefined || fixed === undefined) return;
  const same =
    written.unit === fixed.unit && written.lower.kind === fixed.lower.kind && written.upper.kind === fixed.upper.kind;
  if (same) return;
  raise(
    'WINDOW_FUNCTION_AND_FRAME_MISMATCH',
    { funcName: quotedSql(call.function), windowExpr: quotedSql(call) },
    { context: call.context },
  );
}
