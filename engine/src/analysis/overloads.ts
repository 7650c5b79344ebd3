/** Chooses a function's overload for given arguments and casts them as it wants. */
import type { ArgType } from '../functions/arg-types.ts';
import type { FunctionDeclaration } from '../functions/define.ts';
import type { Expression } from '../tree/expression.ts';
import { nullableOf, typeOf } from '../tree/output.ts';
import { array, type DataType, map, sameType } from '../types/data-type.ts';
import { type CoercionMode, commonTypeOf } from './coercion/common-type.ts';
import { allowedFor } from './coercion/implicit-cast.ts';
import { isFoldable } from './foldable.ts';
import { type Matching, matchArgType, type Use } from './match-arg-type.ts';

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
  const own = overload.args[index];
  const { rest } = overload;
  if (own !== undefined || rest === undefined) return own;
  return 'accept' in rest ? rest : rest[(index - overload.args.length) % rest.length];
}

export function acceptsCount(overload: Overload, count: number): boolean {
  const least = overload.args.length - (overload.defaults?.length ?? 0);
  const { rest } = overload;
  if (count < least) return false;
  if (rest === undefined) return count <= overload.args.length;
  return 'accept' in rest || (count - overload.args.length) % rest.length === 0;
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
    const target = matchArgType(matching, wanted, {
      index,
      type,
      nullable: nullableOf(argument),
      wrap: (t) => t,
      whole: true,
    });
    if (target === undefined) return { kind: 'type', index, wanted };
    targets.push(target);
  }
  return bindVariables(overload, matching, targets);
}

function bindVariables(overload: Overload, matching: Matching, targets: (DataType | undefined)[]): Fit | Misfit {
  const bindings = new Map<string, Bound>();
  for (const [letter, uses] of matching.uses) {
    const [first] = uses as [Use, ...Use[]];
    const same = uses.every((use) => sameType(use.type, first.type, false));
    // Where only NULLs within differ, nothing has to be cast.
    const alike = uses.every((use) => sameType(use.type, first.type));
    const common = same
      ? first.type
      : matching.exact && !alike
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
