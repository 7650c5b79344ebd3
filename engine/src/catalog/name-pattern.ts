/** Patterns of SHOW and of the catalog's lists. `a*|b`: stars match anything, bars part alternatives; case does not count. */
export function namePattern(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const body = pattern.split('|').map((part) =>
    part
      .trim()
      .replaceAll(/[.+?^${}()[\]\\]/g, '\\$&')
      .replaceAll('*', '.*'),
  );
  const expression = new RegExp(`^(?:${body.join('|')})$`, 'i');
  return (name) => expression.test(name);
}
