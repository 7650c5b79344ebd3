import { expect, test } from 'vitest';
import { attribute } from '../tree/build.ts';
import type { Plan } from '../tree/plan.ts';
import { LONG } from '../types/data-type.ts';
import { runSql } from './sql.fixture.ts';

const range: Plan = {
  kind: 'range',
  start: 0n,
  end: 1000n,
  step: 1n,
  slices: 2,
  output: [attribute('id', LONG, false)],
};

/** Ids and plan ids as in the first plan recorded from Spark. */
function explained(query: string, mode: Parameters<ReturnType<typeof runSql>['explain']>[0]): string {
  const ids = new Map<string, number>();
  return runSql(query, { r: range })
    .explain(mode)
    .replaceAll(/#(\d+)/g, (_, id: string) => {
      if (!ids.has(id)) ids.set(id, ids.size + 1);
      return `#${ids.get(id)}`;
    });
}

test('formatted, as Spark prints a filter and a projection of a range', () => {
  expect(explained('select id + 1 as x, id * 2 as y from r where id > 5', 'formatted')).toBe(`== Physical Plan ==
* Project (3)
+- * Filter (2)
   +- * Range (1)


(1) Range [codegen id : 1]
Output [1]: [id#1L]
Arguments: Range (0, 1000, step=1, splits=Some(2))

(2) Filter [codegen id : 1]
Input [1]: [id#1L]
Condition : (id#1L > 5)

(3) Project [codegen id : 1]
Output [2]: [(id#1L + 1) AS x#2L, (id#1L * 2) AS y#3L]
Input [1]: [id#1L]


`);
});

test('cost, with Spark’s sizes', () => {
  expect(explained('select id + 1 as x, id * 2 as y from r where id > 5', 'cost')).toBe(`== Optimized Logical Plan ==
Project [(id#1L + 1) AS x#2L, (id#1L * 2) AS y#3L], Statistics(sizeInBytes=11.7 KiB)
+- Filter (id#1L > 5), Statistics(sizeInBytes=7.8 KiB)
   +- Range (0, 1000, step=1, splits=Some(2)), Statistics(sizeInBytes=7.8 KiB, rowCount=1.00E+3)

== Physical Plan ==
*(1) Project [(id#1L + 1) AS x#2L, (id#1L * 2) AS y#3L]
+- *(1) Filter (id#1L > 5)
   +- *(1) Range (0, 1000, step=1, splits=2)

`);
});

test('a limit over a sort is one operator, a collected limit another, a sort makes the plan adaptive', () => {
  expect(explained('select id from r order by id desc limit 3', 'simple')).toBe(`== Physical Plan ==
TakeOrderedAndProject(limit=3, orderBy=[id#1L DESC NULLS LAST], output=[id#1L])
+- *(1) Range (0, 1000, step=1, splits=2)

`);
  expect(explained('select id from r limit 4 offset 3', 'simple')).toBe(`== Physical Plan ==
CollectLimit 7, 3
+- *(1) Range (0, 1000, step=1, splits=2)

`);
  expect(explained('select id from r order by id desc', 'simple')).toBe(`== Physical Plan ==
AdaptiveSparkPlan isFinalPlan=false
+- Sort [id#1L DESC NULLS LAST], true, 0
   +- Exchange rangepartitioning(id#1L DESC NULLS LAST, 200), ENSURE_REQUIREMENTS, [plan_id=1]
      +- Range (0, 1000, step=1, splits=2)

`);
});

test('a sort that the range gives already needs no exchange', () => {
  expect(explained('select id from r order by id', 'simple')).not.toContain('Exchange');
  expect(explained('select distinct id from r', 'simple')).not.toContain('Exchange');
});
