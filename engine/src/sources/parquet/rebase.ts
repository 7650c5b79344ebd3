/** Dates and instants of the calendar before Spark 3, which some files hold and some are to hold. */
import { type ConfKey, declaredDefault } from '../../conf/conf.ts';
import { REBASE_MODES } from '../../conf/sql-keys.ts';
import { raise } from '../../errors/raise.ts';
import type { DataType } from '../../types/data-type.ts';
import {
  daysFromHybrid,
  daysToHybrid,
  FIRST_COMMON_DAY,
  FIRST_COMMON_MICROS,
  microsFromHybrid,
  microsToHybrid,
  onDays,
} from '../../types/julian-calendar.ts';
import { findTimeZone, type TimeZone, timeZone } from '../../types/time-zone.ts';
import { type FixedVector, isValid, type ListVector, type StructVector, type Vector } from '../../types/vector.ts';
import { readOptions } from '../options.ts';
import type { SourceOptions } from '../source.ts';
import type { Footer, SchemaNode } from './footer.ts';

export const VERSION = 'org.apache.spark.version';
export const LEGACY_DATETIME = 'org.apache.spark.legacyDateTime';
export const LEGACY_INT96 = 'org.apache.spark.legacyINT96';
export const TIME_ZONE = 'org.apache.spark.timeZone';

/** What becomes of days and microseconds. */
export interface Rebase {
  days(days: number): number;
  micros(micros: bigint): bigint;
}

/** For columns of dates and of instants; undefined where values stay as they are. */
export interface Rebases {
  readonly dates: Rebase | undefined;
  readonly instants: Rebase | undefined;
}

type Conf = Readonly<Record<string, string>>;

/** How instants are stored decides which settings hold for them. */
type Storage = 'datetime' | 'int96';

const modeOf = (key: ConfKey, conf: Conf): string => (conf[key] ?? (declaredDefault(key) as string)).toUpperCase();

/** Of the process, not of the session, as in Spark. */
const processZone = (): TimeZone => timeZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);

const READ = {
  datetime: {
    key: 'spark.sql.parquet.datetimeRebaseModeInRead',
    option: 'datetimeRebaseMode',
    legacy: LEGACY_DATETIME,
    since: '3.0.0',
    format: 'Parquet',
  },
  int96: {
    key: 'spark.sql.parquet.int96RebaseModeInRead',
    option: 'int96RebaseMode',
    legacy: LEGACY_INT96,
    since: '3.1.0',
    format: 'Parquet INT96',
  },
} as const;

/** Files say themselves what Spark wrote them; settings are for the others. */
function readMode(storage: Storage, { metadata }: Footer, options: SourceOptions, conf: Conf): string {
  const { key, option, legacy, since } = READ[storage];
  const version = metadata.get(VERSION);
  if (version !== undefined) return version < since || metadata.has(legacy) ? 'LEGACY' : 'CORRECTED';
  const given = readOptions(options).text(option);
  if (given === undefined || REBASE_MODES.includes(given)) return given ?? modeOf(key, conf);
  return raise('INVALID_SOURCE_OPTION', { option, value: given, wanted: 'EXCEPTION, LEGACY or CORRECTED' });
}

export function readRebases(node: SchemaNode, footer: Footer, options: SourceOptions, conf: Conf): Rebases {
  const of = (storage: Storage): Rebase | undefined => {
    switch (readMode(storage, footer, options, conf)) {
      case 'LEGACY': {
        const written = footer.metadata.get(TIME_ZONE);
        const zone = (written === undefined ? undefined : findTimeZone(written)) ?? processZone();
        return { days: daysFromHybrid, micros: (micros) => microsFromHybrid(micros, zone) };
      }
      case 'EXCEPTION': {
        const { key, option, format } = READ[storage];
        return unlessOld(() =>
          raise('INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME', {
            format,
            config: `"${key}"`,
            option: `"${option}"`,
          }),
        );
      }
      default:
        return undefined;
    }
  };
  // A writer stores all instants of a file in one way.
  return { dates: of('datetime'), instants: of(hasInt96(node) ? 'int96' : 'datetime') };
}

