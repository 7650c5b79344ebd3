/** Which operator runs which node: the one place where plans become running code. */
import { internal, unreachable } from '../errors/internal.ts';
import type { Batch } from '../types/vector.ts';
import type { PhysicalNode } from './node.ts';
import type { TaskContext } from './operator.ts';
import { runExpand } from './operators/expand.ts';
import { runGenerate } from './operators/generate.ts';
import { runHashAggregate } from './operators/hash-aggregate.ts';
import { runHashJoin } from './operators/hash-join.ts';
import { runLimit, runTail } from './operators/limit.ts';
import { runLocalScan } from './operators/local-scan.ts';
import { runNestedLoopJoin } from './operators/nested-loop-join.ts';
import { runPipeline } from './operators/pipeline.ts';
import { runPythonEval, runPythonMap } from './operators/python.ts';
import { runPythonAggregate, runPythonCogroup } from './operators/python-groups.ts';
import { runPythonWindow } from './operators/python-window.ts';
import { runRangeScan } from './operators/range-scan.ts';
import { runRowOrder } from './operators/row-order.ts';
import { runSample } from './operators/sample.ts';
import { runSort } from './operators/sort.ts';
import { runCoalesce, runUnion } from './operators/union.ts';
import { runWindow } from './operators/window.ts';

/** A task's context made complete: children run by the same dispatch, for the same partition unless told otherwise. */
export function openTask(base: Omit<TaskContext, 'run'>): TaskContext {
  const task: TaskContext = {
    ...base,
    run(node, partition = task.partition) {
      const rows = runNode(node, partition === task.partition ? task : openTask({ ...base, partition }));
      return base.measure === undefined ? rows : base.measure(node, rows);
    },
  };
  return task;
}

/** The rows of a node in the task's partition. The plan has been cut: exchanges are reads by now. */
export function runNode(node: PhysicalNode, task: TaskContext): AsyncIterable<Batch> {
  const { services, partition } = task;
  switch (node.kind) {
    case 'range-scan':
      return runRangeScan(node, task);
    case 'local-scan':
      return runLocalScan(node, task);
    case 'file-scan':
      return services.scan(node, partition, task);
    case 'rdd-scan':
      return services.rdd(node, partition, task);
    case 'cache-scan':
      return services.readCache(node.cache, partition);
    case 'native-scan':
      return services.native(node, partition, task);
    case 'shuffle-read':
      return services.readShuffle(node.shuffle, partition);
    case 'pipeline':
      return runPipeline(node, task);
    case 'hash-aggregate':
      return runHashAggregate(node, task);
    case 'sort':
      return runSort(node, task);
    case 'window':
      return runWindow(node, task);
    case 'limit':
      return runLimit(node, task);
    case 'tail':
      return runTail(node, task);
    case 'expand':
      return runExpand(node, task);
    case 'generate':
      return runGenerate(node, task);
    case 'sample':
      return runSample(node, task);
    case 'row-order':
      return runRowOrder(node, task);
    case 'python-eval':
      return runPythonEval(node, task);
    case 'python-map':
      return runPythonMap(node, task);
    case 'python-cogroup':
      return runPythonCogroup(node, task);
    case 'python-aggregate':
      return runPythonAggregate(node, task);
    case 'python-window':
      return runPythonWindow(node, task);
    case 'coalesce':
      return runCoalesce(node, task);
    case 'union':
      return runUnion(node, task);
    case 'hash-join':
      return runHashJoin(node, task);
    case 'nested-loop-join':
      return runNestedLoopJoin(node, task);
    case 'write':
      return services.write(node, task.run(node.child), task);
    case 'broadcast-read':
    case 'exchange':
    case 'broadcast-exchange':
      return internal(`${node.kind} is not run by itself`);
    default:
      return unreachable(node);
  }
}
