import { expect, test } from 'vitest';
import { parseSubmitArguments } from './submit-arguments.ts';
import { SUBMIT_OPTIONS } from './submit-options.ts';

test('options up to the resource, the rest belongs to the script', () => {
  const parsed = parseSubmitArguments(
    '--conf spark.x=a=b -c spark.y= --master=local[2] --py-files a.zip job.py --conf kept'.split(' '),
  );
  expect(parsed).toEqual({
    kind: 'submission',
    conf: new Map([
      ['spark.x', 'a=b'],
      ['spark.y', ''],
    ]),
    options: new Map([
      ['spark.master', 'local[2]'],
      ['spark.submit.pyFiles', 'a.zip'],
    ]),
    idle: [],
    refused: [],
    propertiesFile: undefined,
    extraPropertiesFiles: [],
    loadDefaults: false,
    verbose: false,
    request: undefined,
    resource: 'job.py',
    resourceArguments: ['--conf', 'kept'],
  });
});

test.each([
  ['--bogus job.py', 'Unrecognized option: --bogus'],
  ['--conf spark.x job.py', "Spark config without '=': spark.x"],
  ['--conf', "Missing argument for option '--conf'."],
  ['--name n', 'Missing application resource.'],
])('%s is refused', (line, message) => {
  expect(parseSubmitArguments(line.split(' '))).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining(message),
  });
});

test("all of Spark's options are known", () => {
  const options = `--archives --class --conf --deploy-mode --driver-class-path --driver-cores --driver-java-options
    --driver-library-path --driver-memory --exclude-packages --executor-cores --executor-memory --extra-properties-file
    --files --help --jars --keytab --kill --load-spark-defaults --master --name --num-executors --packages --principal
    --properties-file --proxy-user --py-files --queue --remote --repositories --status --supervise
    --total-executor-cores --usage-error --verbose --version`.split(/\s+/);
  expect([...SUBMIT_OPTIONS.keys()].filter((option) => option.startsWith('--')).sort()).toEqual(options);
});

test('options without an effect and refused ones are set apart, flags take no word', () => {
  const line = '--supervise --queue q --class a.B --keytab k --verbose --driver-memory 2g job.py';
  expect(parseSubmitArguments(line.split(' '))).toMatchObject({
    idle: ['--supervise', '--queue', '--class'],
    refused: [expect.stringContaining('--keytab is not supported')],
    options: new Map([['spark.driver.memory', '2g']]),
    verbose: true,
    resource: 'job.py',
  });
});

test.each([
  ['--status driver-1', '--status'],
  ['--kill driver-1 --master spark://h:1', '--kill'],
])('%s needs no resource', (line, request) => {
  expect(parseSubmitArguments(line.split(' '))).toMatchObject({ kind: 'submission', request, resource: '' });
});
