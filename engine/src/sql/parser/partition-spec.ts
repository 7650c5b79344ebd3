/** `PARTITION (day = '2020-01-01', hour)`. */
import { raise } from '../../errors/raise.ts';
import type { PartitionSpec } from '../../tree/table-command.ts';
import type { TokenCursor } from './cursor.ts';
import { strictName } from './identifier.ts';

export function partitionSpec(cursor: TokenCursor): PartitionSpec {
  const start = cursor.index;
  cursor.expect('PARTITION');
  const spec = cursor.parenthesized((): PartitionSpec[number] => {
    const column = strictName(cursor);
    return [column, cursor.accept('=') ? cursor.rules.valueExpression(cursor) : undefined];
  });
  const repeated = spec.find(([name], i) => spec.findIndex(([other]) => other === name) < i);
  if (repeated !== undefined) {
    const context = cursor.contextFrom(start);
    raise('DUPLICATE_KEY', { keyColumn: `\`${repeated[0]}\`` }, { context, parse: context });
  }
  return spec;
}

export const optionalPartitionSpec = (cursor: TokenCursor): PartitionSpec | undefined =>
  cursor.is('PARTITION') && cursor.peek(1).key === '(' ? partitionSpec(cursor) : undefined;
