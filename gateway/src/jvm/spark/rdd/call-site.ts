// Where an RDD was made, as its text shows it: what PySpark has set for its own operations, else what the JVM sees.

import type { Thread } from '../../../thread.ts';
import { localProperties } from '../application.ts';

export function callSite(thread: Thread, operation: string): string {
  return siteWithin(thread, `${operation} at NativeMethodAccessorImpl.java:0`);
}

/** For RDDs that Spark makes in code of its own. */
export function siteWithin(thread: Thread, own: string): string {
  return localProperties.get(thread)['callSite.short'] ?? own;
}
