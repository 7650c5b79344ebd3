/** The engine's process, started by `spark-submit`: turns on V8's code cache before anything large is loaded. */
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Instead of a launch's arguments: what the engine supports is asked. */
const SUPPORT = '--support';

// A folder of the user's own: code in the shared temporary folder could be another user's. Threads look in the environment.
process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tspark', 'code');
enableCompileCache();
if (process.argv[2] === SUPPORT) {
  const { serveSupport } = await import('./support/serve-support.ts');
  await serveSupport();
} else {
  const { launch } = await import('./launch/launch.ts');
  await launch(process.argv.slice(2));
}
