// org.apache.spark.api.python.BytesToString: bytes as text.

import { construct, javaClass } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';

export const BytesToString: JavaClass<null> = javaClass('org.apache.spark.api.python.BytesToString', () => ({
  constructors: [construct([], () => null)],
}));
