/** Errors between threads: structured clones lose classes and fields, so conditions travel as data and are rebuilt. */
import type { Condition } from '../errors/conditions.ts';
import { InternalError } from '../errors/internal.ts';
import type { QueryContext } from '../errors/query-context.ts';
import { SparkError } from '../errors/raise.ts';

export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly spark?: {
    readonly condition: Condition;
    readonly parameters: Readonly<Record<string, string>>;
    readonly context: readonly QueryContext[];
  };
  /** Own fields that are plain text or numbers (a Python traceback, an errno). */
  readonly fields: Readonly<Record<string, string | number>>;
  readonly cause?: ErrorData;
}

/** An error of another thread that is no condition: its class is kept as `name` only. */
export class RemoteError extends Error {
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(data: ErrorData, cause: unknown) {
    super(data.message, cause === undefined ? {} : { cause });
    this.name = data.name;
    this.fields = data.fields;
    this.stack = data.stack;
  }
}

export function errorToData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '', fields: {} };
  const fields: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(error)) {
    if (typeof value === 'string' || typeof value === 'number') fields[key] = value;
  }
  const cause = error.cause === undefined ? {} : { cause: errorToData(error.cause) };
  const data = { name: error.name, message: error.message, stack: error.stack ?? '', fields, ...cause };
  if (!(error instanceof SparkError)) return data;
  const { condition, parameters, context } = error;
  return { ...data, spark: { condition, parameters, context } };
}

export function errorFromData(data: ErrorData): Error {
  const cause = data.cause === undefined ? undefined : errorFromData(data.cause);
  const { spark } = data;
  if (spark !== undefined) {
    const error = new SparkError(spark.condition, spark.parameters, spark.context, cause);
    error.stack = data.stack;
    return error;
  }
  if (data.name === 'InternalError') {
    const error = new InternalError(data.message, cause === undefined ? {} : { cause });
    error.stack = data.stack;
    return error;
  }
  return new RemoteError(data, cause);
}
