/** What the session's configuration says about parsing. */
import type { Expression } from '../tree/expression.ts';

export interface ParseOptions {
  /** `spark.sql.ansi.enabled`: CAST raises errors rather than giving NULL. */
  readonly ansi: boolean;
  /** `spark.sql.ansi.enforceReservedKeywords`. */
  readonly reservedKeywords: boolean;
  /** `spark.sql.ansi.doubleQuotedIdentifiers`. */
  readonly doubleQuotedIdentifiers: boolean;
  /** `spark.sql.parser.quotedRegexColumnNames`: backquoted column names are regular expressions. */
  readonly regexColumns: boolean;
  /** `spark.sql.parser.escapedStringLiterals`: backslashes in strings mean themselves. */
  readonly escapedStringLiterals: boolean;
  /** `spark.sql.timestampType`: what TIMESTAMP means without a zone rule. */
  readonly timestampNtz: boolean;
  /** `spark.sql.session.timeZone`: for TIMESTAMP literals without a zone. */
  readonly timeZone: string;
  /** What `${name}` stands for; undefined where `spark.sql.variable.substitute` is off. */
  readonly variable: ((name: string) => string | undefined) | undefined;
  /** `spark.sql.legacy.identifierClause`: IDENTIFIER(…) stands for whole dotted names only. */
  readonly legacyIdentifierClause?: boolean;
  /** What the text belongs to, as contexts of errors tell it. */
  readonly objectType?: string;
  /** The text of a constant expression in IDENTIFIER(…); without it only texts written out are taken. */
  readonly constantText?: (parsed: Expression) => string;
}

export const DEFAULT_PARSE_OPTIONS: ParseOptions = {
  ansi: true,
  reservedKeywords: false,
  doubleQuotedIdentifiers: false,
  regexColumns: false,
  escapedStringLiterals: false,
  timestampNtz: false,
  timeZone: 'UTC',
  variable: undefined,
};
