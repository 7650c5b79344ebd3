// org.apache.spark.sql.api.python.PythonSQLUtils: what PySpark's SQL modules ask for by static call.

import { arrowDataset, readArrowFile } from '@tspark/engine/session/arrow-relation.ts';
import { parseDataType, parseTableSchema } from '@tspark/engine/sql/parse.ts';
import { call } from '@tspark/engine/tree/build.ts';
import type { LambdaVariable } from '@tspark/engine/tree/expression.ts';
import { type DataType, type StructType, VOID } from '@tspark/engine/types/data-type.ts';
import { schemaDdl } from '@tspark/engine/types/ddl-text.ts';
import { typeFromJson, typeJsonText } from '@tspark/engine/types/type-json.ts';
import { javaClass } from '../../../../define.ts';
import type { JavaClass } from '../../../../java-class.ts';
import { staticMethod } from '../../../../method.ts';
import { ref, STRING } from '../../../../param-types.ts';
import { SeqClass } from '../../../../scala/collection/Seq.ts';
import { activeSession, application } from '../../../application.ts';
import { ColumnClass } from '../../Column.ts';
import { columnsOf } from '../../column-list.ts';
import { column, columnWithText, functionColumn } from '../../column-value.ts';
import { DataFrameReaderClass, readTexts } from '../../DataFrameReader.ts';
import { DatasetClass } from '../../Dataset.ts';
import { ArrowBatchesClass } from '../../execution/arrow/ArrowBatches.ts';
import { explainMode } from '../../explain-mode.ts';
import { QueryExecutionClass } from '../../QueryExecution.ts';
import { SparkSessionClass } from '../../SparkSession.ts';
import { TableArgClass } from '../../TableArg.ts';

/** A schema, a single type, or fields as they stand between the brackets of a struct; the first error counts. */
function parseTypeOrSchema(text: string): DataType {
  let first: unknown;
  for (const parse of [
    parseTableSchema,
    parseDataType,
    (fields: string) => parseDataType(`struct<${fields.trim()}>`),
  ]) {
    try {
      return parse(text);
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

export const PythonSQLUtils: JavaClass<unknown> = javaClass('org.apache.spark.sql.api.python.PythonSQLUtils', () => ({
  statics: {
    ddlToJson: staticMethod([STRING], (_, text) => typeJsonText(parseTypeOrSchema(text))),
    parseDataType: staticMethod([STRING], (_, text) => typeJsonText(parseDataType(text))),
    jsonToDDL: staticMethod([STRING], (_, json) => schemaDdl(typeFromJson(JSON.parse(json)) as StructType)),
    explainString: staticMethod([ref(QueryExecutionClass), STRING], (_, execution, mode) =>
      execution.explain(explainMode(mode)),
    ),
    readArrowStreamFromFile: staticMethod([STRING], async (_, path) => ArrowBatchesClass.of(await readArrowFile(path))),
    toDataFrame: staticMethod(
      [ref(ArrowBatchesClass), STRING, ref(() => SparkSessionClass)],
      async (_, batches, schema, session) =>
        DatasetClass.of(await arrowDataset(session, batches, typeFromJson(JSON.parse(schema)) as StructType)),
    ),
    jsonFromDataFrame: staticMethod(
      [ref(() => DataFrameReaderClass), ref(() => DatasetClass)],
      (thread, reader, texts) => readTexts(thread, reader, texts),
    ),
    isTimestampNTZPreferred: staticMethod([], (thread) => {
      const session = activeSession.get(thread) ?? application(thread.gateway).defaultSession;
      return session?.conf.get('spark.sql.timestampType') === 'TIMESTAMP_NTZ';
    }),
    fn: staticMethod([STRING, ref(() => SeqClass)], (thread, name, args) =>
      ColumnClass.of(functionColumn(thread, name, columnsOf(args))),
    ),
    internalFn: staticMethod([STRING, ref(() => SeqClass)], (_, name, args) =>
      ColumnClass.of(column(call(name, columnsOf(args)))),
    ),
    unresolvedNamedLambdaVariable: staticMethod([STRING], (_, name) => ColumnClass.of(column(lambdaVariable(name)))),
    lambdaFunction: staticMethod([ref(() => ColumnClass), ref(() => SeqClass)], (_, body, params) =>
      ColumnClass.of(
        column({ kind: 'lambda', params: columnsOf(params) as readonly LambdaVariable[], body: body.expression }),
      ),
    ),
    namedArgumentExpression: [
      staticMethod([STRING, ref(() => ColumnClass)], (_, name, value) =>
        ColumnClass.of(
          columnWithText({ kind: 'named-argument', name, value: value.expression }, () => `${name} => ${value.text()}`),
        ),
      ),
      staticMethod([STRING, ref(() => TableArgClass)], (_, name, table) => TableArgClass.of({ ...table, name })),
    ],
  },
}));

let lambdaVariables = 0;

/** Numbered, so that lambdas inside lambdas keep their variables apart; id and type come with analysis. */
function lambdaVariable(name: string): LambdaVariable {
  lambdaVariables += 1;
  return { kind: 'lambda-variable', id: -1, name: `${name}_${lambdaVariables}`, type: VOID, nullable: true };
}
