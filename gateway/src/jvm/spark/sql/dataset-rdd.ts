// Datasets as RDDs: pickled rows for Python, texts of Datasets with one column.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { rowsRdd, textRdd } from '@tspark/engine/session/dataset-rdd.ts';
import type { Thread } from '../../../thread.ts';
import { JavaRDDClass } from '../api/java/JavaRDD.ts';
import { runOptions } from '../application.ts';
import { callSite } from '../rdd/call-site.ts';

export async function rowsAsPickledRdd(thread: Thread, self: Dataset) {
  const node = await rowsRdd(self, callSite(thread, 'javaToPython'), runOptions(thread));
  return JavaRDDClass.of({ context: self.session.context, node });
}

export async function rowsAsRdd(thread: Thread, self: Dataset) {
  const node = await textRdd(self, callSite(thread, 'toJavaRDD'), runOptions(thread));
  return JavaRDDClass.of({ context: self.session.context, node });
}
