// A gateway with the tests' classes: `node main.ts <secret> pinned|pooled [lasting]`; prints its port, ends with its
// stdin, and unless lasting with Python's shutdown command.

import { CORE_CLASSES } from '../src/jvm/core-classes.generated.ts';
import type { JavaClass } from '../src/jvm/java-class.ts';
import { classRegistry } from '../src/jvm/registry.ts';
import { openListener } from '../src/listener.ts';
import { startServer } from '../src/server.ts';
import * as classes from './classes.ts';

const [, , secret = '', mode = 'pinned', life] = process.argv;
const listener = await openListener();
startServer(listener, {
  registry: classRegistry([...CORE_CLASSES, ...(Object.values(classes) as JavaClass[])]),
  secret,
  pinned: mode === 'pinned',
  entryPoint: classes.Animal.of({ name: 'entry point', age: 7 }),
  onShutdown() {
    if (life !== 'lasting') process.exit(0);
  },
});
process.stdin.on('end', () => process.exit(0)).resume();
process.stdout.write(`${listener.port}\n`);
