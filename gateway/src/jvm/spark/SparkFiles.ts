// org.apache.spark.SparkFiles: where files added to the context lie.

import { javaClass } from '../define.ts';
import type { JavaClass } from '../java-class.ts';
import { staticMethod } from '../method.ts';
import { STRING } from '../param-types.ts';
import { runningContext } from './application.ts';

export const SparkFiles: JavaClass<unknown> = javaClass('org.apache.spark.SparkFiles', () => ({
  statics: {
    getRootDirectory: staticMethod([], (thread) => runningContext(thread).files.root),
    get: staticMethod([STRING], (thread, name) => runningContext(thread).files.pathOf(name)),
  },
}));
