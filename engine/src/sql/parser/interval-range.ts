/** Interval literals with a unit range: `'1-2' YEAR TO MONTH`, `'1 02:03:04' DAY TO SECOND`. */
import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { literal } from '../../tree/build.ts';
import type { Literal } from '../../tree/expression.ts';
import { type TypeOf, YEARMONTH } from '../../types/data-type.ts';
import { MAX_LONG, MICROS_PER_DAY, MICROS_PER_SECOND, MIN_LONG } from '../../types/datetime.ts';

export type FieldName = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

interface Form {
  readonly pattern: RegExp;
  readonly shown: string;
}

/** Groups: sign, then the fields, then the fraction of seconds. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['day hour', { pattern: /^([+|-])?(\d+) +(\d{1,2})$/, shown: 'd h' }],
  ['day minute', { pattern: /^([+|-])?(\d+) +(\d{1,2}):(\d{1,2})$/, shown: 'd h:m' }],
  ['day second', { pattern: /^([+|-])?(\d+) +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/, shown: 'd h:m:s.n' }],
  ['hour minute', { pattern: /^([+|-])?(\d+):(\d{1,2})$/, shown: 'h:m' }],
  ['hour second', { pattern: /^([+|-])?(\d+):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/, shown: 'h:m:s.n' }],
  ['minute second', { pattern: /^([+|-])?(\d+):(\d{1,2})(?:\.(\d{1,9}))?$/, shown: 'm:s.n' }],
]);

const FIELDS: readonly FieldName[] = ['day', 'hour', 'minute', 'second'];
const SIZES: readonly bigint[] = [MICROS_PER_DAY, 3_600_000_000n, 60_000_000n, MICROS_PER_SECOND];
/** The largest leading field whose microseconds fit, and the limits of the others. */
const LEADING_LIMITS: readonly bigint[] = [106751991n, 2562047788n, 153722867280n];
const INNER_LIMITS: readonly bigint[] = [0n, 23n, 59n, 59n];

export function parseUnitToUnit(text: string, from: FieldName, to: FieldName, context: SqlContext): Literal {
  if (from === 'year' && to === 'month') return yearToMonth(text, context);
  const form = FORMS.get(`${from} ${to}`);
  if (form === undefined) {
    return raise(
      'INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION',
      { input: text, from, to },
      { context, parse: context },
    );
  }
  return dayTime(text, from, to, form, context);
}

function yearToMonth(text: string, context: SqlContext): Literal {
  const found = /^([+|-])?(\d+)-(\d+)$/.exec(text.trim());
  if (found === null) {
    return raise(
      'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING',
      {
        intervalStr: 'year-month',
        supportedFormat: "`[+|-]y-m`, `INTERVAL [+|-]'[+|-]y-m' YEAR TO MONTH`",
        typeName: 'interval year to month',
        input: text,
      },
      { context, parse: context },
    );
  }
  const months = BigInt(found[2] as string) * 12n + BigInt(found[3] as string);
  const value = found[1] === '-' ? -months : months;
  if (Number(found[3]) > 11 || value >= 2n ** 31n || value < -(2n ** 31n)) {
    raise(
      'INVALID_INTERVAL_FORMAT.INTERVAL_PARSING',
      { input: text, interval: 'year-month' },
      { context, parse: context },
    );
  }
  return literal(Number(value), YEARMONTH);
}

function dayTime(text: string, from: FieldName, to: FieldName, form: Form, context: SqlContext): Literal {
  const found = form.pattern.exec(text.trim());
  const fields = `${from} to ${to}`;
  if (found === null) {
    return raise(
      'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE',
      {
        intervalStr: 'day-time',
        supportedFormat: `\`[+|-]${form.shown}\`, \`INTERVAL [+|-]'[+|-]${form.shown}' ${fields.toUpperCase()}\``,
        typeName: `interval ${fields}`,
        input: text,
      },
      { context, parse: context },
    );
  }
  const start = FIELDS.indexOf(from);
  const end = FIELDS.indexOf(to);
  let micros = 0n;
  for (let field = start; field <= end; field++) {
    const value = BigInt(found[2 + field - start] as string);
    const limit = (field === start ? LEADING_LIMITS[field] : INNER_LIMITS[field]) as bigint;
    if (value > limit) {
      const msg = `requirement failed: ${FIELDS[field]} ${value} outside range [0, ${limit}]`;
      raise('_LEGACY_ERROR_TEMP_0063', { msg }, { context, parse: context });
    }
    micros += value * (SIZES[field] as bigint);
  }
  const fraction = to === 'second' ? found[3 + end - start] : undefined;
  if (fraction !== undefined) micros += BigInt(fraction.padEnd(9, '0').slice(0, 6));
  const signed = found[1] === '-' ? -micros : micros;
  if (signed > MAX_LONG || signed < MIN_LONG) {
    raise('_LEGACY_ERROR_TEMP_0063', { msg: 'long overflow' }, { context, parse: context });
  }
  return literal(signed, { kind: 'daytime', start, end } as TypeOf<'daytime'>);
}
