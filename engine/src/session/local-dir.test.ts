import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openLocalDir } from './local-dir.ts';

test('folders of processes that have ended go, those of others stay', async () => {
  const root = join(mkdtempSync(join(tmpdir(), 'local-dir-')), 'made');
  const ended = spawnSync('true').pid;
  const folder = (name: string): string => {
    const path = join(root, name);
    mkdirSync(join(path, 'inside'), { recursive: true });
    writeFileSync(join(path, 'inside', 'rows'), 'x');
    return path;
  };
  const gone = folder(`tspark-${hostname()}-${ended}-abcdef`);
  const kept = [
    folder(`tspark-${hostname()}-${process.pid}-abcdef`),
    folder(`tspark-elsewhere-${ended}-abcdef`),
    folder(`tspark-${hostname()}-${ended}-notes-of-mine`),
  ];
  const mine = openLocalDir(`${root},/ignored`);
  await vi.waitFor(() => expect(existsSync(gone)).toBe(false));
  expect([mine, ...kept].map((path) => existsSync(path))).toEqual([true, true, true, true]);
  expect(mine.startsWith(join(root, `tspark-${hostname()}-${process.pid}-`))).toBe(true);
});
