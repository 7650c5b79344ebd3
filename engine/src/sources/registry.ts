/** All file sources by name and alias. */
import { raise } from '../errors/raise.ts';
import { csv } from './csv/csv.ts';
import { json } from './json/json.ts';
import { parquet } from './parquet.ts';
import type { SourceDeclaration } from './source.ts';
import { text } from './text.ts';

const SOURCES: readonly SourceDeclaration[] = [csv, json, parquet, text];

const TABLE = new Map(
  SOURCES.flatMap((source) => [source.name, ...source.aliases].map((name) => [name.toLowerCase(), source] as const)),
);

export function findSource(name: string): SourceDeclaration | undefined {
  return TABLE.get(name.toLowerCase());
}

export function sourceNamed(name: string): SourceDeclaration {
  return findSource(name) ?? raise('DATA_SOURCE_NOT_FOUND', { provider: name });
}
