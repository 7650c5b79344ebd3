/** Files that are right, but that the native engine does not decode: they are refused by the name of what is in them. */
import { raise } from '../../errors/raise.ts';
import type { Footer, SchemaNode } from './footer.ts';

/** By the file format's numbers. */
const CODECS: Readonly<Record<number, string>> = { 3: 'LZO', 5: 'LZ4 in Hadoop\u2019s framing' };

const BSON = 20;
const MAP_KEY_VALUE = 2;

export function checkDecodable({ schema, codecs }: Footer): void {
  const codec = [...codecs].map((code) => CODECS[code]).find((name) => name !== undefined);
  const found = codec === undefined ? undecodedType(schema) : `compressed with ${codec}`;
  if (found !== undefined) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `reading Parquet ${found}` });
}

/** In any column: the native engine looks at all of them, whichever are wanted. */
function undecodedType(node: SchemaNode): string | undefined {
  if (node.converted === BSON) return 'with columns of BSON';
  if (node.converted === MAP_KEY_VALUE && node.repetition !== 'repeated')
    return 'with maps named as MAP_KEY_VALUE alone';
  return node.children.map(undecodedType).find((found) => found !== undefined);
}
