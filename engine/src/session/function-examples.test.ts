/** Every declaration's examples, run and compared with what they claim to show. */
import { describe, expect, it } from 'vitest';
import { declarations } from '../functions/registry.ts';
import { showExpression } from './function-examples.fixture.ts';

describe.each(declarations().map((declaration) => [declaration.name, declaration] as const))(
  '%s',
  (_, { examples }) => {
    for (const [call, shown, settings] of examples) {
      it(call, async () => {
        expect((await showExpression(call, settings)).text).toBe(shown);
      });
    }
  },
);
