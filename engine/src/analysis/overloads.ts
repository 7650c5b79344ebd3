/** Chooses a function's overload for given arguments and casts them as it wants. */
import type { ArgType } from '../functions/arg-types.ts';
import type { FunctionDeclaration } from '../functions/define.ts';
import type { Expression } from '../tree/expression.ts';
import { nullableOf, typeOf } from '../tree/output.ts';
import { array, type DataType, map, sameType } from '../types/data-type.ts';
import { type CoercionMode, commonTypeOf, isText } from './coercion/common-type.ts';
import { allowedFor, implicitCast } from './coercion/implicit-cast.ts';
import { isFoldable } from './foldable.ts';

export type Overload = FunctionDeclaration['overloads'][number];

/** A type variable's value, and whether values of it may be NULL (elements of an array without NULLs are not). */
export interface Bound {
  readonly type: DataType;
  readonly nullable: boolean;
}
export type Bindings = ReadonlyMap<string, Bound>;

export type Misfit =
  | { readonly kind: 'type'; readonly index: number; readonly wanted: ArgType }
  | { readonly kind: 'not-foldable'; readonly index: number }
  | { readonly kind: 'no-common-type'; readonly indexes: readonly number[]; readonly whole: boolean };

export interface Fit {
  /** The type each argument is cast to; `undefined` where it stays. Lambdas have none. */
  readonly targets: readonly (DataType | undefined)[];
  readonly bindings: Bindings;
}

export function argTypeAt(overload: Overload, index: number): ArgType | undefined {
  return overload.args[index] ?? overload.rest;
}

export function acceptsCount(overload: Overload, count: number): boolean {
  const least = overload.args.length - (overload.defaults?.length ?? 0);
  return count >= least && (overload.rest !== undefined || count <= overload.args.length);
}

interface Use {
  readonly index: number;
  readonly type: DataType;
  readonly nullable: boolean;
  /** The argument's type once the variable is known. */
  readonly wrap: (type: DataType) => DataType;
  readonly whole: boolean;
  readonly of: Extract<ArgType, { accept: 'variable' }>['of'];
}

interface Matching {
  readonly exact: boolean;
  readonly mode: CoercionMode;
  readonly uses: Map<string, Use[]>;
}

/** `exact` allows no casts at all. */
export function matchArguments(
  overload: Overload,
  args: readonly Expression[],
  exact: boolean,
  mode: CoercionMode,
): Fit | Misfit {
  const matching: Matching = { exact, mode, uses: new Map() };
  const targets: (DataType | undefined)[] = [];
  for (const [index, argument] of args.entries()) {
    const wanted = argTypeAt(overload, index) as ArgType;
    if (argument.kind === 'lambda') {
      if (wanted.accept !== 'lambda') return { kind: 'type', index, wanted };
      targets.push(undefined);
      continue;
    }
    if (wanted.accept === 'foldable' && !isFoldable(argument)) return { kind: 'not-foldable', index };
    const type = typeOf(argument);
    const target = matchOne(matching, wanted, type, nullableOf(argument), index, (t) => t, true);
    if (target === undefined) return { kind: 'type', index, wanted };
    targets.push(target);
  }
  return bindVariables(overload, matching, targets);
}

