/** `spark.read`: files of a declared source as a Dataset. */
import { raise } from '../errors/raise.ts';
import { checkTimes } from '../sources/check-times.ts';
import { type ListedFile, listFiles } from '../sources/list-files.ts';
import { type PartitionColumns, partitionColumns, partitionValue } from '../sources/partition-columns.ts';
import { sourceNamed } from '../sources/registry.ts';
import { type SourceDeclaration, type SourceOptions, wholeFile } from '../sources/source.ts';
import { withoutLengths } from '../sql/parser/type.ts';
import { attribute } from '../tree/build.ts';
import { FILE_COLUMN, fileColumn } from '../tree/file-column.ts';
import type { FileStatistics } from '../tree/file-statistics.ts';
import type { Plan, SourceFile } from '../tree/plan.ts';
import { field, type StructField, type StructType, sqlName, struct } from '../types/data-type.ts';
import { allNullable } from '../types/nullable-type.ts';
import type { Dataset } from './dataset.ts';
import { type Inferred, inferSchema } from './infer-schema.ts';
import type { SparkSession } from './spark-session.ts';

export async function readFiles(
  session: SparkSession,
  format: string,
  given: ReadonlyMap<string, string>,
  schema: StructType | undefined,
  paths: readonly string[],
): Promise<Dataset> {
  const source = sourceNamed(format);
  const options: SourceOptions = Object.fromEntries([...given].map(([key, value]) => [key.toLowerCase(), value]));
  const wanted = paths.length > 0 ? paths : options.path === undefined ? [] : [options.path];
  return session.dataset(await fileRelation(session, { source, options, declared: schema, paths: wanted }));
}

/** The lengths of CHAR and VARCHAR are a matter of tables. */
export function readerSchema(session: SparkSession, given: StructType): StructType {
  const plain = withoutLengths(given) as StructType;
  if (sqlName(plain) === sqlName(given)) return given;
  if (session.conf.snapshot().getBoolean('spark.sql.legacy.charVarcharAsString')) return plain;
  return raise('UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING', {});
}

export interface FilesToRead {
  readonly source: SourceDeclaration;
  readonly options: SourceOptions;
  readonly declared: StructType | undefined;
  readonly paths: readonly string[];
  /** A table knows its partition columns; else they are found in the names of folders. */
  readonly partitionBy?: readonly string[];
  readonly tableName?: readonly string[];
}

export async function fileRelation(session: SparkSession, read: FilesToRead): Promise<Plan> {
  const { source, options, declared } = read;
  source.checkReadable?.(options, declared);
  if (source.native) session.context.native.start();
  const zone = session.conf.snapshot().getString('spark.sql.session.timeZone');
  const { files: found, roots } = await listFiles(read.paths, options, zone);
  const partitioned = partitionsOf(session, read, found);
  const files = found.map(
    ({ path, size, modified }, i): SourceFile => ({
      path,
      size,
      modified,
      partitionValues: partitioned.values[i] ?? [],
    }),
  );
  const known = declared ?? source.fixedSchema;
  const { schema: all, statistics }: Inferred =
    known === undefined
      ? await inferSchema(session, source, options, files)
      : { schema: known, statistics: await statisticsOf(source, files) };
  checkTimes(all, session.conf.snapshot());
  checkNames(session, all);
  checkNames(session, partitioned.schema);
  const isPartition = (name: string): boolean =>
    partitioned.schema.fields.some((each) => session.sameName(each.name, name));
  const dataSchema = struct(all.fields.filter((each) => !isPartition(each.name)));
  const fields = outputFields(session, declared === undefined ? all : dataSchema, partitioned.schema);
  return {
    kind: 'source-relation',
    source: source.name,
    options,
    rootPaths: roots,
    files,
    dataSchema: struct(dataSchema.fields.map((each) => field(each.name, allNullable(each.type), true, each.metadata))),
    partitionSchema: partitioned.schema,
    // Files may lack a value whatever the declared schema says.
    output: fields.map((each) => attribute(each.name, allNullable(each.type), true, { metadata: each.metadata })),
    tableName: read.tableName,
    fileColumn: fileColumn(source.numbersRows === true, freeName(session, fields)),
    statistics,
  };
}

function freeName(session: SparkSession, fields: readonly StructField[]): string {
  let name = FILE_COLUMN;
  while (fields.some((each) => session.sameName(each.name, name))) name = `_${name}`;
  return name;
}

/** Where nobody had to look for columns. */
async function statisticsOf(
  source: SourceDeclaration,
  files: readonly SourceFile[],
): Promise<FileStatistics | undefined> {
  return files.length === 0 ? undefined : source.statistics?.(files.map(wholeFile)).catch(() => undefined);
}

/** A column that is in the files as well as in folders has its place among those of the files, its values from folders. */
function outputFields(session: SparkSession, ofFiles: StructType, ofFolders: StructType): readonly StructField[] {
  const inFolders = (name: string): StructField | undefined =>
    ofFolders.fields.find((each) => session.sameName(each.name, name));
  const first = ofFiles.fields.map((each) => inFolders(each.name) ?? each);
  return [...first, ...ofFolders.fields.filter((each) => !first.some((f) => session.sameName(f.name, each.name)))];
}

function partitionsOf(session: SparkSession, read: FilesToRead, found: readonly ListedFile[]): PartitionColumns {
  const conf = session.conf.snapshot();
  const timeZone = conf.getString('spark.sql.session.timeZone');
  const { partitionBy, declared } = read;
  if (partitionBy === undefined || declared === undefined) {
    const infer = conf.getBoolean('spark.sql.sources.partitionColumnTypeInference.enabled');
    const sameName = (a: string, b: string): boolean => session.sameName(a, b);
    return partitionColumns(found, { given: declared, infer, timeZone, sameName });
  }
  const fields = declared.fields.filter((each) => partitionBy.some((name) => session.sameName(name, each.name)));
  const values = found.map(({ partition }) =>
    fields.map(({ name, type }) => {
      const [, text] = partition.find(([key]) => session.sameName(key, name)) ?? [];
      return text === undefined ? null : partitionValue(text, name, type, timeZone);
    }),
  );
  return { schema: struct(fields), values };
}

/** Names of a schema are told apart. */
export function checkNames(session: SparkSession, { fields }: StructType): void {
  const twice = fields.find(({ name }, i) => fields.findIndex((each) => session.sameName(each.name, name)) < i);
  if (twice !== undefined) {
    const sensitive = session.conf.snapshot().getBoolean('spark.sql.caseSensitive');
    raise('COLUMN_ALREADY_EXISTS', { columnName: `\`${sensitive ? twice.name : twice.name.toLowerCase()}\`` });
  }
}

export async function readTable(
  session: SparkSession,
  parts: readonly string[],
  options: ReadonlyMap<string, string>,
): Promise<Dataset> {
  return session.dataset({ kind: 'unresolved-relation', parts, options: Object.fromEntries(options) });
}
