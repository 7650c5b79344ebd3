/** A path as DuckDB's file functions take it: they read every path as a pattern, so its special characters are put in brackets. */

export function filePattern(path: string): string {
  return path.replaceAll(/[*?[]/g, '[$&]');
}
