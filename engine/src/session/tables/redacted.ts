/** Properties as they are shown: by name, secrets covered. */
const SECRET = /secret|password|token|access[.]?key|url/i;

export function redacted(properties: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(properties)
    .map(([key, value]) => [key, SECRET.test(key) ? '*********(redacted)' : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
