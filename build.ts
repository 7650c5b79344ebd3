/**
 * Bundles the engine into `python-shim/tspark/engine/`, with the native binding beside it, so that a wheel runs offline;
 * and writes Python's functions from the engine's declarations.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, glob, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { pythonModule } from './engine/src/functions/python-module.ts';
import { findFunction } from './engine/src/functions/registry.ts';

const ROOT = import.meta.dirname;
const OUT = join(ROOT, 'python-shim/tspark/engine');

/** A worker is started by `new Worker(new URL('./worker.ts', import.meta.url))`: such a file is an entry point too. */
const WORKER_URL = /new URL\('(\.[^']*\.ts)', import\.meta\.url\)/g;
const MAIN = join(ROOT, 'gateway/src/main.ts');

/** Left outside of the bundle: it loads a shared library from its own folder, through one package per platform. */
const BINDING = '@duckdb/node-bindings';
const COPIED_PACKAGES = [
  ...readdirSync(join(ROOT, 'node_modules/@duckdb')).map((name) => `@duckdb/${name}`),
  'detect-libc',
].filter((name) => name.startsWith(BINDING) || name === 'detect-libc');

/** Points the address of a worker's source at its bundle: every output file lies in one folder. */
const workerUrls: Plugin = {
  name: 'worker-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\/(engine|gateway)\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(WORKER_URL, (_, target: string) => {
        return `new URL('./${basename(target, '.ts')}.js', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
};

async function workerFiles(): Promise<string[]> {
  const found = new Set<string>();
  for await (const file of glob(['engine/src/**/*.ts', 'gateway/src/**/*.ts'], { cwd: ROOT })) {
    if (file.endsWith('.test.ts')) continue;
    const source = await readFile(join(ROOT, file), 'utf8');
    for (const [, target = ''] of source.matchAll(WORKER_URL)) found.add(resolve(ROOT, dirname(file), target));
  }
  return [...found];
}

const { metafile } = await build({
  metafile: true,
  absWorkingDir: ROOT,
  entryPoints: [MAIN, ...(await workerFiles())],
  entryNames: '[name]',
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
await writeLicenses(Object.keys(metafile.inputs));
await writePythonFunctions();
await removeStaleChunks(new Set(Object.keys(metafile.outputs).map((file) => basename(file))));

async function copyNativePackages(): Promise<void> {
  for (const name of COPIED_PACKAGES) {
    const from = join(ROOT, 'node_modules', name);
    const to = join(OUT, 'node_modules', name);
    if (await sameText(join(from, 'package.json'), join(to, 'package.json'))) continue;
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true, dereference: true, filter: (file) => !/\.(d\.ts|md)$/.test(file) });
  }
}

/** The licences of the packages whose code is in the bundle. */
async function writeLicenses(inputs: readonly string[]): Promise<void> {
  const packages = new Set(inputs.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[0] ?? []));
  const texts = [...packages].sort().map((folder) => {
    const license = readdirSync(join(ROOT, folder)).find((file) => /^licen[cs]e/i.test(file));
    const text = license === undefined ? 'see its package.json' : readFileSync(join(ROOT, folder, license), 'utf8');
    return `${folder.replace(/.*node_modules\//, '')}\n\n${text.trim()}\n`;
  });
  await writeFile(join(OUT, 'THIRD-PARTY-LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

async function writePythonFunctions(): Promise<void> {
  const table = await readFile(join(ROOT, 'engine/src/functions/python-signatures.txt'), 'utf8');
  const target = join(ROOT, 'python-shim/pyspark/sql/functions/_generated.py');
  const text = pythonModule(table, findFunction);
  // Only when it has changed, so that Python keeps its compiled form.
  if (!existsSync(target) || (await readFile(target, 'utf8')) !== text) await writeFile(target, text);
}

async function sameText(a: string, b: string): Promise<boolean> {
  return existsSync(b) && (await readFile(a, 'utf8')) === (await readFile(b, 'utf8'));
}

/** Only after the new entry points are in place: an engine may be running from this folder. */
async function removeStaleChunks(current: ReadonlySet<string>): Promise<void> {
  for (const file of readdirSync(OUT)) if (/\.js(\.map)?$/.test(file) && !current.has(file)) await rm(join(OUT, file));
}
