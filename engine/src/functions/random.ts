/** Random numbers: the same sequence as Spark's for the same seed and partition. */
import { type Js, js } from '../fragments/js.ts';
import { DOUBLE, LONG } from '../types/data-type.ts';
import { XorShiftRandom } from '../types/xor-shift-random.ts';
import { castTo } from './arg-kinds.ts';
import { foldable } from './arg-types.ts';
import { type Args, type GenContext, type ScalarFunction, scalar } from './define.ts';
import { STATE } from './lowering.ts';

const SEED = foldable(castTo(LONG, 'BIGINT'));

/** Without a seed each use gets one of its own. */
function seedOf(given: unknown): bigint {
  if (typeof given === 'bigint' || typeof given === 'number') return BigInt(given);
  return given === null ? 0n : BigInt.asIntN(64, BigInt(Math.floor(Math.random() * 2 ** 53)) * 1_000_003n);
}

function random(
  name: string,
  aliases: readonly string[],
  usage: string,
  method: 'nextDouble' | 'nextGaussian',
  shown: string,
): ScalarFunction {
  const gen = (_: Args<Js>, { constants, state }: GenContext): Js => {
    const seed = seedOf(constants[0]);
    const generator = state((partition) => new XorShiftRandom(seed + BigInt(partition)));
    return method === 'nextDouble' ? js`${generator}.nextDouble()` : js`${generator}.nextGaussian()`;
  };
  return scalar({
    name,
    aliases,
    since: '1.5.0',
    group: 'math_funcs',
    usage,
    examples: [[`${name}(42)`, shown]],
    deterministic: false,
    params: ['seed'],
    pretty: (args) => `${name}(${args.join(', ')})`,
    overloads: [
      { args: [], returns: DOUBLE, nullable: false, nulls: 'manual', gen, duckdb: STATE },
      { args: [SEED], returns: DOUBLE, nullable: false, nulls: 'manual', gen, duckdb: STATE },
    ],
  });
}

export const rand = random('rand', ['random'], 'A random number from 0 up to 1.', 'nextDouble', '0.619189370225301');
export const randn = random(
  'randn',
  [],
  'A random number of the standard normal distribution.',
  'nextGaussian',
  '2.384479054241165',
);
