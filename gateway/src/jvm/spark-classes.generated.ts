// Generated from the folder by gateway/class-index.ts.

import type { JavaClass } from './java-class.ts';
import { ColumnClass as org_apache_spark_sql_Column } from './spark/sql/Column.ts';
import { WindowSpecClass as org_apache_spark_sql_expressions_WindowSpec } from './spark/sql/expressions/WindowSpec.ts';

export const SPARK_CLASSES: readonly JavaClass[] = [
  org_apache_spark_sql_Column as JavaClass,
  org_apache_spark_sql_expressions_WindowSpec as JavaClass,
];
