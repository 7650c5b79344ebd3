/** The one way to report a user's error: a condition of the table with its typed parameters. */
import { CONDITIONS, type Condition, type ConditionKind, type ParametersOf } from './conditions.ts';
import { type QueryContext, type SqlContext, summaryOf } from './query-context.ts';

export class SparkError extends Error {
  override readonly name = 'SparkError';
  readonly condition: Condition;
  readonly parameters: Readonly<Record<string, string>>;
  readonly context: readonly QueryContext[];
  /** The exception class to become; an error raised by the parser is a parse error whatever its condition. */
  readonly kind: ConditionKind;

  constructor(
    condition: Condition,
    parameters: Readonly<Record<string, string>>,
    context: readonly QueryContext[],
    cause: unknown,
    parse?: SqlContext,
  ) {
    const message =
      parse === undefined
        ? formatMessage(condition, parameters, context)
        : formatParseMessage(condition, parameters, parse);
    super(message, cause === undefined ? {} : { cause });
    this.condition = condition;
    this.parameters = parameters;
    this.context = context;
    this.kind = parse === undefined ? CONDITIONS[condition].kind : 'parse';
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
  const state = row.sqlState === '' ? '' : ` SQLSTATE: ${row.sqlState}`;
  return `[${condition}] ${text}${state}${summaries}`;
}

/** A parse error's text: the place, then the whole statement with an arrow under the offending line. */
function formatParseMessage(
  condition: Condition,
  parameters: Readonly<Record<string, string>>,
  place: SqlContext,
): string {
  const lines = place.sqlText.split('\n');
  const arrow = `${'-'.repeat(place.column)}^^^`;
  const shown = [...lines.slice(0, place.line), arrow, ...lines.slice(place.line)];
  const where = `(line ${place.line}, pos ${place.column})`;
  return `\n${formatMessage(condition, parameters)} ${where}\n\n== SQL ==\n${shown.join('\n')}\n`;
}

export interface RaiseOptions {
  readonly context?: QueryContext | undefined;
  readonly cause?: unknown;
  /** Raised while parsing: the place the message points at. `context` stays what the user's program can ask for. */
  readonly parse?: SqlContext | undefined;
}

export function sparkError<C extends Condition>(
  condition: C,
  parameters: ParametersOf<C>,
  options: RaiseOptions = {},
): SparkError {
  const context = options.context === undefined ? [] : [options.context];
  return new SparkError(
    condition,
    parameters as Readonly<Record<string, string>>,
    context,
    options.cause,
    options.parse,
  );
}

export function raise<C extends Condition>(
  condition: C,
  parameters: ParametersOf<C>,
  options: RaiseOptions = {},
): never {
  throw sparkError(condition, parameters, options);
}
