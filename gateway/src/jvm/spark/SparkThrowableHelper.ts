// org.apache.spark.SparkThrowableHelper: messages from the table of conditions.

import { CONDITIONS, type Condition } from '@tspark/engine/errors/conditions.ts';
import { formatMessage } from '@tspark/engine/errors/raise.ts';
import { javaClass } from '../define.ts';
import { IllegalArgumentException } from '../java/lang/exceptions.ts';
import { MapInterface } from '../java/util/Map.ts';
import type { JavaClass } from '../java-class.ts';
import { staticMethod } from '../method.ts';
import { ref, STRING } from '../param-types.ts';
import { javaError } from '../throwable.ts';

const isCondition = (name: string): name is Condition => Object.hasOwn(CONDITIONS, name);

export const SparkThrowableHelper: JavaClass<unknown> = javaClass('org.apache.spark.SparkThrowableHelper', () => ({
  statics: {
    getMessage: staticMethod([STRING, ref(MapInterface)], (_, condition, parameters) => {
      if (!isCondition(condition)) throw javaError(IllegalArgumentException, `Unknown error condition: ${condition}`);
      const texts = Object.fromEntries(parameters.entries().map(({ key, value }) => [String(key), String(value)]));
      return formatMessage(condition, texts);
    }),
  },
}));
