/** Every recorded answer of the real Spark to a single expression or aggregate is also ours. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SparkError } from '../errors/raise.ts';
import { simpleString } from '../types/data-type.ts';
import { evaluateQuery } from './evaluate-query.fixture.ts';

type Answer = ['ok', readonly string[], readonly string[]] | ['error', string, Readonly<Record<string, string>>];

const RECORDED = new URL('../../../compat-tests/oracle/recorded/expressions.txt', import.meta.url);

/** What a question is known to be answered differently on, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

function ask(question: string, ansi: boolean, timeZone: string): Answer {
  try {
    const { columns, rows } = evaluateQuery(question.startsWith('SELECT') ? question : `SELECT ${question} AS r`, {
      ansi,
      timeZone,
    });
    const types = columns.map((c) => `${simpleString(c.type)}${c.nullable ? '' : ' NOT NULL'}`);
    return ['ok', types, rows.map((row) => row.join('|'))];
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    return ['error', error.condition, error.parameters];
  }
}

/** Cells without the padding of a printed table. */
const tidy = ([status, first, second]: Answer): unknown =>
  status === 'ok'
    ? [status, first, second.map((line) => line.split('|').map((cell) => cell.trim()))]
    : [status, first, second];

const lines = readFileSync(RECORDED, 'utf8').trim().split('\n');

test.each([true, false])('recorded expressions, ANSI mode %s', (mode) => {
  const different: unknown[] = [];
  for (const line of lines) {
    const [question, ansi, zone, ...answer] = JSON.parse(line) as [string, boolean, string, ...Answer];
    if (ansi !== mode || question in EXCEPTIONS) continue;
    const given = ask(question, ansi, zone);
    if (JSON.stringify(sorted(tidy(given))) !== JSON.stringify(sorted(tidy(answer as Answer))))
      different.push({ question, zone, given, answer });
  }
  expect(different).toEqual([]);
});

/** Parameters in no particular order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return Array.isArray(value) ? value.map(sorted) : value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
