/** Code of + - * on whole numbers: checked, wrapping or giving NULL on overflow. */
import { code, type Js, js } from '../../fragments/js.ts';
import type { Args, GenContext } from '../define.ts';
import { overflow, smallOverflow } from './failures.ts';

export type Operator = '+' | '-' | '*';
/** `spark`: an error under ANSI, else wrapped around. `try`: NULL. */
export type OnOverflow = 'spark' | 'try';

const TOLERANT: Readonly<Record<Operator, string>> = { '+': 'try_add', '-': 'try_subtract', '*': 'try_multiply' };

type Gen = (args: Args<Js>, context: GenContext) => Js;

export function smallCode(operator: Operator, bits: 8 | 16, rule: OnOverflow): Gen {
  const shift = 32 - bits;
  return ([a, b], context) => {
    const exact = js`${a} ${code(operator)} ${b}`;
    if (rule === 'spark' && !context.ansi) return js`((${exact}) << ${shift} >> ${shift})`;
    const t = context.temp();
    const failed =
      rule === 'try' ? js`null` : js`${smallOverflow(context.context, operator, TOLERANT[operator])}(${a}, ${b})`;
    return js`(${t} = (${exact}) | 0, ${t} === (${t} << ${shift} >> ${shift}) ? ${t} : ${failed})`;
  };
}

export function intCode(operator: Operator, rule: OnOverflow): Gen {
  return ([a, b], context) => {
    if (rule === 'spark' && !context.ansi) {
      return operator === '*' ? js`Math.imul(${a}, ${b})` : js`((${a} ${code(operator)} ${b}) | 0)`;
    }
    const t = context.temp();
    const failed = rule === 'try' ? js`null` : js`${overflow(context.context, TOLERANT[operator])}()`;
    return js`(${t} = ${a} ${code(operator)} ${b}, ${t} === (${t} | 0) ? ${t} | 0 : ${failed})`;
  };
}

export function longCode(operator: Operator, rule: OnOverflow): Gen {
  return ([a, b], context) => {
    const wrapped = js`BigInt.asIntN(64, ${a} ${code(operator)} ${b})`;
    if (rule === 'spark' && !context.ansi) return wrapped;
    const t = context.temp();
    const failed = rule === 'try' ? js`null` : js`${overflow(context.context, TOLERANT[operator])}()`;
    if (operator === '*') {
      return js`((BigInt.asIntN(32, ${a}) === ${a} && BigInt.asIntN(32, ${b}) === ${b}) ? ${wrapped} : (${t} = ${a} * ${b}, BigInt.asIntN(64, ${t}) === ${t} ? ${t} : ${failed}))`;
    }
    const wrong =
      operator === '+' ? js`((${a} ^ ${t}) & (${b} ^ ${t})) < 0n` : js`((${a} ^ ${b}) & (${a} ^ ${t})) < 0n`;
    return js`(${t} = ${wrapped}, ${wrong} ? ${failed} : ${t})`;
  };
}
