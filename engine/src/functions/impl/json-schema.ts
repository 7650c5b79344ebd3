/** The types that fit JSON texts, as Spark finds them. */
import { raise } from '../../errors/raise.ts';
import {
  array,
  BOOLEAN,
  type DataType,
  DOUBLE,
  decimal,
  field,
  LONG,
  STRING,
  type StructType,
  sqlName,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  VOID,
} from '../../types/data-type.ts';
import { parseDecimal } from '../../types/decimal.ts';
import { jsonConverter } from './json-convert.ts';
import { isSet, type JsonOptions, jsonSyntax } from './json-options.ts';
import { JsonScanner, MalformedJson } from './json-scanner.ts';

export interface InferenceSettings {
  readonly zoneId: string;
  readonly options: JsonOptions;
  /** Texts without a zone are `timestamp_ntz`. */
  readonly ntz: boolean;
  readonly corruptColumn: string;
}

type Infer = (scanner: JsonScanner) => DataType;

export interface SchemaInference {
  add(text: string): void;
  /** Of all texts so far; what is only known to be NULL is VOID. */
  soFar(): DataType;
  schema(): StructType;
}

/** The schema of many texts, each an object or an array of objects. */
export function schemaInference(settings: InferenceSettings): SchemaInference {
  const { options, corruptColumn } = settings;
  const scanner = new JsonScanner(jsonSyntax(options));
  const infer = inference(settings);
  const mode = options.mode?.toUpperCase();
  const corrupt = struct([field(corruptColumn, STRING)]);
  let root: DataType = VOID;
  const typeOf = (text: string): DataType => {
    scanner.reset(text);
    try {
      if (scanner.start() === 'end') return VOID;
      const type = infer(scanner);
      const row = type.kind === 'array' ? type.element : type;
      if (row.kind === 'struct' || row.kind === 'void') return row;
    } catch (error) {
      if (!(error instanceof MalformedJson)) throw error;
    }
    if (mode === 'FAILFAST') {
      raise('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', { badRecord: corruptColumn, failFastMode: 'FAILFAST' });
    }
    return mode === 'DROPMALFORMED' ? VOID : corrupt;
  };
  return {
    add(text) {
      root = common(root, typeOf(text));
    },
    soFar: () => root,
    schema() {
      const type = settled(root, isSet(options, 'dropfieldifallnull', false));
      return type?.kind === 'struct' ? type : struct([]);
    },
  };
}

