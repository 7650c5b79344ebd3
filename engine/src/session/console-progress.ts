/** The progress bar of a terminal or notebook: one part for each stage that runs for longer than half a second. */
import type { SchedulerStatus, StageInfo } from '../exec/status.ts';

/** Where it is drawn: the process's standard error, as far as it matters here. */
export interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

const FIRST_SHOWN_MS = 500;
const UPDATE_MS = 200;
const MOST_STAGES = 3;
const DEFAULT_WIDTH = 80;

/**
 * Whether a line can be drawn over: on a terminal, and below the cell of a notebook, where Jupyter's kernels put what
 * their child processes write. Into files and logs it would only be noise.
 */
export function redrawsLines(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true || environment.JPY_PARENT_PID !== undefined;
}

/** Draws while jobs run and leaves nothing behind; gives the way to end it. */
export function showConsoleProgress(status: SchedulerStatus, terminal: Terminal): () => void {
  const cancelled = new Set<number>();
  let jobs = 0;
  let shown = '';
  let timer: NodeJS.Timeout | undefined;

  function draw(line: string): void {
    if (line === shown) return;
    terminal.write(line === '' ? `\r${' '.repeat(shown.length)}\r` : `\r${line.padEnd(shown.length)}`);
    shown = line;
  }
  function rest(): void {
    clearInterval(timer);
    timer = undefined;
    draw('');
  }
  const update = (): void => draw(progressLine(shownStages(status, cancelled), terminal.columns || DEFAULT_WIDTH));
  const forget = status.addListener({
    jobStarted() {
      jobs += 1;
      timer ??= setInterval(update, UPDATE_MS).unref();
    },
    /** Whoever interrupts a job writes the next prompt at once. */
    jobCancelled(job) {
      cancelled.add(job.id);
      update();
    },
    jobEnded(job) {
      cancelled.delete(job.id);
      jobs -= 1;
      if (jobs === 0) rest();
    },
  });
  return () => {
    forget();
    rest();
  };
}

function shownStages(status: SchedulerStatus, cancelled: ReadonlySet<number>): readonly StageInfo[] {
  const before = Date.now() - FIRST_SHOWN_MS;
  return [...status.stages.values()]
    .filter((s) => s.status === 'active' && s.submitted < before && !cancelled.has(s.job))
    .slice(0, MOST_STAGES);
}

/** `[Stage 1:=====>    (3 + 2) / 8]`, for several stages side by side. */
function progressLine(stages: readonly StageInfo[], columns: number): string {
  const width = Math.floor(columns / Math.max(stages.length, 1));
  return stages
    .map(({ id, completed, active, tasks }) => {
      const head = `[Stage ${id}:`;
      const tail = `(${completed} + ${active}) / ${tasks}]`;
      const room = Math.max(width - head.length - tail.length, 0);
      const done = Math.floor((room * completed) / Math.max(tasks, 1));
      return head + `${'='.repeat(done)}>`.padEnd(room).slice(0, room) + tail;
    })
    .join('');
}
