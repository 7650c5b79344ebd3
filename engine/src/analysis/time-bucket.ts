/** `time_bucket(size, moment[, origin])`: the origin left out is the beginning of 1970, and only the moment may vary. */
import { raise } from '../errors/raise.ts';
import { literal } from '../tree/build.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { type DataType, TIMESTAMP, TIMESTAMP_NTZ } from '../types/data-type.ts';
import { fromLocalMicros, timeZone } from '../types/time-zone.ts';
import { isFoldable } from './foldable.ts';
import { literalText } from './literal-text.ts';
import { quotedSql } from './naming.ts';
import type { Resolution } from './resolution.ts';
import { notFoldable, quotedType, unexpectedInput } from './type-errors.ts';

const ANY_TIMESTAMP = '"(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)"';
const ANY_SIZE = '("INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH")';
const isMoment = ({ kind }: DataType): boolean => kind === 'timestamp' || kind === 'timestamp_ntz';
const isVoid = ({ kind }: DataType): boolean => kind === 'void';

/** The arguments of the call, all three and checked; undefined where their number is wrong. */
export function timeBucketArguments(
  node: UnresolvedFunction,
  args: readonly Expression[],
  resolution: Resolution,
): readonly Expression[] | undefined {
  const [size, moment] = args;
  if (size === undefined || moment === undefined || args.length > 3) return undefined;
  const zone = resolution.context.conf.getString('spark.sql.session.timeZone');
  const origin = args[2] ?? beginning(typeOf(moment), zone);
  const whole: UnresolvedFunction = { ...node, args: [size, moment, origin] };
  const sizeKind = typeOf(size).kind;
  if (sizeKind !== 'daytime' && sizeKind !== 'yearmonth' && sizeKind !== 'void') {
    return unexpectedInput(whole, size, 0, ANY_SIZE);
  }
  for (const [index, argument] of [moment, origin].entries()) {
    const type = typeOf(argument);
    if (!isMoment(type) && !isVoid(type)) return unexpectedInput(whole, argument, index + 1, ANY_TIMESTAMP);
  }
  const [of, from] = [typeOf(moment), typeOf(origin)];
  if (isMoment(of) && isMoment(from) && of.kind !== from.kind) {
    return unexpectedInput(whole, origin, 2, quotedType(of));
  }
  if (!isFoldable(size)) return notFoldable(whole, size, 'bucketSize');
  if (!isFoldable(origin)) return notFoldable(whole, origin, 'origin');
  checkSize(whole, size, resolution, zone);
  const type = [of, from].find(isMoment) ?? TIMESTAMP;
  return [size, moment, origin].map((argument, i) =>
    i > 0 && isVoid(typeOf(argument)) ? literal(null, type) : argument,
  );
}

function beginning(type: DataType, zone: string): Expression {
  return type.kind === 'timestamp_ntz'
    ? literal(0n, TIMESTAMP_NTZ)
    : literal(fromLocalMicros(0n, timeZone(zone)), TIMESTAMP);
}

function checkSize(whole: UnresolvedFunction, size: Expression, { context }: Resolution, zone: string): void {
  const value = context.evaluate(size);
  if (value === null || (value as number | bigint) > 0) return;
  raise(
    'DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE',
    {
      sqlExpr: quotedSql(whole),
      exprName: '`bucketSize`',
      valueRange: '(0, inf)',
      currentValue: literalText({ kind: 'literal', value, type: typeOf(size) }, zone),
    },
    { context: whole.context },
  );
}
