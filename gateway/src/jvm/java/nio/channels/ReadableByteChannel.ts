// java.nio.channels.ReadableByteChannel: bytes that the stream command sends to Python.

import { javaInterface } from '../../../define.ts';
import type { JavaClass } from '../../../java-class.ts';

export type ByteSource = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export const ReadableByteChannel: JavaClass<ByteSource> = javaInterface('java.nio.channels.ReadableByteChannel');
