// Hadoop's compression codecs, which PySpark names by their classes.

import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';

const codec = (name: string): JavaClass<unknown> => javaClass(name, () => ({}));

export const GzipCodec: JavaClass<unknown> = codec('org.apache.hadoop.io.compress.GzipCodec');
export const DeflateCodec: JavaClass<unknown> = codec('org.apache.hadoop.io.compress.DeflateCodec');
export const DefaultCodec: JavaClass<unknown> = codec('org.apache.hadoop.io.compress.DefaultCodec');
