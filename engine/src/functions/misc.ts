/** Functions about the session, the task and the arguments' types, and errors on demand. */
import { js } from '../fragments/js.ts';
import { type DataType, INT, LONG, STRING, simpleString, VOID } from '../types/data-type.ts';
import { AS_BOOLEAN } from './arg-kinds.ts';
import { ANY, mapOf, STRING_ARG } from './arg-types.ts';
import { familyOf, partialIn, strict, total, totalIn } from './calls.ts';
import { type GenContext, type ScalarFunction, scalar } from './define.ts';
import { fail, failUnless, failWith } from './impl/user-error.ts';

const declare = familyOf('misc_funcs');

export const typeOfArgument = scalar({
  name: 'typeof',
  since: '3.0.0',
  group: 'misc_funcs',
  usage: 'The type of the argument as text.',
  examples: [
    ['typeof(1)', 'int'],
    ['typeof(array(1))', 'array<int>'],
  ],
  overloads: [
    {
      args: [ANY],
      returns: STRING,
      nullable: false,
      nulls: 'lazy',
      gen: (_, { argTypes }) => ({
        before: js``,
        isNull: js`false`,
        value: js`${simpleString(argTypes[0] as DataType)}`,
      }),
      duckdb: { none: 'names of types differ' },
    },
  ],
});

export const raiseError = declare(
  'raise_error',
  '3.1.0',
  'Raises an error with the message.',
  [],
  total([STRING_ARG], VOID, fail, { nullable: true }),
  total([STRING_ARG, mapOf(STRING_ARG, STRING_ARG)], VOID, failWith, { nullable: true }),
);

export const assertTrue = scalar({
  name: 'assert_true',
  since: '2.0.0',
  group: 'misc_funcs',
  usage: 'NULL where the condition holds; otherwise an error.',
  examples: [['assert_true(0 < 1)', 'NULL']],
  overloads: [total([AS_BOOLEAN, STRING_ARG], VOID, failUnless, { nullable: true })],
});

const perTask = (
  name: string,
  since: string,
  usage: string,
  shown: string,
  type: DataType,
  gen: (context: GenContext) => ReturnType<typeof js>,
  pretty = name,
): ScalarFunction =>
  scalar({
    name,
    since,
    group: 'misc_funcs',
    usage,
    examples: [[`${name}()`, shown]],
    deterministic: false,
    pretty: () => `${pretty}()`,
    overloads: [
      {
        args: [],
        returns: type,
        nullable: false,
        nulls: 'manual',
        gen: (_, context) => gen(context),
        duckdb: { none: 'depends on the task' },
      },
    ],
  });

/** Of the file that a task reads: analysis passes what the row's file says, where there is one. */
const ofFile = (name: string, since: string, usage: string, type: DataType, none: string | bigint): ScalarFunction =>
  scalar({
    name,
    since,
    group: 'misc_funcs',
    usage,
    examples: [[`${name}()`, String(none)]],
    deterministic: false,
    pretty: () => `${name}()`,
    overloads: [
      total([], type, () => none, { nullable: false }),
      {
        args: [ANY],
        returns: type,
        nullable: false,
        nulls: 'propagate',
        gen: ([value]) => value,
        duckdb: { none: 'depends on the task' },
      },
    ],
  });

export const inputFileName = ofFile('input_file_name', '1.5.0', 'The file that is read, or nothing.', STRING, '');
export const inputFileBlockStart = ofFile(
  'input_file_block_start',
  '2.2.0',
  'Where the part of the file begins that is read, or -1.',
  LONG,
  -1n,
);
export const inputFileBlockLength = ofFile(
  'input_file_block_length',
  '2.2.0',
  'The length of the part of the file that is read, or -1.',
  LONG,
  -1n,
);

export const sparkPartitionId = perTask(
  'spark_partition_id',
  '1.4.0',
  'The number of the partition.',
  '0',
  INT,
  ({ partition }) => js`${partition}`,
  'SPARK_PARTITION_ID',
);

/** Counts within the partition, from the partition's number in the upper 31 bits. */
function counter(partition: number): () => bigint {
  let next = (BigInt(partition) << 33n) - 1n;
  return () => {
    next += 1n;
    return next;
  };
}

export const monotonicallyIncreasingId = perTask(
  'monotonically_increasing_id',
  '1.4.0',
  'A number that grows from row to row, different in all partitions.',
  '0',
  LONG,
  (context) => js`${context.state(counter)}()`,
);

export const uuid = scalar({
  name: 'uuid',
  since: '2.3.0',
  group: 'string_funcs',
  usage: 'A random UUID.',
  examples: [['length(uuid())', '36']],
  deterministic: false,
  overloads: [
    {
      args: [],
      returns: STRING,
      nullable: false,
      nulls: 'manual',
      gen: () => js`${() => crypto.randomUUID()}()`,
      duckdb: { none: 'random' },
    },
  ],
});

export const version = declare(
  'version',
  '3.0.0',
  'The version of Spark whose behaviour this is, and of its sources.',
  [],
  strict([], STRING, () => '4.3.0 98bc0212c94705434471627068f41e374ccab143'),
);

export const currentTimezone = declare(
  'current_timezone',
  '3.1.0',
  "The session's time zone.",
  [['current_timezone()', 'UTC']],
  partialIn([], STRING, (c) => () => c.timeZone, { nullable: false }),
);

export const collation = declare(
  'collation',
  '4.0.0',
  "The name of a text's collation.",
  [["collation('Spark')", 'SYSTEM.BUILTIN.UTF8_BINARY']],
  totalIn(
    [STRING_ARG],
    STRING,
    ({ argTypes: [type] }) =>
      () =>
        `SYSTEM.BUILTIN.${type?.kind === 'string' ? type.collation : 'UTF8_BINARY'}`,
    {
      nullable: false,
    },
  ),
);

const ofSession = (name: string, since: string, usage: string, shown = name): ScalarFunction =>
  scalar({
    name,
    since,
    group: 'misc_funcs',
    usage,
    examples: [],
    pretty: () => `${shown}()`,
    overloads: [strict([STRING_ARG], STRING, (value: string) => value, { nullable: false })],
  });

export const currentUser = ofSession('current_user', '3.2.0', "The user's name.");
export const user = ofSession('user', '3.4.0', "The user's name.");
export const sessionUser = ofSession('session_user', '4.0.0', "The user's name.");
export const currentDatabase = ofSession('current_database', '1.6.0', 'The current database.', 'current_schema');
export const currentSchema = ofSession('current_schema', '3.4.0', 'The current database.');
export const currentCatalog = ofSession('current_catalog', '3.1.0', 'The current catalog.');
