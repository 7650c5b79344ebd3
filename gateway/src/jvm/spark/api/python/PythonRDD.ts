// org.apache.spark.api.python.PythonRDD: a Python function over an RDD's partitions; jobs whose results go to Python.

import { serveChunks, servePartitions } from '@tspark/engine/python/side-socket.ts';
import { collectFrames, localFrames } from '@tspark/engine/session/rdd-actions.ts';
import type { RunOptions } from '@tspark/engine/session/run-query.ts';
import type { Thread } from '../../../../thread.ts';
import { construct, javaClass } from '../../../define.ts';
import { List } from '../../../java/util/List.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, staticMethod } from '../../../method.ts';
import { BOOLEAN, INT, ref, STRING } from '../../../param-types.ts';
import { runOptions } from '../../application.ts';
import { PythonBroadcastClass } from '../../broadcast/Broadcast.ts';
import { siteWithin } from '../../rdd/call-site.ts';
import { RDDClass, type RddState } from '../../rdd/Rdd.ts';
import { SparkContextClass } from '../../SparkContext.ts';
import { socketResult } from '../../side-socket-result.ts';
import { JavaPairRDDClass } from '../java/JavaPairRDD.ts';
import { JavaRDDClass } from '../java/JavaRDD.ts';
import { JavaSparkContextClass } from '../java/JavaSparkContext.ts';
import { SimplePythonFunctionClass } from './SimplePythonFunction.ts';

const RDD = ref(() => RDDClass);

async function served(self: RddState, options: RunOptions, partitions?: readonly number[]) {
  return socketResult(serveChunks(await collectFrames(self.context, self.node, options, partitions)));
}

function inGroup(thread: Thread, group: string, description: string, interrupt: boolean): RunOptions {
  const options = runOptions(thread);
  return {
    ...options,
    properties: {
      ...options.properties,
      'spark.jobGroup.id': group,
      'spark.job.description': description,
      'spark.job.interruptOnCancel': String(interrupt),
    },
  };
}

export const PythonRDDClass: JavaClass<RddState> = javaClass('org.apache.spark.api.python.PythonRDD', () => ({
  superclass: RDDClass as JavaClass<never>,
  constructors: [
    construct(
      [RDD, ref(() => SimplePythonFunctionClass), BOOLEAN, BOOLEAN],
      (thread, { context, node }, fn, preservesPartitioning, isBarrier) => {
        const site = siteWithin(thread, 'RDD at PythonRDD.scala:59');
        const call = { ...fn, evalType: 0, deterministic: true };
        return { context, node: context.rdds.python(node, call, preservesPartitioning, site), isBarrier };
      },
    ),
  ],
  methods: { asJavaRDD: method([], (_, self) => JavaRDDClass.of(self)) },
  statics: {
    collectAndServe: staticMethod([RDD], (thread, rdd) => served(rdd, runOptions(thread))),
    collectAndServeWithJobGroup: staticMethod([RDD, STRING, STRING, BOOLEAN], (thread, rdd, group, text, interrupt) =>
      served(rdd, inGroup(thread, group, text, interrupt)),
    ),
    runJob: staticMethod(
      [ref(() => SparkContextClass), ref(() => JavaRDDClass), ref(List)],
      (thread, _, rdd, partitions) => served(rdd, runOptions(thread), partitions.map(Number)),
    ),
    toLocalIteratorAndServe: staticMethod([RDD, BOOLEAN], (thread, { context, node }, prefetch) =>
      socketResult(servePartitions(localFrames(context, node, runOptions(thread), prefetch))),
    ),
    readRDDFromFile: staticMethod(
      [ref(() => JavaSparkContextClass), STRING, INT],
      async (thread, context, path, slices) => {
        const site = siteWithin(thread, 'readRDDFromFile at PythonRDD.scala:326');
        return JavaRDDClass.of({ context, node: await context.rdds.parallelizeFile(path, slices, site) });
      },
    ),
    valueOfPair: staticMethod([ref(() => JavaPairRDDClass)], (thread, { context, node }) => {
      const site = siteWithin(thread, 'mapPartitions at PythonRDD.scala:197');
      return JavaRDDClass.of({ context, node: context.rdds.mapped(node, true, site) });
    }),
    setupBroadcast: staticMethod([STRING], (_, path) => PythonBroadcastClass.of({ path })),
  },
}));
