/** Whether two names mean the same column, by the session's setting. */

export interface Names {
  same(a: string, b: string): boolean;
}

export function namesBy(conf: Readonly<Record<string, string>>): Names {
  const sensitive = conf['spark.sql.caseSensitive']?.toLowerCase() === 'true';
  return { same: (a, b) => a === b || (!sensitive && a.toLowerCase() === b.toLowerCase()) };
}
