import { expect, test } from 'vitest';
import { refusal, verboseText } from './local-launch.ts';
import { parseSubmitArguments, type Submission } from './submit-arguments.ts';

const submission = (line: string): Submission => {
  const parsed = parseSubmitArguments(line.split(' '));
  if (parsed.kind !== 'submission') throw new Error(parsed.kind);
  return parsed;
};

const why = (line: string, conf: Readonly<Record<string, string>> = {}): string | undefined => {
  const properties = { 'spark.master': 'local[*]', 'spark.submit.deployMode': 'client', ...conf };
  return refusal(submission(line), new Map(Object.entries(properties)));
};

test('what runs', () => {
  expect(why('job.py')).toBeUndefined();
  expect(why('job', { 'spark.master': 'local-cluster[2,1,1024]' })).toBeUndefined();
  expect(why('job.py', { 'spark.remote': 'sc://h' })).toBeUndefined();
});

test.each([
  ['--kill d-1', {}, '--kill asks a cluster'],
  ['--proxy-user u job.py', {}, '--proxy-user is not supported'],
  ['--principal u job.py', {}, '--principal is not supported'],
  ['job.py', { 'spark.submit.deployMode': 'cluster' }, 'needs a cluster'],
  ['job.py', { 'spark.submit.deployMode': 'x' }, '--deploy-mode is client or cluster: x'],
  ['job.py', { 'spark.master': 'mesos://h:1' }, "the master 'mesos://h:1' is none of"],
  ['app.jar', {}, 'is for a JVM'],
  ['https://h/job.py', {}, 'not on this machine'],
  ['app.R', {}, 'program in R'],
  ['--master local job.py', { 'spark.remote': 'sc://h' }, 'exclude each other'],
  ['job.py', { 'spark.remote': 'local' }, 'sc://'],
])('%s with %o is refused', (line, conf, message) => {
  expect(why(line, conf)).toContain(message);
});

test('a waiting client gets the error about its master from the context', () => {
  expect(why('pyspark-shell', { 'spark.master': 'mesos://h:1' })).toBeUndefined();
});

test('what is printed holds no secret', () => {
  const conf = new Map([
    ['spark.hadoop.fs.s3a.secret.key', 'hidden'],
    ['spark.app.name', 'n'],
  ]);
  const text = verboseText(submission('job.py a'), conf);
  expect(text).toContain('spark.app.name=n');
  expect(text).not.toContain('hidden');
});
