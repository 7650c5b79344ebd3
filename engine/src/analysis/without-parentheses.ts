/** Functions that are called by their names alone. */
const WITHOUT_PARENTHESES: ReadonlySet<string> = new Set([
  'current_date',
  'current_timestamp',
  'localtimestamp',
  'current_time',
  'current_user',
  'user',
  'session_user',
  'current_catalog',
  'current_database',
  'current_schema',
  'grouping__id',
]);

export const isWithoutParentheses = (name: string): boolean => WITHOUT_PARENTHESES.has(name.toLowerCase());
