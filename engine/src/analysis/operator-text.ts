/** How calls read that the user wrote as operators, and those Spark shows as another function. */
import type { Call, Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { Kind } from '../types/data-type.ts';

/** `undefined` where the function's own way of printing holds. */
export function operatorText(node: Call, parts: readonly string[]): string | undefined {
  return minusText(node.fn, node, parts) ?? betweenText(node, parts) ?? temporalText(node, parts);
}

/** `-a` in SQL text, in contrast to `negative(a)`. */
export function minusText(fn: string, { context }: Expression, parts: readonly string[]): string | undefined {
  const isMinus = fn === 'negative' && context?.kind === 'sql' && context.sqlText[context.start] === '-';
  return isMinus ? `(- ${parts[0]})` : undefined;
}

/** BETWEEN is two comparisons of one place in the query; their texts are taken apart again. */
function betweenText(node: Call, parts: readonly string[]): string | undefined {
  const [low, high] = node.args;
  if (node.fn !== 'and' || node.context?.kind !== 'sql' || low?.kind !== 'call' || high?.kind !== 'call')
    return undefined;
  if (low.fn !== '>=' || high.fn !== '<=' || low.context !== node.context || high.context !== node.context)
    return undefined;
  const [lowText, highText] = parts as [string, string];
  const value = sharedStart(lowText.slice(1), highText.slice(1), ' >= ', ' <= ');
  const rest = (text: string): string => text.slice(1 + value.length + 4, -1);
  return `between(${value}, ${rest(lowText)}, ${rest(highText)})`;
}

/** The text before the operator, which is the same on both sides. */
function sharedStart(a: string, b: string, operatorA: string, operatorB: string): string {
  for (let at = a.indexOf(operatorA); at >= 0; at = a.indexOf(operatorA, at + 1)) {
    const value = a.slice(0, at);
    if (b.startsWith(value + operatorB)) return value;
  }
  return a;
}

/** Sums and differences of dates, times and intervals read like the functions Spark makes of them. */
function temporalText(node: Call, parts: readonly string[]): string | undefined {
  const [first, second] = node.args;
  if (first === undefined || second === undefined || node.args.length > 2) return undefined;
  const [a, b] = parts as [string, string];
  switch (node.fn) {
    case '*':
      return isInterval(second) && !isInterval(first) ? `(${b} * ${a})` : undefined;
    case '+':
      return sumText(first, a, second, b) ?? sumText(second, b, first, a);
    case '-':
      return differenceText(first, a, second, b);
    default:
      return undefined;
  }
}

function sumText(left: Expression, a: string, right: Expression, b: string): string | undefined {
  if (isInterval(left)) return undefined;
  if (kindOf(left) === 'date' && isDays(right)) return `date_add(${a}, extractansiintervaldays(${b}))`;
  if (isInterval(right)) return `${a} + ${b}`;
  return kindOf(left) === 'date' && COUNTS.has(kindOf(right)) ? `date_add(${a}, ${b})` : undefined;
}

function differenceText(left: Expression, a: string, right: Expression, b: string): string | undefined {
  if (isInterval(left)) return undefined;
  if (kindOf(left) === 'date' && isDays(right)) return `date_add(${a}, (- extractansiintervaldays(${b})))`;
  if (isInterval(right)) return `${a} - ${b}`;
  return kindOf(left) === 'date' && COUNTS.has(kindOf(right)) ? `date_sub(${a}, ${b})` : undefined;
}

const kindOf = (e: Expression): Kind => typeOf(e).kind;
const COUNTS: ReadonlySet<Kind> = new Set(['byte', 'short', 'integer']);
const INTERVALS: ReadonlySet<Kind> = new Set(['daytime', 'yearmonth', 'interval']);
const isInterval = (e: Expression): boolean => INTERVALS.has(kindOf(e));

function isDays(e: Expression): boolean {
  const type = typeOf(e);
  return type.kind === 'daytime' && type.start === 0 && type.end === 0;
}
