/** Schema inference as a task: one executor looks at all the files' rows, off the driver's thread. */
import { raise } from '../errors/raise.ts';
import { collectBatches, shownFailure } from '../exec/job.ts';
import type { TaskWork } from '../exec/messages.ts';
import type { Stage } from '../exec/stage.ts';
import type { SourceDeclaration, SourceOptions } from '../sources/source.ts';
import type { FileStatistics } from '../tree/file-statistics.ts';
import type { SourceFile } from '../tree/plan.ts';
import { STRING, type StructType } from '../types/data-type.ts';
import { typeFromJson } from '../types/type-json.ts';
import { readValue } from '../types/vector-reader.ts';
import { NO_OPTIONS } from './run-query.ts';
import type { SparkSession } from './spark-session.ts';

export interface InferWork extends TaskWork {
  readonly kind: 'infer-schema';
  readonly source: string;
  readonly options: SourceOptions;
  readonly files: readonly SourceFile[];
}

export interface Inferred {
  readonly schema: StructType;
  readonly statistics: FileStatistics | undefined;
}

export async function inferSchema(
  session: SparkSession,
  source: SourceDeclaration,
  options: SourceOptions,
  files: readonly SourceFile[],
): Promise<Inferred> {
  if (source.inferSchema === undefined || files.length === 0) {
    return raise('UNABLE_TO_INFER_SCHEMA', { format: source.title ?? source.name.toUpperCase() });
  }
  const { context } = session;
  const work: InferWork = { kind: 'infer-schema', source: source.name, options, files };
  const stage: Stage = {
    name: 'infer schema',
    set: undefined,
    parents: [],
    prepare: () => ({ partitions: 1, work, output: { kind: 'result' }, reads: [] }),
  };
  const request = context.queryRequest(session.conf.snapshot(), NO_OPTIONS, undefined);
  const [batch] = await collectBatches(context.scheduler.run({ ...request, stage })).catch((error: unknown) => {
    throw shownFailure(error);
  });
  const [schema, statistics] = (batch?.columns ?? []).map((column) =>
    JSON.parse(readValue(column, STRING, 0) as string),
  );
  return { schema: typeFromJson(schema) as StructType, statistics: statistics ?? undefined };
}
