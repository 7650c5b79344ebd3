/** TIME is kept out of files unless a setting allows it, whichever source they are of. */
import type { Conf } from '../conf/conf.ts';
import { raise } from '../errors/raise.ts';
import type { DataType } from '../types/data-type.ts';

export function checkTimes(type: DataType, conf: Conf): void {
  if (!conf.getBoolean('spark.sql.timeType.enabled') && hasTime(type)) raise('UNSUPPORTED_TIME_TYPE', {});
}

function hasTime(type: DataType): boolean {
  switch (type.kind) {
    case 'time':
      return true;
    case 'array':
      return hasTime(type.element);
    case 'map':
      return hasTime(type.key) || hasTime(type.value);
    case 'struct':
      return type.fields.some((each) => hasTime(each.type));
    default:
      return false;
  }
}
