/** What the options of JSON readers say about syntax. */

/** Options by lower-case name. */
export interface JsonOptions {
  readonly [key: string]: string;
}

export interface JsonSyntax {
  readonly comments: boolean;
  readonly bareNames: boolean;
  readonly singleQuotes: boolean;
  readonly leadingZeros: boolean;
  readonly anyEscape: boolean;
  readonly controlCharacters: boolean;
  /** `NaN`, `Infinity` and their kin. */
  readonly nonNumbers: boolean;
}

export const isSet = (options: JsonOptions, name: string, otherwise: boolean): boolean =>
  (options[name]?.toLowerCase() ?? String(otherwise)) === 'true';

export function jsonSyntax(options: JsonOptions): JsonSyntax {
  return {
    comments: isSet(options, 'allowcomments', false),
    bareNames: isSet(options, 'allowunquotedfieldnames', false),
    singleQuotes: isSet(options, 'allowsinglequotes', true),
    leadingZeros: isSet(options, 'allownumericleadingzeros', false),
    anyEscape: isSet(options, 'allowbackslashescapinganycharacter', false),
    controlCharacters: isSet(options, 'allowunquotedcontrolchars', false),
    nonNumbers: isSet(options, 'allownonnumericnumbers', true),
  };
}

export const DEFAULT_SYNTAX: JsonSyntax = jsonSyntax({});
