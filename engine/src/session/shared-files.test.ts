import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SharedFiles } from './shared-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'shared-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'data.txt'), 'd');
execFileSync('tar', ['-czf', join(folder, 'a.tar.gz'), '-C', folder, 'data.txt']);
execFileSync('python3', ['-m', 'zipfile', '-c', join(folder, 'z.zip'), join(folder, 'data.txt')]);

const shared = (name: string): SharedFiles => {
  mkdirSync(join(folder, name));
  return new SharedFiles(join(folder, name));
};

test('files and archives that properties name', () => {
  const files = shared('configured');
  files.addConfigured(`file://${folder}/data.txt`, `${folder}/a.tar.gz#un,${folder}/z.zip`);
  expect(files.list).toEqual([`file://${folder}/data.txt`]);
  expect(files.archives).toEqual([`file:${folder}/a.tar.gz#un`, `file:${folder}/z.zip`]);
  expect(readFileSync(files.pathOf('un/data.txt'), 'utf8')).toBe('d');
  expect(readFileSync(files.pathOf('z.zip/data.txt'), 'utf8')).toBe('d');
});

test.each([
  [
    'tar',
    "import tarfile, io; t = tarfile.open(sys.argv[1], 'w'); t.addfile(tarfile.TarInfo('../../out.txt'), io.BytesIO())",
  ],
  ['zip', "import zipfile; zipfile.ZipFile(sys.argv[1], 'w').writestr('../../out.txt', '')"],
])('a member of a %s that leads out of the folder does not get there', (kind, make) => {
  const archive = join(folder, `evil.${kind}`);
  execFileSync('python3', ['-c', `import sys; ${make}`, archive]);
  const files = shared(`evil-${kind}`);
  try {
    files.addArchive(archive);
  } catch {
    // Some programs refuse such an archive, others strip the name.
  }
  expect(readdirSync(join(folder, `evil-${kind}`))).toEqual(['userFiles']);
});

test('what is not there is named', () => {
  expect(() => shared('absent').addArchive('/no/such.zip')).toThrow('/no/such.zip');
});
