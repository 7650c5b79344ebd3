/** Structs: making them, and changing their fields. */
import { joinJs, js } from '../fragments/js.ts';
import { type DataType, field, STRING, struct as structType } from '../types/data-type.ts';
import { ANY, type ArgType, foldable, one } from './arg-types.ts';
import { type ScalarOverload, scalar } from './define.ts';

const NAME: ArgType = foldable(one(STRING));

const named: ScalarOverload = {
  args: [],
  rest: [NAME, ANY],
  returns: (args, { constants, nullables = [] }) =>
    structType(
      args.flatMap((type: DataType, i: number) =>
        i % 2 === 1 ? [field(String(constants[i - 1]), type, nullables[i] ?? true)] : [],
      ),
    ),
  nullable: false,
  nulls: 'manual',
  gen: (args) =>
    js`[${joinJs(
      args.filter((_, i) => i % 2 === 1),
      ', ',
    )}]`,
  duckdb: { none: 'nested values stay here' },
};

export const namedStruct = scalar({
  name: 'named_struct',
  since: '1.5.0',
  group: 'struct_funcs',
  usage: 'A struct of the values, each with the name before it.',
  examples: [["named_struct('a', 1, 'b', 2, 'c', 3)", '{1, 2, 3}']],
  total: true,
  overloads: [named],
});

export const struct = scalar({
  name: 'struct',
  since: '1.4.0',
  group: 'struct_funcs',
  usage: 'A struct of the arguments; columns give their names.',
  examples: [['struct(1, 2, 3)', '{1, 2, 3}']],
  total: true,
  overloads: [named],
});
