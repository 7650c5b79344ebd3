// org.apache.spark.api.python.SimplePythonFunction: a pickled function with what its workers need.

import { construct, javaClass } from '../../../define.ts';
import { List } from '../../../java/util/List.ts';
import { MapInterface } from '../../../java/util/Map.ts';
import type { JavaClass } from '../../../java-class.ts';
import { BYTES, nullable, objectOf, ref, STRING } from '../../../param-types.ts';
import { runningContext } from '../../application.ts';
import { BroadcastClass } from '../../broadcast/Broadcast.ts';
import { PythonAccumulatorV2Class } from './PythonAccumulatorV2.ts';

export interface SimplePythonFunction {
  readonly command: Uint8Array;
  readonly env: Readonly<Record<string, string>>;
  readonly includes: readonly string[];
  readonly exec: string;
  readonly version: string;
  readonly broadcastIds: readonly number[];
}

export const SimplePythonFunctionClass: JavaClass<SimplePythonFunction> = javaClass(
  'org.apache.spark.api.python.SimplePythonFunction',
  () => ({
    constructors: [
      construct(
        [
          BYTES,
          ref(MapInterface),
          ref(List),
          STRING,
          STRING,
          ref(List),
          nullable(objectOf(() => PythonAccumulatorV2Class)),
        ],
        (thread, command, environment, includes, exec, version, broadcasts) => {
          const env = Object.fromEntries(environment.entries().map(({ key, value }) => [String(key), String(value)]));
          runningContext(thread).python.expect(exec, env);
          return {
            command,
            env,
            includes: includes.map(String),
            exec,
            version,
            broadcastIds: broadcasts.flatMap((each) => (BroadcastClass.holds(each) ? [each.value.id] : [])),
          };
        },
      ),
    ],
  }),
);
