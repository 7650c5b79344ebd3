/** Where executor threads start: the source file, or the bundled one (build.ts replaces the address). */

export function executorEntry(): URL {
  return new URL('./executor-main.ts', import.meta.url);
}
