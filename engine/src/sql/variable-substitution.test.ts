import { expect, test } from 'vitest';
import { substituteVariables } from './variable-substitution.ts';

const SETTINGS: Readonly<Record<string, string>> = { 'a.b': '4', c: `<\${a.b}>`, loop: `\${loop}` };
const substitute = (text: string) => substituteVariables(text, (name) => SETTINGS[name]);

test.each([
  [`\${a.b} \${spark:a.b} \${hivevar:a.b} \${hiveconf:a.b}`, '4 4 4 4'],
  [`\${c}`, '<4>'],
  [
    `\${nope}|\${env:NO_SUCH_VARIABLE}|\${foo:bar}|\${system:user}`,
    `|\${env:NO_SUCH_VARIABLE}|\${foo:bar}|\${system:user}`,
  ],
  [`\${}\${x y}$a`, `\${}\${x y}$a`],
])('%s', (text, expected) => {
  expect(substitute(text)).toBe(expected);
});

test('variables of the environment', () => {
  expect(substitute(`\${env:PATH}`)).toBe(process.env.PATH);
});

test('a setting that refers to itself is refused', () => {
  expect(() => substitute(`\${loop}`)).toThrow('Circular reference');
});
