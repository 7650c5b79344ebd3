/** A loader hook: the module that the fault named by FAULT is about is loaded with the fault in it. */
import { registerHooks } from 'node:module';
import { FAULTS } from './faults.ts';

const fault = FAULTS[Number(process.env.FAULT)];
if (fault === undefined) throw new Error('FAULT names no fault');
const place = new URL(`../src/${fault.file}`, import.meta.url).href;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (url !== place) return loaded;
    const parts = String(loaded.source).split(fault.text);
    if (parts.length !== 2) throw new Error(`${fault.file} does not hold the text once: ${fault.text}`);
    return { ...loaded, source: parts.join(fault.instead) };
  },
});
