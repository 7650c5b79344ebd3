// org.apache.spark.rdd.RDD and its classes, as PySpark reaches them through `_jrdd.rdd()`.

import { debugString, rddText } from '@tspark/engine/rdd/debug-string.ts';
import type { RddNode } from '@tspark/engine/rdd/node.ts';
import { checkpoint, localCheckpoint } from '@tspark/engine/session/rdd-checkpoint.ts';
import type { SparkContext } from '@tspark/engine/session/spark-context.ts';
import { javaArray } from '../../array-class.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, objectMethod } from '../../method.ts';
import { BOOLEAN, STRING } from '../../param-types.ts';
import { optionOf } from '../../scala/Option.ts';
import { JavaRDDClass } from '../api/java/JavaRDD.ts';
import { PythonRDDClass } from '../api/python/PythonRDD.ts';
import { SparkContextClass } from '../SparkContext.ts';

export interface RddState {
  readonly context: SparkContext;
  readonly node: RddNode;
  /** Of a Python RDD whose tasks run all at once. */
  readonly isBarrier?: boolean;
}

export const rddEquals = (self: RddState, other: RddState): boolean => self.node.id === other.node.id;
export const rddHash = (self: RddState): number => self.node.id;
export const textOf = ({ context, node }: RddState): string => rddText(context.rdds, node);

/** What its partitions are, found out first where they lie in files. */
export async function partitionsOf({ context, node }: RddState): Promise<number> {
  await context.rdds.resolve(node);
  return context.rdds.partitionsOf(node);
}

export const PartitionClass: JavaClass<number> = javaClass('org.apache.spark.Partition', () => ({
  methods: { index: method([], (_, self) => self) },
  hash: (self) => self,
}));

export const partitionObjects = (count: number) => Array.from({ length: count }, (_, i) => PartitionClass.of(i));

export const RDDClass: JavaClass<RddState> = javaClass('org.apache.spark.rdd.RDD', () => ({
  toText: textOf,
  isEqual: (self, other) => RDDClass.holds(other) && rddEquals(self, other.value),
  hash: rddHash,
  methods: {
    id: method([], (_, self) => self.node.id),
    name: method([], (_, self) => self.context.rdds.nameOf(self.node) ?? null),
    setName: objectMethod([STRING], (_, self, name) => {
      self.value.context.rdds.setName(self.value.node, name);
      return self;
    }),
    context: method([], (_, self) => SparkContextClass.of(self.context)),
    sparkContext: method([], (_, self) => SparkContextClass.of(self.context)),
    toJavaRDD: method([], (_, self) => JavaRDDClass.of(self)),
    partitions: method([], async (_, self) =>
      javaArray(PartitionClass as JavaClass, partitionObjects(await partitionsOf(self))),
    ),
    getNumPartitions: method([], (_, self) => partitionsOf(self)),
    toDebugString: method([], (_, self) => debugString(self.context.rdds, self.node)),
    isBarrier: method([], (_, self) => self.isBarrier === true),
    checkpoint: method([], (_, self) => {
      checkpoint(self.context, self.node);
    }),
    localCheckpoint: objectMethod([], async (_, self) => {
      await localCheckpoint(self.value.context, self.value.node);
      return self;
    }),
    isCheckpointed: method([], (_, self) => self.context.rdds.isCheckpointed(self.node)),
    isLocallyCheckpointed: method([], (_, self) => self.context.rdds.checkpointOf(self.node)?.kind === 'local'),
    getCheckpointFile: method([], (_, self) => optionOf(checkpointFileOf(self))),
    cleanShuffleDependencies: method([BOOLEAN], (_, self) => {
      self.context.rdds.dropShuffles(self.node);
    }),
  },
}));

function checkpointFileOf({ context, node }: RddState): string | null {
  const mark = context.rdds.checkpointOf(node);
  return mark?.kind === 'reliable' && context.rdds.isCheckpointed(node) ? `file:${mark.folder}` : null;
}

const kindOfRdd = (name: string): JavaClass<RddState> =>
  javaClass(name, () => ({ superclass: RDDClass as JavaClass<never> }));

export const ParallelCollectionRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.ParallelCollectionRDD');
export const MapPartitionsRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.MapPartitionsRDD');
export const UnionRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.UnionRDD');
export const PartitionerAwareUnionRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.PartitionerAwareUnionRDD');
export const CartesianRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.CartesianRDD');
export const ZippedPartitionsRDD2: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.ZippedPartitionsRDD2');
export const EmptyRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.EmptyRDD');
export const CoalescedRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.CoalescedRDD');
export const ShuffledRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.ShuffledRDD');
export const ReliableCheckpointRDD: JavaClass<RddState> = kindOfRdd('org.apache.spark.rdd.ReliableCheckpointRDD');

const CLASSES: Readonly<Record<string, () => JavaClass<RddState>>> = {
  ParallelCollectionRDD: () => ParallelCollectionRDD,
  MapPartitionsRDD: () => MapPartitionsRDD,
  UnionRDD: () => UnionRDD,
  PartitionerAwareUnionRDD: () => PartitionerAwareUnionRDD,
  CartesianRDD: () => CartesianRDD,
  ZippedPartitionsRDD2: () => ZippedPartitionsRDD2,
  EmptyRDD: () => EmptyRDD,
  CoalescedRDD: () => CoalescedRDD,
  ShuffledRDD: () => ShuffledRDD,
  ReliableCheckpointRDD: () => ReliableCheckpointRDD,
  PythonRDD: () => PythonRDDClass,
};

/** An RDD under the class that Spark has for it. */
export function rddObject(state: RddState) {
  const found = CLASSES[state.node.className] ?? (() => RDDClass);
  return found().of(state);
}
