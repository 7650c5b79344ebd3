import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { launchConf } from './launch-conf.ts';
import type { Submission } from './submit-arguments.ts';

const folder = mkdtempSync(join(tmpdir(), 'launch-conf-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'spark-defaults.conf'), 'spark.from.file a\nspark.master local[3]\nother.key 1\n');
writeFileSync(join(folder, 'mine.conf'), 'spark.mine 1\n');

const bare: Submission = {
  kind: 'submission',
  conf: new Map(),
  options: new Map(),
  propertiesFile: undefined,
  loadDefaults: false,
  resource: 'pyspark-shell',
  resourceArguments: [],
};

test('a bare gateway has the properties the real launcher gives', () => {
  expect(Object.fromEntries(launchConf(bare, {}, '/nowhere', 5).conf)).toEqual({
    'spark.app.name': 'pyspark-shell',
    'spark.app.submitTime': '5',
    'spark.master': 'local[*]',
    'spark.submit.deployMode': 'client',
    'spark.submit.pyFiles': '',
    'spark.ui.showConsoleProgress': 'true',
  });
});

test('an option wins over --conf, --conf over the file, and keys of others are named', () => {
  const { conf, warnings } = launchConf(
    {
      ...bare,
      resource: 'dir/job.py',
      conf: new Map([
        ['spark.app.name', 'by conf'],
        ['spark.from.file', 'b'],
      ]),
      options: new Map([['spark.app.name', 'by option']]),
    },
    { SPARK_CONF_DIR: folder },
    '/nowhere',
    5,
  );
  expect(Object.fromEntries(conf)).toMatchObject({
    'spark.app.name': 'by option',
    'spark.from.file': 'b',
    'spark.master': 'local[3]',
  });
  expect(conf.has('spark.ui.showConsoleProgress')).toBe(false);
  expect(warnings).toEqual(['Warning: Ignoring non-Spark config property: other.key']);
});

test('--properties-file replaces the defaults unless both are asked for', () => {
  const mine = { ...bare, propertiesFile: join(folder, 'mine.conf') };
  const alone = launchConf(mine, { SPARK_CONF_DIR: folder }, '/nowhere', 5).conf;
  const both = launchConf({ ...mine, loadDefaults: true }, { SPARK_CONF_DIR: folder }, '/nowhere', 5).conf;
  expect([alone.get('spark.mine'), alone.get('spark.from.file')]).toEqual(['1', undefined]);
  expect([both.get('spark.mine'), both.get('spark.from.file')]).toEqual(['1', 'a']);
});
