/** What a file source declares. One object a source; `sources/registry.ts` lists them. */
import type { NativeClient } from '../native/client.ts';
import type { Expression } from '../tree/expression.ts';
import type { FileStatistics } from '../tree/file-statistics.ts';
import type { StructType } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';

/** Options by lower-case name. */
export type SourceOptions = Readonly<Record<string, string>>;

/** A part of a file: rows that start in `[start, start + length)` belong to it. */
export interface ReadSplit {
  readonly path: string;
  readonly start: number;
  readonly length: number;
  readonly fileSize: number;
}

export const wholeFile = ({ path, size }: { readonly path: string; readonly size: number }): ReadSplit => ({
  path,
  start: 0,
  length: size,
  fileSize: size,
});

export interface ReadRequest {
  readonly options: SourceOptions;
  /** Columns in the files. */
  readonly schema: StructType;
  /** Names of those wanted, in the order wanted. */
  readonly required: readonly string[];
  /** Over `required` by position: rows that do not pass may be left out. */
  readonly filters: readonly Expression[];
  readonly timeZone: string;
  readonly conf: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Adds one column more: each row's place in its file, from 0. */
  readonly numbered: boolean;
  /** For sources whose files the native engine decodes. */
  readonly native: NativeClient;
}

/** Where a task's rows go: one file. */
export interface FileWriter {
  write(batch: Batch): Promise<void>;
  /** Bytes written in all. */
  close(): Promise<number>;
}

export interface WriteRequest {
  readonly path: string;
  readonly schema: StructType;
  readonly options: SourceOptions;
  readonly timeZone: string;
  readonly conf: Readonly<Record<string, string>>;
}

export interface SourceDeclaration {
  readonly name: string;
  /** As messages have it; the name in capitals unless given. */
  readonly title?: string;
  readonly aliases: readonly string[];
  /** Raises, before any file is read, for options and declared columns that cannot be read. */
  readonly checkReadable?: (options: SourceOptions, declared: StructType | undefined) => void;
  /** The native engine decodes its files: it starts while their columns are looked at. */
  readonly native?: true;
  /** Its rows can say their place in the file. */
  readonly numbersRows?: true;
  /** Whether several tasks may read parts of one file. */
  isSplittable(options: SourceOptions, path: string): boolean;
  /** Ending of written files, compression included: `.csv`, `.snappy.parquet`. */
  extension(options: SourceOptions, conf: WriteRequest['conf']): string;
  /**
   * Finds the files' columns. What one file (or part of one) says is merged with `mergeSchemas`; runs in an executor.
   * Absent where the schema is always the same.
   */
  readonly inferSchema?: (
    splits: readonly ReadSplit[],
    options: SourceOptions,
    settings: InferSettings,
  ) => Promise<StructType>;
  /** What the files say of their rows without being read. */
  readonly statistics?: (splits: readonly ReadSplit[]) => Promise<FileStatistics | undefined>;
  readonly fixedSchema?: StructType;
  read(split: ReadSplit, request: ReadRequest): AsyncIterable<Batch>;
  openWriter(request: WriteRequest): Promise<FileWriter>;
  /** Raises for a type that the source cannot hold. */
  checkWritable(schema: StructType): void;
}

export interface InferSettings {
  readonly timeZone: string;
  readonly conf: Readonly<Record<string, string>>;
}

export const defineSource = (declaration: SourceDeclaration): SourceDeclaration => declaration;