function inference({ zoneId, options, ntz }: InferenceSettings): Infer {
  const asText = isSet(options, 'primitivesasstring', false);
  const prefersDecimal = isSet(options, 'prefersdecimal', false);
  const timestamps = isSet(options, 'infertimestamp', false);
  const texts = new JsonScanner(jsonSyntax({}));
  const convert = {
    timestamp: jsonConverter(TIMESTAMP, options.timezone ?? zoneId, options, { found: false }),
    timestamp_ntz: jsonConverter(TIMESTAMP_NTZ, options.timezone ?? zoneId, options, { found: false }),
  };
  const reads = (kind: keyof typeof convert, text: string): boolean => {
    texts.reset(JSON.stringify(text));
    return convert[kind](texts) !== undefined;
  };
  const ofText = (text: string): DataType => {
    if (prefersDecimal) {
      const type = decimalType(text);
      if (type !== undefined) return type;
    }
    if (!timestamps) return STRING;
    if (ntz && reads('timestamp_ntz', text)) return TIMESTAMP_NTZ;
    return reads('timestamp', text) ? TIMESTAMP : STRING;
  };
  const ofNumber = (text: string): DataType => {
    if (!/^-?\d+$/.test(text)) return (prefersDecimal ? decimalType(text) : undefined) ?? DOUBLE;
    if (text.length < 19) return LONG;
    const value = BigInt(text);
    return BigInt.asIntN(64, value) === value ? LONG : (decimalType(text) ?? DOUBLE);
  };
  const infer: Infer = (scanner) => {
    const start = scanner.start();
    switch (start) {
      case 'object':
        return objectType(scanner, infer);
      case 'array': {
        let element: DataType = VOID;
        scanner.array(() => {
          element = common(element, infer(scanner));
        });
        return array(element);
      }
      case 'string':
        return ofText(scanner.string());
      case 'number': {
        const text = scanner.number();
        return asText ? STRING : ofNumber(text);
      }
      case 'word':
        scanner.word();
        return asText ? STRING : DOUBLE;
      case 'null':
        scanner.literal(start);
        return VOID;
      case 'end':
        throw new MalformedJson();
      default:
        scanner.literal(start);
        return asText ? STRING : BOOLEAN;
    }
  };
  return infer;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** A name written twice stays twice: the schema is refused for it. */
function objectType(scanner: JsonScanner, infer: Infer): StructType {
  const fields: StructType['fields'][number][] = [];
  scanner.object((name) => fields.push(field(name, infer(scanner))));
  return struct(fields.sort(byName));
}

function decimalType(text: string): DataType | undefined {
  const parsed = parseDecimal(text);
  if (parsed === undefined || parsed.scale < 0) return undefined;
  const digits = Math.max(String(parsed.unscaled).replace('-', '').length, parsed.scale);
  return digits <= 38 ? decimal(digits, parsed.scale) : undefined;
}

/** The narrowest type for both; text where there is no other. */
function common(a: DataType, b: DataType): DataType {
  if (a === b || b.kind === 'void') return a;
  if (a.kind === 'void') return b;
  if (a.kind === 'struct' && b.kind === 'struct') return commonStruct(a, b);
  if (a.kind === 'array' && b.kind === 'array') {
    const element = common(a.element, b.element);
    return element === a.element ? a : array(element);
  }
  if (a.kind === 'decimal' || b.kind === 'decimal') return commonDecimal(a, b);
  if (a.kind === b.kind) return a;
  const both = [a.kind, b.kind];
  if (both.includes('long') && both.includes('double')) return DOUBLE;
  return both.includes('timestamp') && both.includes('timestamp_ntz') ? TIMESTAMP : STRING;
}

function commonDecimal(a: DataType, b: DataType): DataType {
  if (a.kind === 'double' || b.kind === 'double') return DOUBLE;
  const [x, y] = [a, b].map((type) => (type.kind === 'long' ? decimal(20, 0) : type));
  if (x?.kind !== 'decimal' || y?.kind !== 'decimal') return STRING;
  const scale = Math.max(x.scale, y.scale);
  const digits = Math.max(x.precision - x.scale, y.precision - y.scale) + scale;
  return digits <= 38 ? decimal(digits, scale) : DOUBLE;
}

/** Both have their fields by name; the first is given back if it says it all, as it does for most rows. */
function commonStruct(a: StructType, b: StructType): StructType {
  const merged: StructType['fields'][number][] = [];
  let isSame = true;
  let at = 0;
  for (const one of a.fields) {
    for (; at < b.fields.length && byName(b.fields[at] as typeof one, one) < 0; at++) {
      merged.push(b.fields[at] as typeof one);
      isSame = false;
    }
    const other = b.fields[at];
    if (other?.name !== one.name) {
      merged.push(one);
      continue;
    }
    at += 1;
    const type = common(one.type, other.type);
    if (type !== one.type) isSame = false;
    merged.push(type === one.type ? one : field(one.name, type));
  }
  if (at < b.fields.length) {
    merged.push(...b.fields.slice(at));
    isSame = false;
  }
  return isSame ? a : struct(merged);
}

/** Parts of which nothing is known are texts, or left out; so are structs without fields and fields without a name. */
function settled(type: DataType, dropNulls: boolean): DataType | undefined {
  switch (type.kind) {
    case 'void':
      return dropNulls ? undefined : STRING;
    case 'array': {
      const element = settled(type.element, dropNulls);
      return element === undefined ? undefined : array(element);
    }
    case 'struct': {
      const fields = type.fields.flatMap((f) => {
        const inner = f.name === '' ? undefined : settled(f.type, dropNulls);
        return inner === undefined ? [] : [field(f.name, inner)];
      });
      return fields.length === 0 ? undefined : struct(fields);
    }
    default:
      return type;
  }
}

/** `schema_of_json`. */
export function schemaText(text: string): string {
  const scanner = new JsonScanner(jsonSyntax({}));
  scanner.reset(text);
  try {
    const type = inference({ zoneId: 'UTC', options: {}, ntz: false, corruptColumn: '' })(scanner);
    return sqlName(settled(type, false) ?? struct([]));
  } catch (error) {
    if (error instanceof MalformedJson) return sqlName(STRING);
    throw error;
  }
}
