// org.apache.spark.sql.catalyst.util.DateTimeUtils: microseconds as Java's local date and time.

import { javaClass } from '../../../../define.ts';
import { floorDiv, floorMod, NANOS_PER_DAY } from '../../../../java/time/calendar.ts';
import { LocalDateTime } from '../../../../java/time/local.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { staticMethod } from '../../../../method.ts';
import { LONG } from '../../../../param-types.ts';

const NANOS_PER_MICRO = 1000n;

export const DateTimeUtils: JavaClass<unknown> = javaClass('org.apache.spark.sql.catalyst.util.DateTimeUtils', () => ({
  statics: {
    microsToLocalDateTime: staticMethod([LONG], (_, micros) => {
      const nanos = micros * NANOS_PER_MICRO;
      return LocalDateTime.of({
        epochDay: Number(floorDiv(nanos, NANOS_PER_DAY)),
        nanoOfDay: floorMod(nanos, NANOS_PER_DAY),
      });
    }),
  },
}));
