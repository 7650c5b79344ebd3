// What JavaRDD and JavaPairRDD have in common; `same` wraps an RDD of the same kind of records.

import { debugString } from '@tspark/engine/rdd/debug-string.ts';
import type { RddNode } from '@tspark/engine/rdd/node.ts';
import { type Level, NO_STORAGE } from '@tspark/engine/session/cache-manager.ts';
import { persistRdd } from '@tspark/engine/session/persist-rdd.ts';
import { first, saveText } from '@tspark/engine/session/rdd-actions.ts';
import { checkpoint } from '@tspark/engine/session/rdd-checkpoint.ts';
import type { Thread } from '../../../../thread.ts';
import { Class } from '../../../java/lang/Class.ts';
import { UnsupportedOperationException } from '../../../java/lang/exceptions.ts';
import { javaList } from '../../../java/util/List.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, objectMethod } from '../../../method.ts';
import { BOOLEAN, INT, ref, STRING } from '../../../param-types.ts';
import { javaError } from '../../../throwable.ts';
import type { JavaObject } from '../../../value.ts';
import { runOptions } from '../../application.ts';
import { callSite } from '../../rdd/call-site.ts';
import { partitionObjects, partitionsOf, type RddState, rddObject } from '../../rdd/Rdd.ts';
import { StorageLevelClass } from '../../storage/StorageLevel.ts';
import { JavaPairRDDClass } from './JavaPairRDD.ts';
import { JavaRDDClass } from './JavaRDD.ts';
import { JavaSparkContextClass } from './JavaSparkContext.ts';

const ANY_RDD = [() => JavaRDDClass, () => JavaPairRDDClass];
/** What `cache()` of an RDD means. */
const MEMORY_ONLY: Level = { memory: true, disk: false, offHeap: false, deserialized: true, replication: 1 };

/** An overload for each kind of RDD the other may be. */
function withOther(
  body: (thread: Thread, self: RddState, other: RddState) => RddNode | Promise<RddNode>,
  wrap: () => JavaClass<RddState>,
) {
  return ANY_RDD.map((kind) =>
    method([ref(kind)], async (thread, self: RddState, other) =>
      wrap().of({ context: self.context, node: await body(thread, self, other) }),
    ),
  );
}

export function rddMethods(same: () => JavaClass<RddState>) {
  const give = (self: RddState, node: RddNode) => same().of({ context: self.context, node });
  const coalesced = (thread: Thread, self: RddState, count: number, shuffle: boolean, operation: string) =>
    give(self, self.context.rdds.coalesce(self.node, count, shuffle, callSite(thread, operation)));
  return {
    id: method([], (_, self: RddState) => self.node.id),
    rdd: method([], (_, self: RddState) => rddObject(self)),
    context: method([], (_, self: RddState) => JavaSparkContextClass.of(self.context)),
    name: method([], (_, self: RddState) => self.context.rdds.nameOf(self.node) ?? null),
    setName: objectMethod([STRING], (_, self: JavaObject<RddState>, name) => {
      self.value.context.rdds.setName(self.value.node, name);
      return self;
    }),
    partitions: method([], async (_, self: RddState) => javaList(partitionObjects(await partitionsOf(self)))),
    getNumPartitions: method([], (_, self: RddState) => partitionsOf(self)),
    toDebugString: method([], (_, self: RddState) => debugString(self.context.rdds, self.node)),
    cache: method([], async (_, self: RddState) => {
      await persistRdd(self.context, self.node, MEMORY_ONLY);
      return same().of(self);
    }),
    persist: method([ref(() => StorageLevelClass)], async (_, self: RddState, level) => {
      await persistRdd(self.context, self.node, level);
      return same().of(self);
    }),
    unpersist: [
      method([], (_, self: RddState) => {
        self.context.rdds.unpersist(self.node);
        return same().of(self);
      }),
      method([BOOLEAN], (_, self: RddState) => {
        self.context.rdds.unpersist(self.node);
        return same().of(self);
      }),
    ],
    getStorageLevel: method([], (_, self: RddState) =>
      StorageLevelClass.of(self.context.rdds.storageOf(self.node) ?? NO_STORAGE),
    ),
    checkpoint: method([], (_, self: RddState) => {
      checkpoint(self.context, self.node);
    }),
    isCheckpointed: method([], (_, self: RddState) => self.context.rdds.isCheckpointed(self.node)),
    getResourceProfile: method([], (_, _self: RddState) => null),
    first: method([], async (thread, self: RddState) => {
      const record = await first(self.context, self.node, runOptions(thread));
      if (record === undefined) throw javaError(UnsupportedOperationException, 'empty collection');
      return record === null ? null : Uint8Array.from(record);
    }),
    coalesce: [
      method([INT], (thread, self: RddState, count) => coalesced(thread, self, count, false, 'coalesce')),
      method([INT, BOOLEAN], (thread, self: RddState, count, shuffle) =>
        coalesced(thread, self, count, shuffle, 'coalesce'),
      ),
    ],
    repartition: method([INT], (thread, self: RddState, count) => coalesced(thread, self, count, true, 'repartition')),
    union: method([ref(same)], async (thread, self: RddState, other) =>
      give(self, await self.context.rdds.union([self.node, other.node], callSite(thread, 'union'))),
    ),
    zip: withOther(
      (thread, self, other) => self.context.rdds.zip(self.node, other.node, callSite(thread, 'zip')),
      () => JavaPairRDDClass,
    ),
    cartesian: withOther(
      (thread, self, other) => self.context.rdds.cartesian(self.node, other.node, callSite(thread, 'cartesian')),
      () => JavaPairRDDClass,
    ),
    saveAsTextFile: [
      method([STRING], async (thread, self: RddState, path) => {
        await saveText(self.context, self.node, path, undefined, runOptions(thread));
      }),
      method([STRING, ref(Class)], async (thread, self: RddState, path, codec) => {
        await saveText(self.context, self.node, path, codec.name, runOptions(thread));
      }),
    ],
  };
}
