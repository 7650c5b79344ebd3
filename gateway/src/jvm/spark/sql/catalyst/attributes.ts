// org.apache.spark.sql.catalyst: expressions that are a column and nothing else, which PySpark tells from all others.

import type { Attribute, UnresolvedAttribute } from '@tspark/engine/tree/expression.ts';
import { quoteIfNeeded } from '@tspark/engine/types/data-type.ts';
import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method } from '../../../method.ts';

const dotted = (parts: readonly string[]): string => parts.map(quoteIfNeeded).join('.');

export const UnresolvedAttributeClass: JavaClass<UnresolvedAttribute> = javaClass(
  'org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute',
  () => ({ methods: { sql: method([], (_, self) => dotted(self.parts)) } }),
);

export const AttributeReferenceClass: JavaClass<Attribute> = javaClass(
  'org.apache.spark.sql.catalyst.expressions.AttributeReference',
  () => ({ methods: { sql: method([], (_, self) => dotted([...self.qualifier, self.name])) } }),
);
