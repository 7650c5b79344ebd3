// RDDs of Python's rows as Datasets.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { datasetOf } from '@tspark/engine/session/dataset-rdd.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import type { StructType } from '@tspark/engine/types/data-type.ts';
import { typeFromJson } from '@tspark/engine/types/type-json.ts';
import type { RddState } from '../rdd/Rdd.ts';

export function fromPythonRdd(session: SparkSession, rdd: RddState, schemaJson: string): Promise<Dataset> {
  return datasetOf(session, rdd.node, typeFromJson(JSON.parse(schemaJson)) as StructType);
}
