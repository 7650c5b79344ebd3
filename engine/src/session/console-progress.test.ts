import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JobInfo, SchedulerStatus, type StageInfo } from '../exec/status.ts';
import { redrawsLines, showConsoleProgress } from './console-progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started(columns: number) {
  const status = new SchedulerStatus();
  const written: string[] = [];
  const stop = showConsoleProgress(status, { columns, write: (text: string) => written.push(text) });
  const job: JobInfo = { id: 0, properties: {}, stages: [1], status: 'running', submitted: Date.now() };
  const stage = (id: number, completed: number): StageInfo => {
    const info: StageInfo = {
      ...{ id, job: 0, name: '', tasks: 8, active: 2, completed, failed: 0 },
      ...{ status: 'active', submitted: Date.now() },
    };
    status.stages.set(id, info);
    return info;
  };
  return { status, written, stop, job, stage };
}

test('a long stage is drawn as Spark draws it, and wiped away when the job ends', () => {
  const { status, written, stop, job, stage } = started(40);
  status.tell((l) => l.jobStarted?.(job));
  const info = stage(1, 3);
  vi.advanceTimersByTime(500);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(written).toEqual(['\r[Stage 1:=======>           (3 + 2) / 8]']);
  info.completed = 8;
  info.active = 0;
  vi.advanceTimersByTime(200);
  expect(written.at(-1)).toBe('\r[Stage 1:===================(8 + 0) / 8]');
  status.tell((l) => l.jobEnded?.(job));
  expect(written.at(-1)).toBe(`\r${' '.repeat(40)}\r`);
  const count = written.length;
  vi.advanceTimersByTime(5000);
  expect(written.length).toBe(count);
  stop();
});

test('stages share the line; short jobs show nothing', () => {
  const { status, written, job, stage } = started(60);
  status.tell((l) => l.jobStarted?.(job));
  stage(1, 4);
  stage(2, 0);
  vi.advanceTimersByTime(800);
  expect(written).toEqual(['\r[Stage 1:====>    (4 + 2) / 8][Stage 2:>        (0 + 2) / 8]']);
  const quick = started(60);
  quick.status.tell((l) => l.jobStarted?.(quick.job));
  quick.stage(1, 0);
  vi.advanceTimersByTime(300);
  quick.status.tell((l) => l.jobEnded?.(quick.job));
  expect(quick.written).toEqual([]);
});

test('of a cancelled job nothing is left, whenever its tasks stop', () => {
  const { status, written, job, stage } = started(40);
  status.tell((l) => l.jobStarted?.(job));
  const info = stage(1, 3);
  vi.advanceTimersByTime(800);
  status.tell((l) => l.jobCancelled?.(job));
  expect(written.at(-1)).toBe(`\r${' '.repeat(40)}\r`);
  const count = written.length;
  info.active = 0;
  vi.advanceTimersByTime(1000);
  status.tell((l) => l.jobEnded?.(job));
  expect(written.length).toBe(count);
});

test('drawn on terminals and in notebooks only', () => {
  expect(redrawsLines({ isTTY: true }, {})).toBe(true);
  expect(redrawsLines({}, { JPY_PARENT_PID: '12' })).toBe(true);
  expect(redrawsLines({}, {})).toBe(false);
});
