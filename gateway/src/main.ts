/** The engine's process, started by `spark-submit`: turns on V8's code cache before anything large is loaded. */
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// A folder of the user's own: code in the shared temporary folder could be another user's. Threads look in the environment.
process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tspark', 'code');
enableCompileCache();
const { launch } = await import('./launch/launch.ts');
await launch(process.argv.slice(2));
