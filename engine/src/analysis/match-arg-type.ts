/** Whether an argument's type suits what a function accepts, and what it is cast to. */
import type { ArgType } from '../functions/arg-types.ts';
import { array, type DataType, map, sameType, type TypeOf } from '../types/data-type.ts';
import { type CoercionMode, isText } from './coercion/common-type.ts';
import { implicitCast } from './coercion/implicit-cast.ts';

/** One place where a type variable stands. */
export interface Use {
  readonly index: number;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The argument's type once the variable is known. */
  readonly wrap: (type: DataType) => DataType;
  /** The variable is the whole argument, not part of it. */
  readonly whole: boolean;
  readonly of: Extract<ArgType, { accept: 'variable' }>['of'];
}

export interface Matching {
  /** No casts at all. */
  readonly exact: boolean;
  readonly mode: CoercionMode;
  readonly uses: Map<string, Use[]>;
}

type Place = Omit<Use, 'of'>;

/** The type the argument is brought to, `undefined` where it cannot be. Variables are collected and bound later. */
export function matchArgType(matching: Matching, wanted: ArgType, place: Place): DataType | undefined {
  const { type } = place;
  switch (wanted.accept) {
    case 'any':
      return type;
    case 'one':
      return matchType(matching, wanted.type, type);
    case 'kinds':
      return wanted.kinds.includes(type.kind) ? type : castable(matching, wanted.casts, type);
    case 'variable':
      matching.uses.set(wanted.letter, [...(matching.uses.get(wanted.letter) ?? []), { ...place, of: wanted.of }]);
      return type;
    case 'array':
      return matchArray(matching, wanted.element, place);
    case 'map':
      return type.kind === 'map' ? matchMap(matching, wanted, place, type) : nullOf(matching, type, map(type, type));
    case 'struct':
      return type.kind === 'struct' ? type : undefined;
    case 'foldable':
      return matchArgType(matching, wanted.of, place);
    case 'lambda':
      return undefined;
  }
}

function matchType({ exact, mode }: Matching, wanted: DataType, type: DataType): DataType | undefined {
  if (sameType(type, wanted) || (isText(type) && isText(wanted))) return type;
  return exact ? undefined : implicitCast(type, wanted, mode);
}

function castable({ exact, mode }: Matching, casts: readonly DataType[], type: DataType): DataType | undefined {
  if (exact) return undefined;
  for (const target of casts) {
    const cast = implicitCast(type, target, mode);
    if (cast !== undefined) return cast;
  }
  return undefined;
}

/** NULL stands for an array or a map too. */
const nullOf = ({ exact }: Matching, type: DataType, wanted: DataType): DataType | undefined =>
  exact || type.kind !== 'void' ? undefined : wanted;

function matchArray(matching: Matching, element: ArgType, { index, type, wrap }: Place): DataType | undefined {
  if (type.kind !== 'array') {
    if (nullOf(matching, type, type) === undefined) return undefined;
    const inner = matchArgType(matching, element, { index, type, nullable: true, wrap: (t) => array(t), whole: false });
    return inner === undefined ? undefined : array(inner);
  }
  const { containsNull } = type;
  const inner = matchArgType(matching, element, {
    index,
    type: type.element,
    nullable: containsNull,
    wrap: (t) => wrap(array(t, containsNull)),
    whole: false,
  });
  return inner === undefined ? undefined : array(inner, containsNull);
}

function matchMap(
  matching: Matching,
  wanted: Extract<ArgType, { accept: 'map' }>,
  { index, wrap }: Place,
  type: TypeOf<'map'>,
): DataType | undefined {
  const { valueContainsNull } = type;
  const key = matchArgType(matching, wanted.key, {
    index,
    type: type.key,
    nullable: false,
    wrap: (t) => wrap(map(t, type.value, valueContainsNull)),
    whole: false,
  });
  const value = matchArgType(matching, wanted.value, {
    index,
    type: type.value,
    nullable: valueContainsNull,
    wrap: (t) => wrap(map(type.key, t, valueContainsNull)),
    whole: false,
  });
  return key === undefined || value === undefined ? undefined : map(key, value, valueContainsNull);
}
