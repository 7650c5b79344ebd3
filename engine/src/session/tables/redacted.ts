/** Properties as they are shown: by name, secrets covered. */
const SECRET = /secret|password|token|access[.]?key|url/i;

export const isSecret = (key: string): boolean => SECRET.test(key);

export function redacted(properties: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(properties)
    .map(([key, value]) => [key, isSecret(key) ? '*********(redacted)' : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
