/** How many threads libuv needs for a master: native queries start from its pool, and file access must still get through. */
import { availableParallelism } from 'node:os';

const SPARE_THREADS = 8;

export function threadPoolSize(master: string): number {
  const threads = /^local\[(\*|\d+)/.exec(master)?.[1] ?? '1';
  return (threads === '*' ? availableParallelism() : Number(threads)) + SPARE_THREADS;
}
