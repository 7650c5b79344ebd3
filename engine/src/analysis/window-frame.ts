/** Checks of a window's frame: bounds in order, constant, and of a type the ordering allows. */
import { raise } from '../errors/raise.ts';
import type { FrameBound, WindowCall, WindowFrame } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { type DataType, INT } from '../types/data-type.ts';
import type { CoercionMode } from './coercion/common-type.ts';
import { isText } from './coercion/common-type.ts';
import { INTEGRAL, isNumeric } from './coercion/decimal-rules.ts';
import { putCast } from './coercion/put-cast.ts';
import { isFoldable } from './foldable.ts';
import { prettySql } from './naming.ts';
import { quotedType } from './type-errors.ts';

export function checkedFrame(call: WindowCall, mode: CoercionMode): WindowCall {
  const { frame } = call;
  if (frame === undefined) return call;
  checkOrder(call, frame);
  const hasOffset = frame.lower.kind === 'offset' || frame.upper.kind === 'offset';
  if (!hasOffset) {
    if (frame.unit === 'range' && call.orderBy.length === 0 && !isWhole(frame)) {
      raise('DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER', { sqlExpr: specText(call) }, { context: call.context });
    }
    return call;
  }
  for (const [bound, location] of [
    [frame.lower, 'lower'],
    [frame.upper, 'upper'],
  ] as const) {
    if (bound.kind === 'offset' && !isFoldable(bound.value)) {
      raise(
        'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WITHOUT_FOLDABLE',
        { sqlExpr: frameSql(call), location, expression: `"${prettySql(bound.value)}"` },
        { context: call.context },
      );
    }
  }
  return frame.unit === 'rows' ? rowsFrame(call, frame) : rangeFrame(call, frame, mode);
}

const isWhole = (frame: WindowFrame): boolean =>
  frame.lower.kind === 'unbounded-preceding' && frame.upper.kind === 'unbounded-following';

function checkOrder(call: WindowCall, frame: WindowFrame): void {
  const wrong = frame.lower.kind === 'unbounded-following' || frame.upper.kind === 'unbounded-preceding';
  if (!wrong) return;
  raise(
    'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND',
    {
      sqlExpr: frameSql(call),
      upper: boundName(frame.upper),
      lower: boundName(frame.lower),
    },
    { context: call.context },
  );
}

const boundName = (bound: FrameBound): string =>
  bound.kind === 'offset' ? `"${prettySql(bound.value)}"` : `"${bound.kind.toUpperCase().replaceAll('-', ' ')}"`;

function rowsFrame(call: WindowCall, frame: WindowFrame): WindowCall {
  for (const [bound, location] of [
    [frame.lower, 'lower'],
    [frame.upper, 'upper'],
  ] as const) {
    if (bound.kind === 'offset' && !INTEGRAL.has(typeOf(bound.value).kind)) unaccepted(call, bound, location, INT);
  }
  return call;
}

function unaccepted(
  call: WindowCall,
  bound: Extract<FrameBound, { kind: 'offset' }>,
  location: string,
  expected: DataType,
): never {
  return raise(
    'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE',
    {
      sqlExpr: frameSql(call),
      location,
      exprType: quotedType(typeOf(bound.value)),
      expectedType: quotedType(expected),
    },
    { context: call.context },
  );
}

function rangeFrame(call: WindowCall, frame: WindowFrame, mode: CoercionMode): WindowCall {
  const [order, ...more] = call.orderBy;
  if (order === undefined) {
    return raise('DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER', { sqlExpr: specText(call) }, { context: call.context });
  }
  if (more.length > 0) {
    const orderSpec = call.orderBy.map((o) => prettySql(o)).join(',');
    return raise(
      'DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER',
      { sqlExpr: specText(call), orderSpec },
      { context: call.context },
    );
  }
  const type = typeOf(order.child);
  const cast = (bound: FrameBound): FrameBound => {
    if (bound.kind !== 'offset') return bound;
    const offset = typeOf(bound.value);
    if (isDate(type) && (isInterval(offset) || (type.kind === 'date' && offset.kind === 'integer'))) return bound;
    if (isNumeric(type) && (isNumeric(offset) || isText(offset)))
      return { kind: 'offset', value: putCast(bound.value, type, mode) };
    return raise(
      'DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE',
      { sqlExpr: specText(call), orderSpecType: quotedType(type), valueBoundaryType: quotedType(offset) },
      { context: call.context },
    );
  };
  return { ...call, frame: { unit: 'range', lower: cast(frame.lower), upper: cast(frame.upper) } };
}

const isDate = (type: DataType): boolean => ['date', 'timestamp', 'timestamp_ntz'].includes(type.kind);
const isInterval = (type: DataType): boolean => ['interval', 'daytime', 'yearmonth'].includes(type.kind);

const specText = (call: WindowCall): string => {
  const text = prettySql(call);
  return `"${text.slice(text.indexOf(' OVER (') + 6)}"`;
};

function frameSql(call: WindowCall): string {
  const text = prettySql(call);
  return `"${text.slice(text.search(/(ROWS|RANGE) BETWEEN/), -1)}"`;
}
