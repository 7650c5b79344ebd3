// org.apache.spark.storage.StorageLevel.

import type { Level } from '@tspark/engine/session/cache-manager.ts';
import { construct, javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { BOOLEAN, INT } from '../../param-types.ts';

const level = (
  disk: boolean,
  memory: boolean,
  offHeap: boolean,
  deserialized: boolean,
  replication: number,
): Level => ({
  disk,
  memory,
  offHeap,
  deserialized,
  replication,
});

function describe(self: Level): string {
  const parts = [
    ...(self.disk ? ['disk'] : []),
    ...(self.memory ? ['memory'] : []),
    ...(self.offHeap ? ['offheap'] : []),
    ...(self.deserialized ? ['deserialized'] : []),
    `${self.replication} replicas`,
  ];
  return `StorageLevel(${parts.join(', ')})`;
}

export const StorageLevelClass: JavaClass<Level> = javaClass('org.apache.spark.storage.StorageLevel', () => ({
  constructors: [
    construct([BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, INT], (_, disk, memory, offHeap, deserialized, replication) =>
      level(disk, memory, offHeap, deserialized, replication),
    ),
  ],
  toText: describe,
  methods: {
    useDisk: method([], (_, self) => self.disk),
    useMemory: method([], (_, self) => self.memory),
    useOffHeap: method([], (_, self) => self.offHeap),
    deserialized: method([], (_, self) => self.deserialized),
    replication: method([], (_, self) => self.replication),
  },
  statics: {
    apply: staticMethod(
      [BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, INT],
      (_, disk, memory, offHeap, deserialized, replication) =>
        StorageLevelClass.of(level(disk, memory, offHeap, deserialized, replication)),
    ),
  },
}));
