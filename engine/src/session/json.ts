/** JSON in Datasets: texts read as rows (`spark.read.json` of an RDD or a Dataset), rows written as texts (`toJSON`). */
import { raise } from '../errors/raise.ts';
import { type JsonRecordOptions, NO_JSON, type RecordRequest } from '../functions/impl/json-records.ts';
import { checkJsonRead } from '../sources/json/check-json.ts';
import { jsonInference } from '../sources/json/infer-json.ts';
import { jsonFileOptions } from '../sources/json/json-file-options.ts';
import { alias, call, literal, stringLiteral } from '../tree/build.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { DAYTIME, STRING, type StructType, simpleString, struct, YEARMONTH } from '../types/data-type.ts';
import { allNullable } from '../types/nullable-type.ts';
import { typeJsonText } from '../types/type-json.ts';
import type { Vector } from '../types/vector.ts';
import { valueReader } from '../types/vector-reader.ts';
import type { Dataset } from './dataset.ts';
import { checkNames } from './read.ts';
import { queryBatches, type RunOptions } from './run-query.ts';
import { select } from './transformations.ts';

/** Without a schema all texts are looked at first. */
export async function readJsonTexts(
  texts: Dataset,
  given: ReadonlyMap<string, string>,
  declared: StructType | undefined,
  run: RunOptions,
): Promise<Dataset> {
  const [column, ...others] = texts.output;
  if (column === undefined || others.length > 0 || column.type.kind !== 'string') {
    raise('DATAFRAME_INPUT_NOT_STRING_TYPE', {
      dataType: `"${simpleString(column === undefined ? texts.schema : column.type).toUpperCase()}"`,
    });
  }
  const conf = texts.session.conf.snapshot();
  const zoneId = conf.getString('spark.sql.session.timeZone');
  const options = jsonFileOptions(Object.fromEntries(given), conf.getString('spark.sql.columnNameOfCorruptRecord'));
  const { mode, corruptColumn, values } = options;
  checkJsonRead(Object.fromEntries(given), declared);
  const schema = allNullable(declared ?? (await inferTexts(texts, options, run))) as StructType;
  checkNames(texts.session, schema);
  const read: JsonRecordOptions = { mode, corruptColumn, values };
  const request: RecordRequest = { schema: typeJsonText(schema), zoneId, options: read };
  return texts.derive((plan) =>
    select(plan, [call('json_rows', [column, literal(null, schema), stringLiteral(JSON.stringify(request))])]),
  );
}

async function inferTexts(
  texts: Dataset,
  options: ReturnType<typeof jsonFileOptions>,
  run: RunOptions,
): Promise<StructType> {
  const conf = texts.session.conf.snapshot();
  const settings = {
    timeZone: conf.getString('spark.sql.session.timeZone'),
    conf: { 'spark.sql.timestampType': conf.getString('spark.sql.timestampType') },
  };
  const inference = jsonInference(options, settings);
  const reader = valueReader(STRING);
  for await (const { columns, length } of queryBatches(texts.execution, { kind: 'columns' }, run)) {
    for (let row = 0; row < length; row++) {
      const text = reader(columns[0] as Vector, row);
      inference.add((text ?? NO_JSON) as string);
    }
  }
  return inference.schema();
}

/** Intervals are shown with all their fields, which their own types need not have. */
function widened(column: Attribute): Expression {
  const { kind } = column.type;
  if (kind !== 'daytime' && kind !== 'yearmonth') return column;
  return { kind: 'cast', child: column, to: kind === 'daytime' ? DAYTIME : YEARMONTH, mode: 'ansi', implicit: false };
}

/** One column `value`, an object a row. */
export function toJson(dataset: Dataset): Promise<Dataset> {
  const names = dataset.output.flatMap((column) => [stringLiteral(column.name), widened(column)]);
  const row = names.length === 0 ? literal([], struct([])) : call('named_struct', names);
  return dataset.derive((plan) => select(plan, [alias(call('to_json', [row]), 'value')]));
}
