/** Whole JSON texts as rows of a schema: what `from_json` and the readers of JSON have in common. */
import { raise, type SparkError, sparkError } from '../../errors/raise.ts';
import { type DataType, type StructType, struct } from '../../types/data-type.ts';
import { typeFromJson } from '../../types/type-json.ts';
import type { Value } from '../../types/value.ts';
import { jsonConverter, type Misfits } from './json-convert.ts';
import { type JsonOptions, jsonSyntax } from './json-options.ts';
import { JsonScanner, MalformedJson } from './json-scanner.ts';

export interface JsonRows {
  /** Of a malformed text: one row of NULLs, or what could be read. */
  readonly rows: readonly (readonly Value[])[];
  readonly malformed: boolean;
}

/** The rows of an object or an array of objects; only the first value of the text counts. */
export function jsonRows(schema: StructType, zoneId: string, options: JsonOptions): (text: string) => JsonRows {
  const scanner = new JsonScanner(jsonSyntax(options));
  const misfits: Misfits = { found: false };
  const convert = jsonConverter(schema, options.timezone ?? zoneId, options, misfits);
  const nothing: JsonRows = { rows: [schema.fields.map(() => null)], malformed: true };
  const read = (): JsonRows => {
    const rows: (Value | undefined)[] = [];
    switch (scanner.start()) {
      case 'end':
        return { rows: [], malformed: false };
      case 'array':
        scanner.array(() => rows.push(convert(scanner)));
        break;
      default:
        rows.push(convert(scanner));
    }
    if (!rows.every((row) => row !== undefined && row !== null)) return nothing;
    return { rows: rows as Value[][], malformed: misfits.found };
  };
  return (text) => {
    misfits.found = false;
    scanner.reset(text);
    return orMalformed(read, nothing);
  };
}

/** Before a text that is malformed whatever it looks like; alone for a NULL in a text's place. */
export const NO_JSON = '\ufffe';

function unmarked(text: string): string | null {
  if (!text.startsWith(NO_JSON)) return text;
  return text === NO_JSON ? null : text.slice(1);
}

export type ParseMode = 'PERMISSIVE' | 'DROPMALFORMED' | 'FAILFAST';

export interface JsonRecordOptions {
  readonly mode: ParseMode;
  readonly corruptColumn: string;
  /** For the readers and writers of values: names in lower case. */
  readonly values: JsonOptions;
}

/** Rows of the wanted columns, the one of corrupt records among them; `fail` is told why under FAILFAST. */
export function recordReader(
  wanted: StructType,
  zoneId: string,
  { mode, corruptColumn, values }: JsonRecordOptions,
  fail: (cause: SparkError) => never,
): (text: string) => readonly (readonly Value[])[] {
  const corrupt = wanted.fields.findIndex((f) => f.name === corruptColumn);
  const read = jsonRows(struct(wanted.fields.filter((_, i) => i !== corrupt)), zoneId, values);
  return (text) => {
    const { rows, malformed } = read(text);
    if (malformed && mode === 'FAILFAST') {
      fail(
        sparkError('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', {
          badRecord: `[${(rows[0] ?? []).map((value) => (value === null ? 'null' : String(value))).join(',')}]`,
          failFastMode: mode,
        }),
      );
    }
    if (malformed && mode === 'DROPMALFORMED') return [];
    return corrupt < 0 ? rows : rows.map((row) => row.toSpliced(corrupt, 0, malformed ? unmarked(text) : null));
  };
}

/** What the generator `json_rows` is told, as JSON. */
export interface RecordRequest {
  readonly schema: string;
  readonly zoneId: string;
  readonly options: JsonRecordOptions;
}

const READERS = new Map<string, (text: string) => readonly (readonly Value[])[]>();

export function rowsAsAsked(text: string, request: string): readonly (readonly Value[])[] {
  let read = READERS.get(request);
  if (read === undefined) {
    const { schema, zoneId, options } = JSON.parse(request) as RecordRequest;
    const type = typeFromJson(JSON.parse(schema)) as StructType;
    read = recordReader(type, zoneId, options, (cause) => {
      throw cause;
    });
    if (READERS.size > 100) READERS.clear();
    READERS.set(request, read);
  }
  return read(text);
}

/** The value of a text; NULL, or a struct of NULLs, where it is none of the type. */
export function jsonReader(type: DataType, zoneId: string, options: JsonOptions): (text: string | null) => Value {
  const scanner = new JsonScanner(jsonSyntax(options));
  const misfits: Misfits = { found: false };
  const convert = jsonConverter(type, options.timezone ?? zoneId, options, misfits);
  const failFast = options.mode?.toUpperCase() === 'FAILFAST';
  const corrupt =
    type.kind === 'struct' ? type.fields.findIndex((f) => f.name === options.columnnameofcorruptrecord) : -1;
  // A single object is an array of it.
  const single =
    type.kind === 'array' && type.element.kind === 'struct'
      ? jsonConverter(type.element, options.timezone ?? zoneId, options, misfits)
      : undefined;
  const read = (): Value | undefined => {
    if (single === undefined || scanner.start() !== 'object') return convert(scanner);
    const row = single(scanner);
    return row === undefined ? undefined : [row as Value];
  };
  return (text) => {
    if (text === null || text.trim() === '') return null;
    misfits.found = false;
    scanner.reset(text);
    const value = orMalformed(read, undefined) ?? undefined;
    if (value !== undefined && !misfits.found) return value;
    if (failFast) {
      raise('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', { badRecord: text, failFastMode: 'FAILFAST' });
    }
    if (type.kind !== 'struct') return value ?? null;
    const row = (value ?? type.fields.map(() => null)) as Value[];
    return corrupt < 0 ? row : row.with(corrupt, text);
  };
}

function orMalformed<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedJson) return otherwise;
    throw error;
  }
}
