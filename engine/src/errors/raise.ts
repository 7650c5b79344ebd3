/** The one way to report a user's error: a condition of the table with its typed parameters. */
import { CONDITIONS, type Condition, type ConditionKind, type ConditionRow, type ParametersOf } from './conditions.ts';
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
    const row: ConditionRow = CONDITIONS[condition];
    const places = row.placeless ? [] : context;
    const text = formatMessage(condition, parameters, places);
    const message = parse === undefined ? text : `\n${text}${places.length > 0 ? '' : placeInText(parse)}`;
    super(message, cause === undefined ? {} : { cause });
    this.condition = condition;
    this.parameters = parameters;
    this.context = places;
    this.kind = parse === undefined ? row.kind : 'parse';
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
  const text = row.message.replaceAll(/<([A-Za-z0-9_]+)>/g, (whole, key: string) => parameters[key] ?? whole);
  const summaries = context.map((c) => `\n${summaryOf(c)}`).join('');
  const unnamed = condition.startsWith('_LEGACY') || row.kind === 'hadoop-input';
  const named = unnamed ? text : `[${condition}] ${text} SQLSTATE: ${row.sqlState}`;
  return `${named}${summaries}`;
}

/** Where in the whole statement a parse error stands; line 0 is nowhere in particular. */
function placeInText(place: SqlContext): string {
  if (place.line === 0) return `\n== SQL ==\n${place.sqlText}`;
  const lines = place.sqlText.split('\n');
  const arrow = `${'-'.repeat(place.column)}^^^`;
  const shown = [...lines.slice(0, place.line), arrow, ...lines.slice(place.line)];
  return ` (line ${place.line}, pos ${place.column})\n\n== SQL ==\n${shown.join('\n')}\n`;
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
