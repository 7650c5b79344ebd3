// org.apache.spark.util.Utils: directories of the application, texts of exceptions.

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { javaClass } from '../../define.ts';
import { File } from '../../java/io/File.ts';
import { Throwable } from '../../java/lang/Throwable.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { nullable, objectOf, ref, STRING } from '../../param-types.ts';
import { stackTraceText } from '../../throwable.ts';
import { runningContext } from '../application.ts';
import { SparkConfClass } from '../SparkConf.ts';

export const Utils: JavaClass<unknown> = javaClass('org.apache.spark.util.Utils', () => ({
  statics: {
    getLocalDir: staticMethod([ref(SparkConfClass)], (thread) => runningContext(thread).localDir),
    createTempDir: staticMethod([STRING, STRING], (_, root, prefix) => File.of(mkdtempSync(join(root, `${prefix}-`)))),
    exceptionString: staticMethod([nullable(objectOf(Throwable))], (_, throwable) =>
      throwable === null ? '' : stackTraceText(throwable),
    ),
  },
}));
