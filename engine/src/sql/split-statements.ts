/** Takes a script apart at its semicolons: those in strings, names and comments do not count. */
import { lex } from './lexer.ts';

/** The statements' texts, trimmed; pieces without any word in them are left out. */
export function splitStatements(script: string): string[] {
  const { tokens } = lex(script);
  const statements: string[] = [];
  let from = 0;
  let hasTokens = false;
  for (const token of tokens) {
    if (token.key !== ';' && token.key !== 'eof') {
      hasTokens = true;
      continue;
    }
    if (hasTokens) statements.push(script.slice(from, token.key === 'eof' ? script.length : token.start).trim());
    from = token.stop + 1;
    hasTokens = false;
  }
  return statements;
}
