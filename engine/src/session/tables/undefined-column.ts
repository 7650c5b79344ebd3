/** A clause that names a column the table does not have. */
import { raise } from '../../errors/raise.ts';
import { quoteIdentifier, type StructType } from '../../types/data-type.ts';

export function raiseUndefinedColumn(name: string, colType: string, tableName: string, columns: StructType): never {
  return raise('COLUMN_NOT_DEFINED_IN_TABLE', {
    colType,
    colName: quoteIdentifier(name),
    tableName,
    tableCols: columns.fields.map((column) => quoteIdentifier(column.name)).join(', '),
  });
}
