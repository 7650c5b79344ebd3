/** Entry of an executor thread: the kinds of work it can do. */
import { enableCompileCache } from 'node:module';
import { runExecutor } from '../exec/executor.ts';
import type { Executor, WorkHandler } from '../exec/executor-task.ts';
import { rddHandler } from '../rdd/rdd-handler.ts';
import { executorServices } from './executor-services.ts';
import { inferHandler } from './infer-schema-task.ts';
import { encodedSqlHandler, sqlHandler } from './sql-tasks.ts';

enableCompileCache();
runExecutor((executor) => {
  const handlers: Readonly<Record<string, WorkHandler>> = makeHandlers(executor, () => handlers);
  return handlers;
});

function makeHandlers(
  executor: Executor,
  handlers: () => Readonly<Record<string, WorkHandler>>,
): Readonly<Record<string, WorkHandler>> {
  const services = executorServices(executor, handlers);
  return {
    sql: sqlHandler(executor, services),
    'encoded-sql': encodedSqlHandler(executor, services),
    'infer-schema': inferHandler(),
    rdd: rddHandler(services.rdd),
  };
}
