/** `randomSplit`: samples of adjoining ranges of one random number per row, over rows in a fixed order. */
import { outputOf } from '../tree/output.ts';
import type { DataType } from '../types/data-type.ts';
import type { Dataset } from './dataset.ts';
import { sample, sort } from './transformations.ts';

function orderable(type: DataType): boolean {
  switch (type.kind) {
    case 'map':
    case 'variant':
    case 'interval':
      return false;
    case 'array':
      return orderable(type.element);
    case 'struct':
      return type.fields.every((field) => orderable(field.type));
    default:
      return true;
  }
}

/** Spark sorts each partition first, so that the same row meets the same number in every part. */
export async function randomSplit(
  dataset: Dataset,
  weights: readonly number[],
  seed: bigint,
): Promise<readonly Dataset[]> {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const bounds = [0];
  for (const weight of weights) bounds.push((bounds.at(-1) as number) + weight / total);
  const keys = outputOf(dataset.plan).filter((attribute) => orderable(attribute.type));
  return Promise.all(
    weights.map((_, i) =>
      dataset.derive((plan) => {
        const ordered = keys.length === 0 ? plan : sort(plan, keys, false);
        return sample(ordered, bounds[i] as number, bounds[i + 1] as number, false, seed);
      }),
    ),
  );
}
