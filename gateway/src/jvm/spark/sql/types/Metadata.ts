// org.apache.spark.sql.types.Metadata: a column's JSON metadata.

import type { Metadata } from '@tspark/engine/types/data-type.ts';
import { javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, staticMethod } from '../../../method.ts';
import { STRING } from '../../../param-types.ts';

export const MetadataClass: JavaClass<Metadata> = javaClass('org.apache.spark.sql.types.Metadata', () => ({
  toText: (self) => JSON.stringify(self),
  methods: { json: method([], (_, self) => JSON.stringify(self)) },
  statics: { fromJson: staticMethod([STRING], (_, text) => MetadataClass.of(JSON.parse(text) as Metadata)) },
}));