const INT96 = 3;
const hasInt96 = ({ physical, children }: SchemaNode): boolean => physical === INT96 || children.some(hasInt96);

const WRITE = {
  datetime: { key: 'spark.sql.parquet.datetimeRebaseModeInWrite', format: 'Parquet' },
  int96: { key: 'spark.sql.parquet.int96RebaseModeInWrite', format: 'Parquet INT96' },
} as const;

export function writeRebases(instants: Storage, zone: TimeZone, conf: Conf): Rebases {
  const of = (storage: Storage): Rebase | undefined => {
    const { key, format } = WRITE[storage];
    switch (modeOf(key, conf)) {
      case 'LEGACY':
        return { days: daysToHybrid, micros: (micros) => microsToHybrid(micros, zone) };
      case 'EXCEPTION':
        return unlessOld(() =>
          raise('INCONSISTENT_BEHAVIOR_CROSS_VERSION.WRITE_ANCIENT_DATETIME', { format, config: `"${key}"` }),
        );
      default:
        return undefined;
    }
  };
  return { dates: of('datetime'), instants: of(instants) };
}

/** What a file says of the calendar its values are in. */
export function writtenCalendar(zone: string, conf: Conf): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  if (modeOf(WRITE.datetime.key, conf) === 'LEGACY') said.set(LEGACY_DATETIME, '');
  if (modeOf(WRITE.int96.key, conf) === 'LEGACY') said.set(LEGACY_INT96, '');
  if (said.size > 0) said.set(TIME_ZONE, zone);
  return said;
}

function unlessOld(refuse: () => never): Rebase {
  return {
    days: (days) => (days < FIRST_COMMON_DAY ? refuse() : days),
    micros: (micros) => (micros < FIRST_COMMON_MICROS ? refuse() : micros),
  };
}

/** Undefined where a column of the type has nothing to rebase. `node` is its place in a file that is read. */
export function rebaseColumn(type: DataType, rebases: Rebases, node?: SchemaNode): ((v: Vector) => Vector) | undefined {
  const { dates, instants } = rebases;
  switch (type.kind) {
    case 'udt':
      return rebaseColumn(type.sqlType, rebases, node);
    case 'date':
      return dates && ((vector) => rebased(vector as FixedVector, dates.days));
    case 'timestamp':
      return instants && ((vector) => rebased(vector as FixedVector, instants.micros));
    case 'timestamp_ntz':
      // A local time is stored as it is; only days that are read as one have a calendar.
      if (dates === undefined || node?.physical !== INT32) return undefined;
      return (vector) => rebased(vector as FixedVector, (micros: bigint) => onDays(micros, dates.days));
    case 'array':
      return rebaseItems(rebaseColumn(type.element, rebases));
    case 'map':
      return rebaseItems(rebaseFields([type.key, type.value], rebases));
    case 'struct':
      return rebaseFields(
        type.fields.map((f) => f.type),
        rebases,
      );
    default:
      return undefined;
  }
}

const INT32 = 1;

function rebased<T extends number | bigint>(vector: FixedVector, change: (value: T) => T): FixedVector {
  const values = vector.values.slice();
  for (let row = 0; row < vector.length; row++)
    if (isValid(vector, row)) (values as unknown as T[])[row] = change(values[row] as T);
  return { ...vector, values };
}

function rebaseItems(item: ((v: Vector) => Vector) | undefined): ((v: Vector) => Vector) | undefined {
  return item && ((vector) => ({ ...(vector as ListVector), child: item((vector as ListVector).child) }));
}

function rebaseFields(types: readonly DataType[], rebases: Rebases): ((v: Vector) => Vector) | undefined {
  const changes = types.map((type) => rebaseColumn(type, rebases));
  if (changes.every((change) => change === undefined)) return undefined;
  return (vector) => ({
    ...(vector as StructVector),
    children: (vector as StructVector).children.map((child, i) => changes[i]?.(child) ?? child),
  });
}