/** The type the argument is brought to, `undefined` where it cannot be. Variables are filled in later. */
function matchOne(
  matching: Matching,
  wanted: ArgType,
  type: DataType,
  nullable: boolean,
  index: number,
  wrap: (type: DataType) => DataType,
  whole: boolean,
): DataType | undefined {
  const { exact, mode } = matching;
  switch (wanted.accept) {
    case 'any':
      return type;
    case 'one':
      if (sameType(type, wanted.type) || (isText(type) && isText(wanted.type))) return type;
      return exact ? undefined : implicitCast(type, wanted.type, mode);
    case 'kinds': {
      if (wanted.kinds.includes(type.kind)) return type;
      if (exact) return undefined;
      for (const target of wanted.casts) {
        const cast = implicitCast(type, target, mode);
        if (cast !== undefined) return cast;
      }
      return undefined;
    }
    case 'variable': {
      const uses = matching.uses.get(wanted.letter) ?? [];
      uses.push({ index, type, nullable, wrap, whole, of: wanted.of });
      matching.uses.set(wanted.letter, uses);
      return type;
    }
    case 'array': {
      if (type.kind !== 'array')
        return emptyOf(exact, type, () => matchOne(matching, wanted.element, type, true, index, array, false), array);
      const inner = matchOne(
        matching,
        wanted.element,
        type.element,
        type.containsNull,
        index,
        (t) => wrap(array(t, type.containsNull)),
        false,
      );
      return inner === undefined ? undefined : array(inner, type.containsNull);
    }
    case 'map': {
      if (type.kind !== 'map') return undefined;
      const key = matchOne(
        matching,
        wanted.key,
        type.key,
        false,
        index,
        (t) => map(t, type.value, type.valueContainsNull),
        false,
      );
      const value = matchOne(
        matching,
        wanted.value,
        type.value,
        type.valueContainsNull,
        index,
        (t) => map(type.key, t, type.valueContainsNull),
        false,
      );
      return key === undefined || value === undefined ? undefined : map(key, value, type.valueContainsNull);
    }
    case 'struct':
      return type.kind === 'struct' ? type : undefined;
    case 'foldable':
      return matchOne(matching, wanted.of, type, nullable, index, wrap, whole);
    case 'lambda':
      return undefined;
  }
}

/** NULL stands for an array too. */
function emptyOf(
  exact: boolean,
  type: DataType,
  element: () => DataType | undefined,
  wrap: (type: DataType) => DataType,
): DataType | undefined {
  if (exact || type.kind !== 'void') return undefined;
  const inner = element();
  return inner === undefined ? undefined : wrap(inner);
}

function bindVariables(overload: Overload, matching: Matching, targets: (DataType | undefined)[]): Fit | Misfit {
  const bindings = new Map<string, Bound>();
  for (const [letter, uses] of matching.uses) {
    const [first] = uses as [Use, ...Use[]];
    const same = uses.every((use) => sameType(use.type, first.type, false));
    const common = same
      ? first.type
      : matching.exact
        ? undefined
        : commonTypeOf(
            uses.map((use) => use.type),
            matching.mode,
          );
    if (common === undefined) {
      return { kind: 'no-common-type', indexes: uses.map((use) => use.index), whole: uses.every((use) => use.whole) };
    }
    if (!allowedFor(first.of, common) && !(common.kind === 'void' && first.of !== 'numeric')) {
      return { kind: 'type', index: first.index, wanted: argTypeAt(overload, first.index) as ArgType };
    }
    bindings.set(letter, { type: common, nullable: uses.some((use) => use.nullable) });
    for (const use of uses) {
      if (!sameType(use.type, common)) targets[use.index] = use.wrap(common);
    }
  }
  return { targets, bindings };
}

/** The type an argument type stands for once its variables are bound: what a lambda's parameter gets. */
export function instantiate(type: ArgType, bindings: Bindings): Bound | undefined {
  switch (type.accept) {
    case 'one':
      return { type: type.type, nullable: false };
    case 'variable': {
      const bound = bindings.get(type.letter);
      return bound !== undefined && type.nullable === true ? { ...bound, nullable: true } : bound;
    }
    case 'array': {
      const element = instantiate(type.element, bindings);
      return element === undefined ? undefined : { type: array(element.type, element.nullable), nullable: true };
    }
    case 'map': {
      const key = instantiate(type.key, bindings);
      const value = instantiate(type.value, bindings);
      if (key === undefined || value === undefined) return undefined;
      return { type: map(key.type, value.type, value.nullable), nullable: true };
    }
    case 'foldable':
      return instantiate(type.of, bindings);
    default:
      return undefined;
  }
}
