/** `Column.withField` and `dropFields`: a struct with one field, perhaps of a struct inside, put in or taken out. */
import { raise } from '../errors/raise.ts';
import {
  type DataType,
  field,
  quoteIdentifier,
  STRING,
  type StructField,
  type StructType,
  struct,
} from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { ANY, type ArgType, foldable, one, STRUCT_ARG } from './arg-types.ts';
import { familyOf, totalIn } from './calls.ts';
import type { Args, GenContext } from './define.ts';

const declare = familyOf('struct_funcs');
const NAME: ArgType = foldable(one(STRING));

type Row = readonly Value[] | null;
type Change = (row: readonly Value[], value: Value) => Value[];

interface Changed {
  readonly type: StructType;
  readonly change: Change;
}

/** Makes the change of the struct that holds the field. */
type Edit = (type: StructType, name: string) => Changed;

const named =
  (name: string) =>
  (f: StructField): boolean =>
    f.name.toLowerCase() === name.toLowerCase();

function changed(type: DataType, [name, ...deeper]: readonly string[], edit: Edit): Changed {
  if (type.kind !== 'struct' || name === undefined) {
    return raise('INVALID_EXTRACT_BASE_FIELD_TYPE', {
      base: quoteIdentifier(name ?? ''),
      other: `"${type.kind.toUpperCase()}"`,
    });
  }
  if (deeper.length === 0) return edit(type, name);
  const at = type.fields.findIndex(named(name));
  const outer = type.fields[at];
  if (outer === undefined) {
    return raise('FIELD_NOT_FOUND', {
      fieldName: quoteIdentifier(name),
      fields: type.fields.map((f) => quoteIdentifier(f.name)).join(', '),
    });
  }
  const inner = changed(outer.type, deeper, edit);
  return {
    type: struct(type.fields.map((f, i) => (i === at ? { ...f, type: inner.type } : f))),
    change: (row, value) =>
      row.map((item, i) => (i === at && item !== null ? inner.change(item as readonly Value[], value) : item)),
  };
}

/** Takes the place of every field of that name, or the last place. */
const putting =
  (valueType: DataType, nullable: boolean): Edit =>
  (type, name) => {
    const places = type.fields.flatMap((f, i) => (named(name)(f) ? [i] : []));
    const added = field(name, valueType, nullable);
    if (places.length === 0) return { type: struct([...type.fields, added]), change: (row, value) => [...row, value] };
    return {
      type: struct(type.fields.map((f, i) => (places.includes(i) ? added : f))),
      change: (row, value) => row.map((item, i) => (places.includes(i) ? value : item)),
    };
  };

const dropping: Edit = (type, name) => {
  const kept = type.fields.flatMap((f, i) => (named(name)(f) ? [] : [i]));
  if (kept.length === 0) raise('DATATYPE_MISMATCH.CANNOT_DROP_ALL_FIELDS', { sqlExpr: `"drop_field(${name})"` });
  return {
    type: struct(kept.map((i) => type.fields[i] as StructField)),
    change: (row) => kept.map((i) => row[i] ?? null),
  };
};

const pathOf = (constants: readonly (Value | undefined)[], from: number): readonly string[] =>
  constants.slice(from).map(String);

/** The fields' names are constants after the struct and, for one put in, its value. */
const putInto = (
  type: DataType,
  value: DataType,
  nullable: boolean,
  constants: readonly (Value | undefined)[],
): Changed => changed(type, pathOf(constants, 2), putting(value, nullable));

export const updateField = {
  ...declare(
    'update_field',
    '3.1.0',
    'The struct with a value as the field that the names lead to.',
    [
      ["update_field(named_struct('a', 1, 'b', 2), 'x', 'b')", '{1, x}'],
      ["update_field(named_struct('a', named_struct('b', 1)), 2, 'a', 'c')", '{{1, 2}}'],
    ],
    totalIn(
      [STRUCT_ARG, ANY],
      ([type, value], { constants, nullables = [] }) => putInto(type, value, nullables[1] ?? true, constants).type,
      ({ argTypes, constants }: GenContext) => {
        const { change } = putInto(argTypes[0] as DataType, argTypes[1] as DataType, true, constants);
        return (row: Row, value: Value) => (row === null ? null : change(row, value));
      },
      { rest: NAME, nullable: ([row]) => row ?? true },
    ),
  ),
  pretty: ([row, value]: Args<string>) => `update_fields(${row}, WithField(${value}))`,
};

export const dropField = {
  ...declare(
    'drop_field',
    '3.1.0',
    'The struct without the field that the names lead to.',
    [["drop_field(named_struct('a', 1, 'b', 2), 'a')", '{2}']],
    totalIn(
      [STRUCT_ARG, NAME],
      ([type], { constants }) => changed(type, pathOf(constants, 1), dropping).type,
      ({ argTypes, constants }: GenContext) => {
        const { change } = changed(argTypes[0] as DataType, pathOf(constants, 1), dropping);
        return (row: Row) => (row === null ? null : change(row, null));
      },
      { rest: NAME, nullable: ([row]) => row ?? true },
    ),
  ),
  pretty: ([row]: Args<string>) => `update_fields(${row}, dropfield())`,
};
