import { describe, expect, test } from 'vitest';
import { type Frame, frameReader } from './frame-reader.ts';
import { lineReader } from './line-reader.ts';

function framesOf(chunks: readonly Buffer[]): Frame[] {
  const lines = lineReader();
  const frames = frameReader();
  return chunks.flatMap((chunk) => lines.push(chunk)).flatMap((line) => frames.push(line) ?? []);
}

describe('framing goes by position', () => {
  test('a member called e does not end the command', () => {
    const text = 'r\nm\norg.functions\ne\ne\nc\nz:org.functions\ne\nse\ne\n';
    expect(framesOf([Buffer.from(text)])).toEqual([
      { kind: 'command', name: 'r', fixed: ['m', 'org.functions', 'e'], args: [] },
      { kind: 'command', name: 'c', fixed: ['z:org.functions', 'e'], args: ['se'] },
    ]);
  });

  test('commands without an end, short sub-commands, answers and unknown letters', () => {
    expect(framesOf([Buffer.from('z\n127.0.0.1\n1\n2\nr\nc\njava.lang.String\ne\ns\n!yi5\nQ\n')])).toEqual([
      { kind: 'command', name: 'z', fixed: ['127.0.0.1', '1', '2'], args: [] },
      { kind: 'command', name: 'r', fixed: ['c', 'java.lang.String'], args: [] },
      { kind: 'command', name: 's', fixed: [], args: [] },
      { kind: 'answer', text: 'yi5' },
      { kind: 'invalid', line: 'Q' },
    ]);
  });

  test('the cut of the chunks does not matter, not even inside a character', () => {
    const bytes = Buffer.from('i\njava.util.ArrayList\nsä日🎉\ni1\ne\n');
    const whole = framesOf([bytes]);
    for (let size = 1; size < bytes.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(framesOf(chunks)).toEqual(whole);
    }
  });
});
