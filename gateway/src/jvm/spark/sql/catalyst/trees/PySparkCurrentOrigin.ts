// org.apache.spark.sql.catalyst.trees.PySparkCurrentOrigin: where in the user's Python the next expressions come from.

import { javaClass } from '../../../../define.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { staticMethod } from '../../../../method.ts';
import { STRING } from '../../../../param-types.ts';
import { currentOrigin } from '../current-origin.ts';

export const PySparkCurrentOrigin: JavaClass<unknown> = javaClass(
  'org.apache.spark.sql.catalyst.trees.PySparkCurrentOrigin',
  () => ({
    statics: {
      set: staticMethod([STRING, STRING], (thread, fragment, callSite) => {
        currentOrigin.set(thread, { kind: 'dataframe', fragment, callSite });
      }),
      clear: staticMethod([], (thread) => {
        currentOrigin.set(thread, undefined);
      }),
    },
  }),
);
