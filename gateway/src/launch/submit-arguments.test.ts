import { expect, test } from 'vitest';
import { parseSubmitArguments } from './submit-arguments.ts';

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
    propertiesFile: undefined,
    loadDefaults: false,
    resource: 'job.py',
    resourceArguments: ['--conf', 'kept'],
  });
});

test.each([
  ['--bogus job.py', 'Unrecognized option: --bogus'],
  ['--conf spark.x job.py', "Spark config without '=': spark.x"],
  ['--conf', "Missing argument for option '--conf'."],
  ['--name n', 'Missing application resource.'],
  ['--class org.example.Main app.jar', 'no JVM'],
])('%s is refused', (line, message) => {
  expect(parseSubmitArguments(line.split(' '))).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining(message),
  });
});
