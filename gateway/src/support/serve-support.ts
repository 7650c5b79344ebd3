/** The process that `tspark check` starts: questions as JSON on standard input, answers on standard output. */
import { json } from 'node:stream/consumers';
import { answer, type Questions } from './answer.ts';

export async function serveSupport(): Promise<void> {
  process.stdout.write(JSON.stringify(answer((await json(process.stdin)) as Questions)));
}
