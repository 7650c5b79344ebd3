/** Code of CAST: widenings of numbers are written in place, everything else calls the run-time conversion of its types. */
import { constant, type Js, js } from '../../fragments/js.ts';
import type { Args, Compiled, Generated } from '../../functions/define.ts';
import { castMayGiveNull } from '../../tree/cast-nullability.ts';
import type { Cast } from '../../tree/expression.ts';
import type { DataType } from '../../types/data-type.ts';
import { emitGenerated } from '../emit-call.ts';
import type { GraphNode } from '../expression-graph.ts';
import { EMPTY, type Writer } from '../writer.ts';
import { castFunction } from './cast-function.ts';

export function emitCast(writer: Writer, node: GraphNode, cast: Cast): Compiled {
  const child = node.children[0] as GraphNode;
  if (sameMemory(child.type, cast.to)) return { ...writer.emit(child), before: EMPTY };
  const context = cast.context;
  const inPlace = widening(child.type, cast.to);
  if (inPlace !== undefined) {
    return emitGenerated(
      writer,
      node,
      { nulls: 'propagate', gen: (args) => inPlace(args[0]) },
      { ansi: false, context, nullable: true },
    );
  }
  const convert = castFunction(child.type, cast.to, { mode: cast.mode, timeZone: writer.env.timeZone, context });
  const mayBeNull = cast.mode === 'try' || castMayGiveNull(child.type, cast.to, 'legacy');
  const rule: Generated = {
    nulls: mayBeNull ? 'propagate-maybe' : 'propagate',
    gen: (args: Args<Js>) => js`${constant(convert)}(${args[0]})`,
  };
  return emitGenerated(writer, node, rule, { ansi: cast.mode === 'ansi', context, nullable: true });
}

/** Values of both types look the same. */
function sameMemory(from: DataType, to: DataType): boolean {
  if (from.kind === 'void') return true;
  if (from.kind !== to.kind) return from.kind === 'udt' && sameMemory(from.sqlType, to);
  switch (from.kind) {
    case 'decimal':
    case 'daytime':
    case 'yearmonth':
    case 'time':
    case 'array':
    case 'map':
    case 'struct':
    case 'char':
    case 'varchar':
      return JSON.stringify(from) === JSON.stringify(to);
    default:
      return true;
  }
}

type InPlace = (value: Js) => Js;

const same: InPlace = (v) => v;
const toLong: InPlace = (v) => js`BigInt(${v})`;
const toFloat: InPlace = (v) => js`Math.fround(${v})`;
const toNumber: InPlace = (v) => js`Number(${v})`;
const isNonZero: InPlace = (v) => js`(${v} !== 0)`;
const asNumber: InPlace = (v) => js`(${v} ? 1 : 0)`;

const IN_PLACE: Readonly<Record<string, InPlace>> = {
  'byte short': same,
  'byte integer': same,
  'byte long': toLong,
  'byte float': same,
  'byte double': same,
  'byte boolean': isNonZero,
  'short integer': same,
  'short long': toLong,
  'short float': same,
  'short double': same,
  'short boolean': isNonZero,
  'integer long': toLong,
  'integer float': toFloat,
  'integer double': same,
  'integer boolean': isNonZero,
  'long double': toNumber,
  'long boolean': (v) => js`(${v} !== 0n)`,
  'float double': same,
  'float boolean': isNonZero,
  'double float': toFloat,
  'double boolean': isNonZero,
  'boolean byte': asNumber,
  'boolean short': asNumber,
  'boolean integer': asNumber,
  'boolean long': (v) => js`(${v} ? 1n : 0n)`,
  'boolean float': asNumber,
  'boolean double': asNumber,
};

const widening = (from: DataType, to: DataType): InPlace | undefined => IN_PLACE[`${from.kind} ${to.kind}`];
