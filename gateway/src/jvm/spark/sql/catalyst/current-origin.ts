// The Python call a thread is in, set by PySpark around Column methods: the query context of what they build.

import type { DataFrameContext } from '@tspark/engine/errors/query-context.ts';
import { threadLocal } from '../../../../thread.ts';

export const currentOrigin = threadLocal<DataFrameContext | undefined>('pyspark-current-origin', () => undefined);
