// Py4J's choice among overloads: the lowest sum of distances between argument and parameter classes wins.

import { classOf } from './class-of.ts';
import type { JavaClass, ParamType } from './java-class.ts';
import type { JavaValue } from './value.ts';

const MAX_DISTANCE = 100_000_000;
const DISTANCE_FACTOR = 100;
const IMPOSSIBLE = -1;

type NumberKind = 'byte' | 'short' | 'int' | 'long' | 'float' | 'double';

const NUMBER_KINDS: ReadonlyMap<string, NumberKind> = new Map([
  ['byte', 'byte'],
  ['java.lang.Byte', 'byte'],
  ['short', 'short'],
  ['java.lang.Short', 'short'],
  ['int', 'int'],
  ['java.lang.Integer', 'int'],
  ['long', 'long'],
  ['java.lang.Long', 'long'],
  ['float', 'float'],
  ['java.lang.Float', 'float'],
  ['double', 'double'],
  ['java.lang.Double', 'double'],
]);

const WIDTH = { byte: 0, short: 1, int: 2, long: 3, float: -1, double: -1 } as const;

function numberCost(parent: NumberKind, child: NumberKind): number {
  const isWhole = child !== 'float' && child !== 'double';
  switch (parent) {
    case 'long':
      return isWhole ? WIDTH.long - WIDTH[child] : IMPOSSIBLE;
    case 'int':
      return isWhole && child !== 'long' ? WIDTH.int - WIDTH[child] : IMPOSSIBLE;
    case 'short':
      if (child === 'int') return 1;
      return child === 'short' || child === 'byte' ? WIDTH.short - WIDTH[child] : IMPOSSIBLE;
    case 'byte':
      if (child === 'int') return 2;
      return child === 'byte' ? 0 : IMPOSSIBLE;
    case 'double':
    case 'float':
      if (isWhole) return IMPOSSIBLE;
      return parent === child ? 0 : 1;
  }
}

function isBoolean(javaClass: JavaClass): boolean {
  return javaClass.name === 'boolean' || javaClass.name === 'java.lang.Boolean';
}

function argumentCost(parameter: JavaClass, argument: JavaClass | null): number {
  if (argument === null) return nullCost(parameter);
  if (parameter === argument) return 0;
  const distance = parameter.kind === 'primitive' ? IMPOSSIBLE : argument.distanceTo(parameter);
  if (distance >= 0) return distance * DISTANCE_FACTOR;
  const wanted = NUMBER_KINDS.get(parameter.name);
  if (wanted !== undefined) {
    const given = NUMBER_KINDS.get(argument.name);
    return given === undefined ? IMPOSSIBLE : numberCost(wanted, given);
  }
  if (parameter.name === 'char' || parameter.name === 'java.lang.Character') {
    return argument.name === 'java.lang.String' ? 1 : IMPOSSIBLE;
  }
  return isBoolean(parameter) && isBoolean(argument) ? 0 : IMPOSSIBLE;
}

/** Null fits every reference; a class nearer to the bottom of the hierarchy is preferred. */
function nullCost(parameter: JavaClass): number {
  if (parameter.kind === 'primitive') return IMPOSSIBLE;
  if (parameter.kind === 'interface') return MAX_DISTANCE + 1;
  let steps = 0;
  for (let each = parameter.superclass; each !== null; each = each.superclass) steps += 1;
  return Math.abs(MAX_DISTANCE - steps * DISTANCE_FACTOR);
}

/** Cost of passing a value where `type` is declared; -1 where it does not fit. */
export function fitCost(type: JavaClass, value: JavaValue): number {
  return argumentCost(type, value === null ? null : classOf(value));
}

export function chooseOverload<E extends { readonly params: readonly ParamType[] }>(
  candidates: readonly E[],
  args: readonly JavaValue[],
): E | null {
  let best: E | null = null;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    let cost = 0;
    for (let i = 0; i < args.length; i += 1) {
      const parameter = candidate.params[i];
      const step = parameter === undefined ? IMPOSSIBLE : fitCost(parameter.javaClass(), args[i] ?? null);
      cost = step === IMPOSSIBLE ? Infinity : cost + step;
    }
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
      if (cost === 0) break;
    }
  }
  return best;
}

/** `[class java.lang.String, null]`, as Java prints the classes of arguments in its messages. */
export function describeArguments(args: readonly JavaValue[]): string {
  return `[${args.map((arg) => (arg === null ? 'null' : String(classOf(arg)))).join(', ')}]`;
}
