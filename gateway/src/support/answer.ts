/** What the engine has of the things a script names: asked by `tspark check`, answered from the declarations alone. */
import { isTableFunction } from '@tspark/engine/analysis/rules/resolve-table-function.ts';
import { specialFunction } from '@tspark/engine/analysis/special-functions.ts';
import { CONF_KEYS } from '@tspark/engine/conf/conf.ts';
import { SparkError } from '@tspark/engine/errors/raise.ts';
import { findFunction } from '@tspark/engine/functions/registry.ts';
import { findSource } from '@tspark/engine/sources/registry.ts';
import { parseExpression, parseStatement } from '@tspark/engine/sql/parse.ts';
import { CORE_CLASSES } from '../jvm/core-classes.generated.ts';
import type { JavaClass } from '../jvm/java-class.ts';
import { classRegistry } from '../jvm/registry.ts';
import { functionBehind, functions as functionsClass } from '../jvm/spark/sql/functions.ts';
import { SPARK_CLASSES } from '../jvm/spark-classes.generated.ts';
import { calledFunctions } from './called-functions.ts';

/** Each list is answered by one of the same length. */
export interface Questions {
  /** `package.Class` or `package.Class.member`. */
  readonly paths: readonly string[];
  readonly statements: readonly string[];
  readonly expressions: readonly string[];
  readonly sources: readonly string[];
  readonly settings: readonly string[];
  /** Functions the script registers itself. */
  readonly functions: readonly string[];
}

export type Answers = {
  readonly [K in 'paths' | 'sources' | 'settings']: readonly boolean[];
} & {
  /** What is wrong with a text; empty where nothing is. */
  readonly [K in 'statements' | 'expressions']: readonly (readonly string[])[];
};

export function answer(questions: Questions): Answers {
  const registry = classRegistry([...CORE_CLASSES, ...SPARK_CLASSES]);
  const own = new Set(questions.functions.map((name) => name.toLowerCase()));
  const isKnown = (name: string) => own.has(name.toLowerCase()) || isBuiltin(name);
  return {
    paths: questions.paths.map((path) => hasPath(path, registry.find)),
    sources: questions.sources.map((name) => findSource(name) !== undefined),
    settings: questions.settings.map((key) => Object.hasOwn(CONF_KEYS, key)),
    statements: questions.statements.map((text) => problems(() => parseStatement(text), isKnown)),
    expressions: questions.expressions.map((text) => problems(() => parseExpression(text), isKnown)),
  };
}

function isBuiltin(name: string): boolean {
  const lower = name.toLowerCase();
  return findFunction(name) !== undefined || specialFunction(lower) !== undefined || isTableFunction(lower);
}

function hasPath(path: string, find: (name: string) => JavaClass | null): boolean {
  if (find(path) !== null) return true;
  const dot = path.lastIndexOf('.');
  const owner = find(path.slice(0, dot)) ?? find(`${path.slice(0, dot)}$`);
  const member = path.slice(dot + 1);
  if (owner === functionsClass) {
    const behind = functionBehind(member);
    if (behind !== undefined) return isBuiltin(behind);
  }
  return owner !== null && (owner.overloads(member).length > 0 || owner.field(member) !== null);
}

function problems(parse: () => unknown, isKnown: (name: string) => boolean): readonly string[] {
  try {
    const unknown = calledFunctions(parse()).filter((name) => !isKnown(name));
    return [...new Set(unknown)].map((name) => `function ${name}`);
  } catch (error) {
    if (error instanceof SparkError) return [error.message];
    throw error;
  }
}
