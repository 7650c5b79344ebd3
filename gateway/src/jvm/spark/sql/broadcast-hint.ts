// `functions.broadcast(df)`: a Dataset whose side of a join is to be sent to every task.

import type { Dataset } from '@tspark/engine/session/dataset.ts';
import { hint } from '@tspark/engine/session/transformations.ts';

export const hintBroadcast = (dataset: Dataset): Promise<Dataset> =>
  dataset.derive((plan) => hint(plan, 'broadcast', []));
