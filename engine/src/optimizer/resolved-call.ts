/** Calls that rules put into plans, resolved as analysis would: overload, casts, type. */

import { scopeOf } from '../analysis/resolution.ts';
import { resolveFunction } from '../analysis/resolve-function.ts';
import { internal } from '../errors/internal.ts';
import { call } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import type { OptimizerContext } from './context.ts';

/** A built-in function over resolved arguments; an aggregate function comes as an AggregateCall. */
export function resolvedCall(name: string, args: readonly Expression[], context: OptimizerContext): Expression {
  const { conf } = context;
  const caseSensitive = conf.getBoolean('spark.sql.caseSensitive');
  return resolveFunction(
    call(name, args),
    args,
    undefined,
    [],
    {
      context: {
        conf,
        functions: { lookupFunction: () => undefined },
        currentCatalog: '',
        currentDatabase: '',
        user: '',
        parameters: new Map(),
        evaluate: context.evaluate,
      },
      mode: { ansi: conf.getBoolean('spark.sql.ansi.enabled'), caseSensitive },
      scope: scopeOf([], [], caseSensitive, undefined),
      windows: new Map(),
      lambdas: [],
      subquery: () => internal('rules make no subqueries'),
    },
    () => internal('rules make no lambdas'),
  );
}
