/** The executor's side of schema inference: one row, the schema and what the files say of themselves as JSON. */
import { internal } from '../errors/internal.ts';
import type { WorkHandler } from '../exec/executor-task.ts';
import { sourceNamed } from '../sources/registry.ts';
import { wholeFile } from '../sources/source.ts';
import { STRING } from '../types/data-type.ts';
import { typeJsonText } from '../types/type-json.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import type { InferWork } from './infer-schema.ts';

export function inferHandler(): WorkHandler {
  return {
    async *run(work, task) {
      const { source, options, files } = work as InferWork;
      const declared = sourceNamed(source);
      const infer = declared.inferSchema ?? internal(`${source} has one schema for all files`);
      const splits = files.map(wholeFile);
      const schema = await infer(splits, options, {
        timeZone: task.conf['spark.sql.session.timeZone'] ?? 'UTC',
        conf: task.conf,
      });
      const statistics = await declared.statistics?.(splits);
      const texts = [typeJsonText(schema), JSON.stringify(statistics ?? null)];
      const columns = texts.map((text) => {
        const column = vectorBuilder(STRING, 1);
        column.append(text);
        return column.finish();
      });
      yield { length: 1, columns };
    },
    splitter: () => internal('schemas are not shuffled'),
  };
}
