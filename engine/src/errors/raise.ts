/** The one way to report a user's error: a condition of the table with its typed parameters. */
import { CONDITIONS, type Condition, type ParametersOf } from './conditions.ts';
import type { QueryContext } from './query-context.ts';
import { summaryOf } from './query-context.ts';

export class SparkError extends Error {
  override readonly name = 'SparkError';
  readonly condition: Condition;
  readonly parameters: Readonly<Record<string, string>>;
  readonly context: readonly QueryContext[];

  constructor(
    condition: Condition,
    parameters: Readonly<Record<string, string>>,
    context: readonly QueryContext[],
    cause: unknown,
  ) {
    super(formatMessage(condition, parameters, context), cause === undefined ? {} : { cause });
    this.condition = condition;
    this.parameters = parameters;
    this.context = context;
  }

  get sqlState(): string {
    return CONDITIONS[this.condition].sqlState;
  }
}

/** `[CONDITION] message SQLSTATE: xxxxx` followed by the summaries of the query contexts, as Spark prints it. */
export function formatMessage(
  condition: Condition,
  parameters: Readonly<Record<string, string>>,
  context: readonly QueryContext[] = [],
): string {
  const row = CONDITIONS[condition];
  const text = row.message.replaceAll(/<([A-Za-z0-9]+)>/g, (whole, key: string) => parameters[key] ?? whole);
  const summaries = context.map((c) => `\n${summaryOf(c)}`).join('');
  return `[${condition}] ${text} SQLSTATE: ${row.sqlState}${summaries}`;
}

export interface RaiseOptions {
  readonly context?: QueryContext | undefined;
  readonly cause?: unknown;
}

export function sparkError<C extends Condition>(condition: C, parameters: ParametersOf<C>, options: RaiseOptions = {}): SparkError {
  const context = options.context === undefined ? [] : [options.context];
  return new SparkError(condition, parameters as Readonly<Record<string, string>>, context, options.cause);
}

export function raise<C extends Condition>(condition: C, parameters: ParametersOf<C>, options: RaiseOptions = {}): never {
  throw sparkError(condition, parameters, options);
}
