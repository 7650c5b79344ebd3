/** Spark's rule for cutting files into scan partitions: by size, packed largest first. */
import type { Conf } from '../conf/conf.ts';
import type { SourceFile } from '../tree/plan.ts';
import type { FileSplit } from './node.ts';

interface SplitSettings {
  readonly maxPartitionBytes: number;
  readonly openCost: number;
  readonly minPartitions: number;
}

export function splitSettings(conf: Conf, defaultParallelism: number): SplitSettings {
  return {
    maxPartitionBytes: conf.getNumber('spark.sql.files.maxPartitionBytes'),
    openCost: conf.getNumber('spark.sql.files.openCostInBytes'),
    minPartitions: defaultParallelism,
  };
}

export function splitFiles(
  files: readonly SourceFile[],
  isSplittable: (path: string) => boolean,
  settings: SplitSettings,
): readonly (readonly FileSplit[])[] {
  const most = maxSplitBytes(files, settings);
  const splits = files.flatMap((file) => splitsOf(file, isSplittable(file.path) ? most : file.size));
  splits.sort((a, b) => b.length - a.length);
  return pack(splits, most, settings.openCost);
}

function maxSplitBytes(files: readonly SourceFile[], settings: SplitSettings): number {
  const total = files.reduce((sum, file) => sum + file.size + settings.openCost, 0);
  const perTask = Math.floor(total / settings.minPartitions);
  return Math.min(settings.maxPartitionBytes, Math.max(settings.openCost, perTask));
}

function splitsOf(file: SourceFile, most: number): FileSplit[] {
  const splits: FileSplit[] = [];
  for (let start = 0; start < file.size; start += most) {
    splits.push({
      path: file.path,
      start,
      length: Math.min(most, file.size - start),
      fileSize: file.size,
      modified: file.modified,
      partitionValues: file.partitionValues,
    });
  }
  return splits;
}

function pack(splits: readonly FileSplit[], most: number, openCost: number): readonly (readonly FileSplit[])[] {
  const partitions: FileSplit[][] = [];
  let current: FileSplit[] = [];
  let size = 0;
  for (const split of splits) {
    if (current.length > 0 && size + split.length > most) {
      partitions.push(current);
      current = [];
      size = 0;
    }
    size += split.length + openCost;
    current.push(split);
  }
  if (current.length > 0) partitions.push(current);
  return partitions;
}
