/** Entry of an executor thread: the kinds of work it can do. */
import { enableCompileCache } from 'node:module';
import { runExecutor } from '../exec/executor.ts';
import { executorServices } from './executor-services.ts';
import { inferHandler } from './infer-schema-task.ts';
import { rddHandler } from './rdd-tasks.ts';
import { encodedSqlHandler, sqlHandler } from './sql-tasks.ts';

enableCompileCache();
runExecutor((executor) => {
  const services = executorServices(executor);
  return {
    sql: sqlHandler(executor, services),
    'encoded-sql': encodedSqlHandler(executor, services),
    'infer-schema': inferHandler(),
    rdd: rddHandler(executor, services),
  };
});
