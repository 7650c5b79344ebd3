/** What a function accepts: the small language in which declarations state their argument types. */
import { BINARY, BOOLEAN, type DataType, DOUBLE, INT, type Kind, LONG, STRING } from '../types/data-type.ts';

/**
 * - `one`: this very type; other types are implicitly cast to it where Spark's rules allow.
 * - `kinds`: any of these kinds as it is; anything else is implicitly cast to the first of `casts` it can be cast to.
 * - `variable`: all arguments of the same letter are brought to their least common type; `of` narrows what it may be.
 */
export type ArgType =
  | { readonly accept: 'any' }
  | { readonly accept: 'one'; readonly type: DataType }
  | {
      readonly accept: 'kinds';
      readonly kinds: readonly Kind[];
      readonly casts: readonly DataType[];
      readonly label: string;
    }
  | {
      readonly accept: 'variable';
      readonly letter: string;
      readonly of: 'any' | 'orderable' | 'atomic' | 'numeric';
      /** As a lambda's parameter: it may be NULL whatever the arguments are. */
      readonly nullable?: true;
    }
  | { readonly accept: 'array'; readonly element: ArgType }
  | { readonly accept: 'map'; readonly key: ArgType; readonly value: ArgType }
  | { readonly accept: 'struct' }
  | {
      readonly accept: 'lambda';
      readonly params: readonly ArgType[];
      readonly minParams: number;
      /** What its body has to be; anything where it is not said. */
      readonly returns?: DataType;
    }
  /** A constant known at planning: `of` says of which type. */
  | { readonly accept: 'foldable'; readonly of: ArgType };

export const kinds = (label: string, list: readonly Kind[], casts: readonly DataType[]): ArgType => ({
  accept: 'kinds',
  kinds: list,
  casts,
  label,
});

export const ANY: ArgType = { accept: 'any' };
export const one = (type: DataType): ArgType => ({ accept: 'one', type });
export const variable = (letter: string, of: 'any' | 'orderable' | 'atomic' | 'numeric' = 'any'): ArgType => ({
  accept: 'variable',
  letter,
  of,
});
export const maybe = (letter: string): ArgType => ({ accept: 'variable', letter, of: 'any', nullable: true });
export const arrayOf = (element: ArgType): ArgType => ({ accept: 'array', element });
export const mapOf = (key: ArgType, value: ArgType): ArgType => ({ accept: 'map', key, value });
export const predicate = (params: readonly ArgType[], minParams = params.length): ArgType => ({
  accept: 'lambda',
  params,
  minParams,
  returns: BOOLEAN,
});

export const lambda = (params: readonly ArgType[], minParams = params.length): ArgType => ({
  accept: 'lambda',
  params,
  minParams,
});
export const foldable = (of: ArgType): ArgType => ({ accept: 'foldable', of });
export const STRUCT_ARG: ArgType = { accept: 'struct' };

export const STRING_ARG: ArgType = kinds('STRING', ['string', 'char', 'varchar'], [STRING]);
export const STRING_OR_BINARY: ArgType = kinds(
  'STRING or BINARY',
  ['string', 'char', 'varchar', 'binary'],
  [STRING, BINARY],
);
export const NUMERIC: ArgType = kinds(
  'NUMERIC',
  ['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal'],
  [DOUBLE],
);
export const INTEGRAL: ArgType = kinds('INTEGRAL', ['byte', 'short', 'integer', 'long'], [INT, LONG]);
