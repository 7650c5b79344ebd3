// Explain modes by the names PySpark sends.

import { raise } from '@tspark/engine/errors/raise.ts';
import type { ExplainMode } from '@tspark/engine/physical/explain.ts';

const MODES: readonly ExplainMode[] = ['simple', 'extended', 'codegen', 'cost', 'formatted'];

export function explainMode(name: string): ExplainMode {
  const mode = MODES.find((each) => each === name.toLowerCase());
  return mode ?? raise('INVALID_EXPLAIN_MODE', { mode: name });
}
