select 1 + 2 as x, a + (3 - 1) as y from t;
/*
Project [3 AS x#1, (a#2 + 2) AS y#3]
+- LocalRelation [a#2]
*/

select a from t where b > 1 + 1;
/*
Project [a#1]
+- Filter (isnotnull(b#2) AND (b#2 > 2))
   +- LocalRelation [a#1, b#2]
*/

select if(a > 100, 1 / 0, 2) as x from t;
/*
Project [if((a#1 > 100), (1.0 / 0.0), 2.0) AS x#2]
+- LocalRelation [a#1]
*/
