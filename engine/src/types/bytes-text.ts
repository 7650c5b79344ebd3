const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Spark's `Utils.bytesToString`: the next unit from twice its size on. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 2048 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}
