/** Comparison operators. */
import { js } from '../fragments/js.ts';
import { sqlText } from '../fragments/sql.ts';
import { BOOLEAN, type DataType } from '../types/data-type.ts';
import { variable } from './arg-types.ts';
import { type Lowering, type ScalarFunction, scalar } from './define.ts';
import { compareCode, type Relation } from './impl/compare-code.ts';
import { infix } from './lowering.ts';

const VALUE = variable('T', 'orderable');

/** Types whose values both engines order alike. */
export function comparesAlike(type: DataType): boolean {
  switch (type.kind) {
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'binary':
      return true;
    case 'string':
      return type.collation === 'UTF8_BINARY';
    default:
      return false;
  }
}

/** And whose equal values are one: NaN and -0.0 are told apart in other ways. */
export const groupsAlike = (type: DataType): boolean =>
  comparesAlike(type) && type.kind !== 'float' && type.kind !== 'double';

const lowered =
  (operator: string): Lowering =>
  (args, { argTypes }) =>
    argTypes.every(comparesAlike)
      ? infix(sqlText(operator))(args)
      : { none: 'values of this type are ordered differently' };

interface Declared {
  readonly aliases?: readonly string[];
  readonly usage: string;
  readonly examples: ScalarFunction['examples'];
}

function relation(name: Relation, { aliases = [], usage, examples }: Declared): ScalarFunction {
  return scalar({
    name,
    aliases,
    since: '1.0.0',
    group: 'predicate_funcs',
    usage,
    examples,
    total: true,
    pretty: ([a, b]) => `(${a} ${name} ${b})`,
    overloads: [
      {
        args: [VALUE, VALUE],
        coerce: 'comparison',
        returns: BOOLEAN,
        nulls: 'propagate',
        gen: ([a, b], { argTypes, views }) =>
          compareCode(name, { value: a, view: views[0] }, { value: b, view: views[1] }, argTypes[0] as DataType),
        duckdb: lowered(name),
      },
    ],
  });
}

export const equal = relation('=', {
  aliases: ['=='],
  usage: 'Whether both are equal; unknown where one is NULL.',
  examples: [
    ['2 = 2', 'true'],
    ["1 = '1'", 'true'],
    ['NULL = NULL', 'NULL'],
    ["CAST('NaN' AS DOUBLE) = CAST('NaN' AS DOUBLE)", 'true'],
  ],
});

export const less = relation('<', {
  usage: 'Whether the first is smaller.',
  examples: [
    ['1 < 2', 'true'],
    ["'b' < 'a'", 'false'],
  ],
});

export const lessOrEqual = relation('<=', {
  usage: 'Whether the first is smaller or both are equal.',
  examples: [['2 <= 2', 'true']],
});

export const greater = relation('>', {
  usage: 'Whether the first is greater.',
  examples: [['2 > 1', 'true']],
});

export const greaterOrEqual = relation('>=', {
  usage: 'Whether the first is greater or both are equal.',
  examples: [['2 >= 1', 'true']],
});

const nullSafe = (name: string, since: string, aliases: readonly string[]): Omit<ScalarFunction, 'kind'> => ({
  name,
  aliases,
  since,
  group: 'predicate_funcs',
  usage: 'Whether both are equal, where NULL equals NULL.',
  examples:
    name === '<=>'
      ? [
          ['NULL <=> NULL', 'true'],
          ['1 <=> NULL', 'false'],
        ]
      : [['equal_null(3, 3)', 'true']],
  total: true,
  overloads: [
    {
      args: [VALUE, VALUE],
      coerce: 'comparison',
      returns: BOOLEAN,
      nullable: false,
      nulls: 'lazy',
      gen: (writer, { argTypes }) => {
        const [a, b] = [writer.arg(0), writer.arg(1)];
        const result = writer.fresh('v');
        const same = compareCode('=', a, b, argTypes[0] as DataType);
        return {
          before: js`${a.before}\nlet ${result} = false;\n{\n${b.before}\n${result} = ${a.isNull} ? ${b.isNull} : !${b.isNull} && ${same};\n}`,
          isNull: js`false`,
          value: result,
        };
      },
      duckdb: lowered('IS NOT DISTINCT FROM'),
    },
  ],
});

export const equalNullSafe = scalar({ ...nullSafe('<=>', '1.1.0', []), pretty: ([a, b]) => `(${a} <=> ${b})` });
export const equalNull = scalar(nullSafe('equal_null', '3.4.0', []));
