// Where an error happened, as Python asks for it: org.apache.spark.QueryContext and its two kinds.

import {
  type DataFrameContext,
  fragmentOf,
  type QueryContext,
  type SqlContext,
  summaryOf,
} from '@tspark/engine/errors/query-context.ts';
import { javaClass, javaInterface } from '../define.ts';
import type { JavaClass } from '../java-class.ts';
import { method } from '../method.ts';
import type { JavaObject } from '../value.ts';

export const QueryContextType: JavaClass<string> = javaClass('org.apache.spark.QueryContextType', () => ({
  toText: (self) => self,
}));

export const QueryContextInterface: JavaClass<QueryContext> = javaInterface('org.apache.spark.QueryContext', () => ({
  methods: {
    fragment: method([], (_, self) => fragmentOf(self)),
    summary: method([], (_, self) => summaryOf(self)),
  },
}));

export const SQLQueryContext: JavaClass<SqlContext> = javaClass(
  'org.apache.spark.sql.catalyst.trees.SQLQueryContext',
  () => ({
    interfaces: [QueryContextInterface as JavaClass],
    methods: {
      contextType: method([], () => QueryContextType.of('SQL')),
      objectType: method([], (_, self) => self.objectType ?? ''),
      objectName: method([], (_, self) => self.objectName ?? ''),
      startIndex: method([], (_, self) => self.start),
      stopIndex: method([], (_, self) => self.stop),
    },
  }),
);

export const DataFrameQueryContext: JavaClass<DataFrameContext> = javaClass(
  'org.apache.spark.sql.catalyst.trees.DataFrameQueryContext',
  () => ({
    interfaces: [QueryContextInterface as JavaClass],
    methods: {
      contextType: method([], () => QueryContextType.of('DataFrame')),
      callSite: method([], (_, self) => self.callSite),
      pysparkFragment: method([], (_, self) => self.fragment),
      pysparkCallSite: method([], (_, self) => self.callSite),
    },
  }),
);

export function contextObject(context: QueryContext): JavaObject {
  return (context.kind === 'sql' ? SQLQueryContext.of(context) : DataFrameQueryContext.of(context)) as JavaObject;
}
