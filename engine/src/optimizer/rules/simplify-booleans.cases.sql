select a from t where not (a > 2 and b < 3);
/*
Project [a#1]
+- Filter ((a#1 <= 2) OR (b#2 >= 3))
   +- LocalRelation [a#1, b#2]
*/

select a from t where (a = 1 and b = 1) or (a = 1 and b = 2);
/*
Project [a#1]
+- Filter (isnotnull(a#1) AND ((a#1 = 1) AND ((b#2 = 1) OR (b#2 = 2))))
   +- LocalRelation [a#1, b#2]
*/

select case when false then 1 when a > 1 then 2 else 3 end as x from t;
/*
Project [CASE WHEN (a#1 > 1) THEN 2 ELSE 3 END AS x#2]
+- LocalRelation [a#1]
*/

select a from t where a > 1 and true or false;
/*
Filter (isnotnull(a#1) AND (a#1 > 1))
+- LocalRelation [a#1]
*/
