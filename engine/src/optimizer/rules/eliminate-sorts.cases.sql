select a from (select a, b from t order by b) order by a;
/*
Sort [a#1 ASC NULLS FIRST], true
+- LocalRelation [a#1]
*/

select distinct b from (select b from t order by b);
/*
Aggregate [b#1], [b#1]
+- LocalRelation [b#1]
*/
