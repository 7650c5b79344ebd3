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
  idle: [],
  refused: [],
  propertiesFile: undefined,
  extraPropertiesFiles: [],
  loadDefaults: false,
  verbose: false,
  request: undefined,
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

test('files are absolute, and modules are files for the workers', () => {
  const named = new Map([
    ['spark.submit.pyFiles', '/a/m.py,/b/z.zip'],
    ['spark.files', 'file:/c/data.txt'],
    ['spark.archives', '/d/x.zip#y'],
  ]);
  expect(Object.fromEntries(launchConf({ ...bare, options: named }, {}, '/nowhere', 5).conf)).toMatchObject({
    'spark.submit.pyFiles': '/a/m.py,/b/z.zip',
    'spark.files': 'file:///c/data.txt,file:///a/m.py,file:///b/z.zip',
    'spark.archives': 'file:///d/x.zip#y',
  });
});

test('of several extra files the last counts most, over --properties-file and under --conf', () => {
  writeFileSync(join(folder, 'extra.conf'), 'spark.mine 2\nspark.extra 1\nspark.set 1\n');
  writeFileSync(join(folder, 'more.conf'), 'spark.extra 2\n');
  const { conf } = launchConf(
    {
      ...bare,
      conf: new Map([['spark.set', 'by conf']]),
      propertiesFile: join(folder, 'mine.conf'),
      extraPropertiesFiles: [join(folder, 'extra.conf'), join(folder, 'more.conf')],
    },
    { SPARK_CONF_DIR: folder },
    '/nowhere',
    5,
  );
  expect(Object.fromEntries(conf)).toMatchObject({ 'spark.mine': '2', 'spark.extra': '2', 'spark.set': 'by conf' });
  expect(conf.has('spark.from.file')).toBe(false);
});

test('properties for a JVM are kept and told to be idle, as are options for a cluster', () => {
  const { conf, idle } = launchConf(
    { ...bare, idle: ['--queue'], conf: new Map([['spark.jars.packages', 'a:b:1']]) },
    {},
    '/nowhere',
    5,
  );
  expect(conf.get('spark.jars.packages')).toBe('a:b:1');
  expect(idle).toEqual(['--queue', 'spark.jars.packages']);
});
