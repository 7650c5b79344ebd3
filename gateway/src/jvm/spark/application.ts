// What all connections share of Spark: the running context and the default session; what each thread has of its own.

import type { LocalProperties } from '@tspark/engine/exec/status.ts';
import type { ExecutorAhead } from '@tspark/engine/session/executor-ahead.ts';
import type { RunOptions } from '@tspark/engine/session/run-query.ts';
import { SparkContext } from '@tspark/engine/session/spark-context.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { DEFAULT_PARSE_OPTIONS, type ParseOptions } from '@tspark/engine/sql/parse-options.ts';
import { perGateway } from '../../gateway.ts';
import { type Thread, threadLocal } from '../../thread.ts';
import { IllegalArgumentException, IllegalStateException } from '../java/lang/exceptions.ts';
import { javaError } from '../throwable.ts';
import { type ConfState, checkStartable } from './SparkConf.ts';

interface Application {
  /** For the first context. */
  ahead: ExecutorAhead | undefined;
  context: SparkContext | undefined;
  defaultSession: SparkSession | undefined;
}

export const application = perGateway<Application>(() => ({
  ahead: undefined,
  context: undefined,
  defaultSession: undefined,
}));

export const activeSession = threadLocal<SparkSession | undefined>('active-session', () => undefined);

/** A thread's local properties; replaced whole, never changed in place. */
export const localProperties = threadLocal<LocalProperties>('local-properties', () => ({}));

export function setLocalProperty(thread: Thread, key: string, value: string | null): void {
  const { [key]: _, ...others } = localProperties.get(thread);
  localProperties.set(thread, value === null ? others : { ...others, [key]: value });
}

export function startContext(thread: Thread, conf: ConfState): SparkContext {
  checkStartable(conf);
  const state = application(thread.gateway);
  if (state.context !== undefined && !state.context.isStopped) {
    throw javaError(IllegalStateException, 'Only one SparkContext should be running in this process (see SPARK-2243).');
  }
  state.context = new SparkContext(conf, state.ahead);
  state.ahead = undefined;
  return state.context;
}

export function runOptions(thread: Thread): RunOptions {
  return { signal: thread.signal, properties: localProperties.get(thread) };
}

const TAGS = 'spark.job.tags';

export function tags(thread: Thread): readonly string[] {
  return (localProperties.get(thread)[TAGS] ?? '').split(',').filter((tag) => tag !== '');
}

export function addTag(thread: Thread, tag: string): void {
  if (tag === '' || tag.includes(','))
    throw javaError(IllegalArgumentException, "Spark job tag cannot be an empty string or contain ','.");
  setLocalProperty(thread, TAGS, [...new Set([...tags(thread), tag])].join(','));
}

export function removeTag(thread: Thread, tag: string): void {
  setLocalProperty(
    thread,
    TAGS,
    tags(thread)
      .filter((each) => each !== tag)
      .join(','),
  );
}

export function clearTags(thread: Thread): void {
  setLocalProperty(thread, TAGS, null);
}

export function runningContext(thread: Thread): SparkContext {
  const { context } = application(thread.gateway);
  if (context === undefined || context.isStopped)
    throw javaError(IllegalStateException, 'There is no running SparkContext.');
  return context;
}

/** How texts are parsed for a thread: by its active session's settings, else the default session's. */
export function parseOptionsOf(thread: Thread): ParseOptions {
  const session = activeSession.get(thread) ?? application(thread.gateway).defaultSession;
  return session?.parseOptions ?? DEFAULT_PARSE_OPTIONS;
}
