/** What a session's settings say about parsing. */
import type { Conf } from '../conf/conf.ts';
import type { ParseOptions } from '../sql/parse-options.ts';

export function parseOptions(conf: Conf): ParseOptions {
  return {
    ansi: conf.getBoolean('spark.sql.ansi.enabled'),
    reservedKeywords: conf.getBoolean('spark.sql.ansi.enforceReservedKeywords'),
    doubleQuotedIdentifiers: conf.getBoolean('spark.sql.ansi.doubleQuotedIdentifiers'),
    regexColumns: conf.getBoolean('spark.sql.parser.quotedRegexColumnNames'),
    escapedStringLiterals: conf.getBoolean('spark.sql.parser.escapedStringLiterals'),
    timestampNtz: conf.getString('spark.sql.timestampType') === 'TIMESTAMP_NTZ',
    timeZone: conf.getString('spark.sql.session.timeZone'),
    legacyIdentifierClause: conf.get('spark.sql.legacy.identifierClause') === 'true',
    variable: conf.getBoolean('spark.sql.variable.substitute') ? conf.get : undefined,
  };
}
