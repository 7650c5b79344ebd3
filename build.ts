/** Bundles the engine into `python-shim/tspark/engine/`, with the native binding beside it, so that a wheel runs offline. */
import { existsSync, readdirSync } from 'node:fs';
import { cp, readFile, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = import.meta.dirname;
const OUT = join(ROOT, 'python-shim/tspark/engine');

/** Output name by source file. A worker is started by `new Worker(new URL('./worker.ts', import.meta.url))`. */
const ENTRY_POINTS = {
  main: 'gateway/src/main.ts',
  executor: 'engine/src/session/executor-main.ts',
  'native-worker': 'engine/src/native/worker.ts',
};

/** Left outside of the bundle: it loads a shared library from its own folder, through one package per platform. */
const BINDING = '@duckdb/node-bindings';
const COPIED_PACKAGES = [
  ...readdirSync(join(ROOT, 'node_modules/@duckdb')).map((name) => `@duckdb/${name}`),
  'detect-libc',
].filter((name) => name.startsWith(BINDING) || name === 'detect-libc');

/** Points `new URL('./worker.ts', import.meta.url)` at the bundled worker: every output file lies in one folder. */
const workerUrls: Plugin = {
  name: 'worker-urls',
  setup({ onLoad }) {
    const outputOf = new Map(Object.entries(ENTRY_POINTS).map(([name, file]) => [join(ROOT, file), `./${name}.js`]));
    onLoad({ filter: /\/(engine|gateway)\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(/new URL\('(\.[^']*\.ts)', import\.meta\.url\)/g, (_, target: string) => {
        const file = resolve(dirname(path), target);
        const output = outputOf.get(file);
        if (output === undefined) throw new Error(`${relative(ROOT, file)} is no entry point of build.ts`);
        return `new URL('${output}', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
};

const { metafile } = await build({
  metafile: true,
  absWorkingDir: ROOT,
  entryPoints: Object.fromEntries(Object.entries(ENTRY_POINTS).filter(([, file]) => existsSync(join(ROOT, file)))),
  outdir: OUT,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: 'linked',
  sourcesContent: false,
  chunkNames: '[name]-[hash]',
  external: [BINDING],
  // Bundled CommonJS packages ask for Node's own modules by `require`.
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
  plugins: [workerUrls],
  logLevel: 'warning',
});
await copyNativePackages();
await removeStaleChunks(new Set(Object.keys(metafile.outputs).map((file) => basename(file))));
await linkNode();

async function copyNativePackages(): Promise<void> {
  for (const name of COPIED_PACKAGES) {
    const from = join(ROOT, 'node_modules', name);
    const to = join(OUT, 'node_modules', name);
    if (await sameText(join(from, 'package.json'), join(to, 'package.json'))) continue;
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true, dereference: true, filter: (file) => !/\.(d\.ts|md)$/.test(file) });
  }
}

async function sameText(a: string, b: string): Promise<boolean> {
  return existsSync(b) && (await readFile(a, 'utf8')) === (await readFile(b, 'utf8'));
}

/** Only after the new entry points are in place: an engine may be running from this folder. */
async function removeStaleChunks(current: ReadonlySet<string>): Promise<void> {
  for (const file of readdirSync(OUT)) if (/\.js(\.map)?$/.test(file) && !current.has(file)) await rm(join(OUT, file));
}

/** In a source tree Node does not lie beside the package as in an installed one; the launcher looks here first. */
async function linkNode(): Promise<void> {
  const link = join(OUT, 'node');
  await rm(link, { force: true });
  await symlink(process.execPath, link);
}
