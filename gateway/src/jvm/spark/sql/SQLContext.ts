// org.apache.spark.sql.classic.SQLContext: the session under the name it had before Spark 2.

import { listTables } from '@tspark/engine/session/catalog-entries.ts';
import type { SparkSession } from '@tspark/engine/session/spark-session.ts';
import { javaArray } from '../../array-class.ts';
import { javaClass } from '../../define.ts';
import { StringClass } from '../../java/lang/String.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { STRING } from '../../param-types.ts';
import { cacheMethods } from './Catalog.ts';
import { DatasetClass } from './Dataset.ts';

const names = (session: SparkSession, database: string) =>
  javaArray(
    StringClass as JavaClass,
    listTables(session, database).map(({ name }) => name),
  );

const shown = async (session: SparkSession, database: string) =>
  DatasetClass.of(await session.sql(`SHOW TABLES IN \`${database.replaceAll('`', '``')}\``));

export const SQLContextClass: JavaClass<SparkSession> = javaClass('org.apache.spark.sql.classic.SQLContext', () => ({
  methods: {
    ...cacheMethods,
    tableNames: [
      method([], (_, self) => names(self, self.catalog.currentDatabase)),
      method([STRING], (_, self, database) => names(self, database)),
    ],
    tables: [
      method([], (_, self) => shown(self, self.catalog.currentDatabase)),
      method([STRING], (_, self, database) => shown(self, database)),
    ],
  },
}));
