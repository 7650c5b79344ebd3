/** The message that starts a task in a Python worker. */
import { BinaryWriter } from './binary-writer.ts';

/** What `TaskContext.get()` shows inside a Python function. */
export interface PythonTaskContext {
  readonly stageId: number;
  readonly partitionId: number;
  readonly attemptNumber: number;
  readonly taskAttemptId: number;
  readonly localProperties: Readonly<Record<string, string>>;
  readonly cpus: number;
  /** Barrier tasks only: where `barrier()` and `allGather()` ask. */
  readonly barrier?: { readonly connInfo: string | number; readonly secret: string | null } | undefined;
}

export interface BroadcastFile {
  readonly id: number;
  readonly path: string;
}

/** One function and the functions chained before it: the first is called with the arguments, the next with its result. */
export interface UdfCommand {
  readonly args: readonly UdfArgument[];
  readonly chain: readonly Uint8Array[];
  /** `resultId`: tells profiles apart. */
  readonly id: number;
}
export interface UdfArgument {
  readonly offset: number;
  readonly name?: string | undefined;
}

export type PythonCommand =
  | { readonly kind: 'rdd'; readonly bytes: Uint8Array }
  | { readonly kind: 'udfs'; readonly udfs: readonly UdfCommand[] }
  | {
      readonly kind: 'udtf';
      readonly args: readonly UdfArgument[];
      readonly partitionChildIndexes: readonly number[];
      readonly analyzeResult: Uint8Array | undefined;
      readonly handler: Uint8Array;
      readonly returnTypeJson: string;
      readonly name: string;
    };

export interface PythonTask {
  readonly context: PythonTaskContext;
  /** The client's Python, such as `3.11`; the worker must be the same. */
  readonly pythonVersion: string;
  readonly filesDir: string;
  readonly includes: readonly string[];
  readonly broadcasts: readonly BroadcastFile[];
  readonly evalType: number;
  readonly runnerConf: Readonly<Record<string, string>>;
  readonly evalConf: Readonly<Record<string, string>>;
  readonly command: PythonCommand;
}

const START_OF_INIT_MESSAGE = -8;

/** `known`: ids of the broadcasts a reused worker still holds; updated to what it will hold. */
export function taskMessage(task: PythonTask, known: Set<number>): Uint8Array {
  const init = new BinaryWriter();
  init.int32(task.context.partitionId).text(task.pythonVersion).text(contextJson(task.context)).text(task.filesDir);
  init.int32(task.includes.length);
  for (const include of task.includes) init.text(include);
  writeBroadcasts(init, task.broadcasts, known);
  init.int32(task.evalType).texts(task.runnerConf).texts(task.evalConf);
  writeCommand(init, task.command);
  const body = init.finish();
  return Buffer.concat([new BinaryWriter().int32(START_OF_INIT_MESSAGE).int32(body.length).finish(), body]);
}

function contextJson(context: PythonTaskContext): string {
  const { barrier } = context;
  return JSON.stringify({
    isBarrier: barrier !== undefined,
    connInfo: barrier?.connInfo ?? null,
    secret: barrier?.secret ?? null,
    stageId: context.stageId,
    partitionId: context.partitionId,
    attemptNumber: context.attemptNumber,
    taskAttemptId: context.taskAttemptId,
    cpus: context.cpus,
    cpuAmount: String(context.cpus),
    resources: {},
    localProperties: context.localProperties,
  });
}

/** Broadcasts the worker no longer needs go as `-id - 1`, new ones with the path of their file. */
function writeBroadcasts(out: BinaryWriter, wanted: readonly BroadcastFile[], known: Set<number>): void {
  const ids = new Set(wanted.map((b) => b.id));
  const dropped = [...known].filter((id) => !ids.has(id));
  const added = wanted.filter((b) => !known.has(b.id));
  out.bool(false).int32(dropped.length + added.length);
  for (const id of dropped) {
    out.int64(-id - 1);
    known.delete(id);
  }
  for (const { id, path } of added) {
    out.int64(id).text(path);
    known.add(id);
  }
}

function writeCommand(out: BinaryWriter, command: PythonCommand): void {
  switch (command.kind) {
    case 'rdd':
      out.bytes(command.bytes);
      return;
    case 'udfs':
      out.int32(command.udfs.length);
      for (const udf of command.udfs) {
        writeArguments(out, udf.args);
        out.int32(udf.chain.length);
        for (const link of udf.chain) out.bytes(link);
        out.int64(udf.id);
      }
      return;
    case 'udtf':
      writeArguments(out, command.args);
      out.int32(command.partitionChildIndexes.length);
      for (const index of command.partitionChildIndexes) out.int32(index);
      out.bool(command.analyzeResult !== undefined);
      if (command.analyzeResult !== undefined) out.bytes(command.analyzeResult);
      out.bytes(command.handler).text(command.returnTypeJson).text(command.name);
      return;
  }
}

function writeArguments(out: BinaryWriter, args: readonly UdfArgument[]): void {
  out.int32(args.length);
  for (const { offset, name } of args) {
    out.int32(offset).bool(name !== undefined);
    if (name !== undefined) out.text(name);
  }
}
