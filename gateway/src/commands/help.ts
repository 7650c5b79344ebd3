// `h`: a help page made from a class's declaration.

import { canonicalName } from '../jvm/java/lang/Class.ts';
import type { Executable, JavaClass } from '../jvm/java-class.ts';
import type { ClassRegistry } from '../jvm/registry.ts';
import { decodeArgument } from '../protocol/decode.ts';
import { encodeValue, errorAnswer, successAnswer } from '../protocol/encode.ts';
import { classByName, objectById } from './call.ts';
import type { CommandHandler } from './command.ts';

export const helpCommand: CommandHandler = ({ gateway, fixed: [subCommand = '', target = ''], args }) => {
  if (subCommand !== 'o' && subCommand !== 'c') return errorAnswer(`Unknown Help SubCommand Name: ${subCommand}`);
  const owner = subCommand === 'o' ? objectById(target, gateway).javaClass : classByName(target, gateway);
  const pattern = args[0] === undefined ? null : decodeArgument(args[0], gateway);
  const isShort = args[1] !== undefined && decodeArgument(args[1], gateway) === true;
  const page = helpPage(owner, typeof pattern === 'string' ? pattern : null, isShort, gateway.registry);
  return successAnswer(encodeValue(page, gateway.objects));
};

const LINE = '|  ';
const GAP = `\n${LINE}\n`;
const RULE = `${LINE}${'-'.repeat(60)}\n`;

function shown(name: string, isShort: boolean): string {
  return isShort ? name.slice(name.lastIndexOf('.') + 1) : name;
}

/** `*` and `?` in a pattern are wildcards; everything else stands for itself. */
function patternOf(text: string | null): RegExp {
  if (text === null) return /^/;
  const escaped = text.trim().replace(/[\\^$.()[\]{}|+]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.?')}$`);
}

function signature(name: string, method: Executable, isShort: boolean): string {
  const params = method.params.map((each) => shown(canonicalName(each.javaClass()), isShort));
  return `${name}(${params.join(', ')}) : ${shown(method.returns, isShort)}`;
}

function helpPage(owner: JavaClass, pattern: string | null, isShort: boolean, registry: ClassRegistry): string {
  const matches = patternOf(pattern);
  const { methods = {}, statics = {}, fields = {}, staticFields = {} } = owner.declaration;
  const methodLines = [...Object.entries(methods), ...Object.entries(statics)]
    .flatMap(([name, overloads]) => [overloads].flat().map((each) => signature(name, each as Executable, isShort)))
    .filter((line) => matches.test(line))
    .sort();
  const fieldLines = [...Object.entries(fields), ...Object.entries(staticFields)]
    .map(([name, field]) => `${name} : ${shown(canonicalName(field.type.javaClass()), isShort)}`)
    .filter((line) => matches.test(line))
    .sort();
  const name = canonicalName(owner);
  return [
    `Help on class ${shown(name, true)} in package ${name.slice(0, Math.max(0, name.lastIndexOf('.')))}:\n\n`,
    `${heading(owner, isShort)} {${GAP}`,
    section('Methods', methodLines),
    RULE,
    section('Fields', fieldLines),
    RULE,
    section(
      'Internal classes',
      registry.nested(owner).map((each) => heading(each, isShort)),
    ),
    '}\n',
  ].join('');
}

function section(title: string, lines: readonly string[]): string {
  return `${LINE}${title} defined here:${GAP}${lines.map((line) => `${LINE}${line}${GAP}`).join('')}`;
}

function heading(owner: JavaClass, isShort: boolean): string {
  const { superclass } = owner.declaration;
  const above = superclass === undefined ? '' : ` extends ${canonicalName(superclass as JavaClass)}`;
  const interfaces = owner.interfaces.map(canonicalName);
  const below = interfaces.length === 0 ? '' : ` implements ${interfaces.join(', ')}`;
  return `${shown(canonicalName(owner), isShort)}${above}${below}`;
}
