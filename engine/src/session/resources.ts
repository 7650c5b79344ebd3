/** What of the machine an application's settings give it. */
import type { Conf } from '../conf/conf.ts';
import { budgetOf, type MemoryBudget } from '../exec/memory-budget.ts';
import { type Master, parseMaster } from './master.ts';

export interface Resources {
  readonly master: Master;
  readonly budget: MemoryBudget;
}

export function resourcesOf(settings: Conf): Resources {
  const master = parseMaster(settings.get('spark.master') ?? 'local[*]');
  const isSet = settings.get('spark.driver.memory') !== undefined;
  return { master, budget: budgetOf(isSet ? settings.getNumber('spark.driver.memory') : undefined, master.threads) };
}
