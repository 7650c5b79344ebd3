import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pythonModule } from './python-module.ts';
import { findFunction } from './registry.ts';

const functionIn = (line: string): string =>
  pythonModule(line, findFunction)
    .split('\n\n\n')
    .at(-1)
    ?.replaceAll(/"""[\s\S]*?"""/g, '"""…"""')
    .trim() ?? '';

it.each([
  ['upper(col)', ['def upper(col: ColumnOrName) -> Column:', 'return _invoke_function("upper", _column(col))']],
  [
    'ceil(col, scale: column int = None)',
    [
      'def ceil(col: ColumnOrName, scale: ColumnOrName | int | None = None) -> Column:',
      'if scale is None:',
      '    return _invoke_function("ceil", _column(col))',
      'return _invoke_function("ceil", _column(col), _column_or_literal(scale, int))',
    ],
  ],
  [
    "lpad(col, len: lit int, pad: lit str = None else ' ')",
    [
      'def lpad(col: ColumnOrName, len: Column | int, pad: Column | str | None = None) -> Column:',
      'return _invoke_function("lpad", _column(col), _literal(len), _literal(pad) if pad is not None else _literal(" "))',
    ],
  ],
  [
    'concat_ws(sep: str, *cols)',
    [
      'def concat_ws(sep: str, *cols: ColumnOrName) -> Column:',
      'return _invoke_function("concat_ws", _enum_to_value(sep), _columns(cols))',
    ],
  ],
  [
    'random(seed: int = 3) => rand',
    ['def random(seed: int = 3) -> Column:', 'return _invoke_function("rand", _enum_to_value(seed))'],
  ],
])('%s', (line, [head = '', ...body]) => {
  expect(functionIn(line)).toBe([head, '    """…"""', ...body.map((text) => `    ${text}`)].join('\n'));
});

it('names what the engine does not have', () => {
  expect(pythonModule('no_such_function(col)', findFunction)).toContain('does not have yet');
});

it.each(['upper[col]', 'upper(col: text column)', 'f(a = None, b = None)'])('%s is refused', (line) => {
  expect(() => pythonModule(line, findFunction)).toThrow();
});

it('says nothing of its own about a function that is declared', () => {
  const table = readFileSync(new URL('python-signatures.txt', import.meta.url), 'utf8');
  const twice = table
    .trim()
    .split('\n')
    .filter((line) => line.includes('  # '))
    .map((line) => line.slice(0, line.indexOf('(')))
    .filter((name) => findFunction(name) !== undefined);
  expect(twice).toEqual([]);
});
