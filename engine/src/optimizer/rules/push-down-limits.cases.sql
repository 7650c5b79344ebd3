select a from (select a from t order by a limit 3) limit 2;
/*
GlobalLimit 2
+- LocalLimit 2
   +- Sort [a#1 ASC NULLS FIRST], true
      +- LocalRelation [a#1]
*/

select a from t limit 0;
/*
LocalRelation <empty>, [a#1]
*/

select count_of from (select 1 as count_of) limit 5;
/*
Project [1 AS count_of#1]
+- OneRowRelation
*/
