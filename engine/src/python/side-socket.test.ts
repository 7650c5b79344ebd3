/** The sockets beside the gateway, read and written by the client's own code. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as t from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { ArrowWriter } from './arrow-writer.ts';
import { framed } from './binary-writer.ts';
import { dechunked, serveArrow, serveChunks, serveOnce, servePartitions } from './side-socket.ts';
import { PYTHON } from './test-python.ts';

const text = (value: string) => framed(Buffer.from(value));

async function client(script: string, ...args: readonly (string | number)[]): Promise<string> {
  const prelude = `
import sys
from pyspark.util import _load_from_socket, _local_iterator_from_socket, local_connect_and_auth
from pyspark.serializers import ChunkedStream, UTF8Deserializer
port, secret = int(sys.argv[1]), sys.argv[2]
class Server:
    def getResult(self): raise ValueError('told by getResult')
info = (port, secret, Server())
`;
  const { stdout } = await promisify(execFile)(PYTHON, ['-c', prelude + script, ...args.map(String)]);
  return stdout.trim();
}

function batchOf(values: readonly number[]): Batch {
  const builder = vectorBuilder(t.INT);
  for (const value of values) builder.append(value);
  return { length: values.length, columns: [builder.finish()] };
}

async function* failing<T>(...items: T[]): AsyncIterable<T> {
  yield* items;
  throw new Error('broken on the way');
}

describe('side sockets', () => {
  it('serve frames until the end', async () => {
    const served = await serveChunks([text('a'), text('é'), text('x'.repeat(1 << 20))]);
    const script = `
with _load_from_socket(info, UTF8Deserializer()) as it: print([(s[:2], len(s)) for s in it])`;
    expect(await client(script, served.port, served.secret)).toBe("[('a', 1), ('é', 1), ('xx', 1048576)]");
    await served.result;
  });

  it('refuse a wrong secret and take no second client', async () => {
    const served = await serveChunks([text('a')]);
    const wrong = `
try: print(local_connect_and_auth(port, secret[::-1]))
except Exception as e: print(type(e).__name__)
try: print(local_connect_and_auth(port, secret))
except Exception as e: print(e.getCondition())`;
    expect(await client(wrong, served.port, served.secret)).toMatch(/^\w+\nCANNOT_OPEN_SOCKET$/);
    await expect(served.result).rejects.toThrow('wrong secret');
  });

  it('serve partitions as they are asked for', async () => {
    const made: number[] = [];
    async function* partitions() {
      for (let i = 0; i < 5; i++) {
        made.push(i);
        yield [text(`p${i}`), text('')];
      }
    }
    const all = await servePartitions(partitions());
    expect(
      await client('print(list(_local_iterator_from_socket(info, UTF8Deserializer())))', all.port, all.secret),
    ).toBe("['p0', '', 'p1', '', 'p2', '', 'p3', '', 'p4', '']");
    made.length = 0;
    const some = await servePartitions(partitions());
    const script = 'it = _local_iterator_from_socket(info, UTF8Deserializer())\nprint(next(it), next(it), next(it))';
    expect(await client(script, some.port, some.secret)).toBe('p0  p1');
    await some.result;
    expect(made).toEqual([0, 1]);
  });

  it('tell the client of an error in the midst of a partition as one before it', async () => {
    async function* partitions() {
      yield failing<Uint8Array>();
    }
    const served = await servePartitions(partitions());
    const script = `
try: list(_local_iterator_from_socket(info, UTF8Deserializer()))
except ValueError as e: print(e)`;
    expect(await client(script, served.port, served.secret)).toBe('told by getResult');
    await expect(served.result).rejects.toThrow('broken on the way');
  });

  it('tell the client of an error in a later partition', async () => {
    const served = await servePartitions(failing([text('ok')]));
    const script = `
try:
    for x in _local_iterator_from_socket(info, UTF8Deserializer()): print(x)
except ValueError as e: print(e)`;
    expect(await client(script, served.port, served.secret)).toBe('ok\ntold by getResult');
    await expect(served.result).rejects.toThrow('broken on the way');
  });

  it('serve Arrow batches with their order, and errors after some', async () => {
    const writer = new ArrowWriter(t.struct([t.field('i', t.INT)]), { timeZone: 'UTC', largeVarTypes: false });
    const load = `
from pyspark.sql.pandas.serializers import ArrowCollectSerializer
try:
    with _load_from_socket(info, ArrowCollectSerializer()) as it: print([b.to_pydict() for b in it])
except Exception as e: print(e)`;
    async function* batches() {
      yield batchOf([1, 2]);
      yield batchOf([3]);
    }
    const good = await serveArrow(writer, batches(), () => [1, 0]);
    expect(await client(load, good.port, good.secret)).toBe("[{'i': [3]}, {'i': [1, 2]}]");
    const bad = await serveArrow(writer, failing(batchOf([1])), () => []);
    expect(await client(load, bad.port, bad.secret)).toContain('broken on the way');
    await expect(bad.result).rejects.toThrow('broken on the way');
  });

  it('receive what the client uploads in chunks', async () => {
    const served = await serveOnce(async ({ input }) => {
      const parts: Uint8Array[] = [];
      for await (const part of dechunked(input)) parts.push(part);
      return Buffer.concat(parts).toString();
    });
    const script = `
sockfile, sock = local_connect_and_auth(port, secret)
out = ChunkedStream(sockfile, 8192)
out.write(b'abc' * 10000)
out.close()`;
    await client(script, served.port, served.secret);
    expect(await served.result).toBe('abc'.repeat(10000));
  });
});
