// org.apache.spark.sql.catalyst.util.IntervalUtils: microseconds as Java's duration.

import { javaClass } from '../../../../define.ts';
import { Duration } from '../../../../java/time/amounts.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { staticMethod } from '../../../../method.ts';
import { LONG } from '../../../../param-types.ts';

export const IntervalUtils: JavaClass<unknown> = javaClass('org.apache.spark.sql.catalyst.util.IntervalUtils', () => ({
  statics: { microsToDuration: staticMethod([LONG], (_, micros) => Duration.of(micros * 1000n)) },
}));
