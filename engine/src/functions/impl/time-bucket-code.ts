/** Buckets of equal length along the calendar. */
import { floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import { shiftTimestamp } from '../../types/interval.ts';
import { type TimeZone, timeZone, toLocalMicros } from '../../types/time-zone.ts';
import { unitsBetweenIn } from './datetime-code.ts';

type StartOf = (bucket: bigint) => bigint;

/** `guess` may be off by what months and changes of the clock differ in length. */
function bucketStart(moment: bigint, guess: bigint, startOf: StartOf): bigint {
  let bucket = guess;
  while (startOf(bucket) > moment) bucket -= 1n;
  while (startOf(bucket + 1n) <= moment) bucket += 1n;
  return startOf(bucket);
}

/** Whole days of the distance from the origin go by the calendar, the rest by the clock. */
export function dayTimeBucketIn(zoneId: string): (size: bigint, moment: bigint, origin: bigint) => bigint {
  const zone = timeZone(zoneId);
  return (size, moment, origin) => {
    const distance = toLocalMicros(moment, zone) - toLocalMicros(origin, zone);
    return bucketStart(moment, floorDivide(distance, size), (bucket) => shifted(origin, bucket * size, zone));
  };
}

function shifted(origin: bigint, distance: bigint, zone: TimeZone): bigint {
  const days = floorDivide(distance, MICROS_PER_DAY);
  return shiftTimestamp(origin, 0, Number(days), distance - days * MICROS_PER_DAY, zone);
}

export function yearMonthBucketIn(zoneId: string): (size: number, moment: bigint, origin: bigint) => bigint {
  const zone = timeZone(zoneId);
  const between = unitsBetweenIn(zoneId);
  return (size, moment, origin) => {
    const guess = floorDivide(between('MONTH', origin, moment), BigInt(size));
    return bucketStart(moment, guess, (bucket) => shiftTimestamp(origin, Number(bucket) * size, 0, 0n, zone));
  };
}
