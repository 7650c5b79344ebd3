import { expect, test } from 'vitest';
import { showHtml } from './show.ts';

test('HTML cuts cells and leaves the names of columns whole', () => {
  const table = { names: ['value', 'a<b'], rows: [['abcdef', '1']], more: false };
  expect(showHtml(table, 3)).toBe(
    "<table border='1'>\n<tr><th>value</th><th>a&lt;b</th></tr>\n<tr><td>abc</td><td>1</td></tr>\n</table>\n",
  );
});
