select * from (select * from t where a > 1) where b > 1;
/*
Filter ((isnotnull(a#1) AND isnotnull(b#2)) AND ((a#1 > 1) AND (b#2 > 1)))
+- LocalRelation [a#1, b#2, c#3]
*/

select a from t where true;
/*
LocalRelation [a#1]
*/

select a from t where 1 > 2;
/*
LocalRelation <empty>, [a#1]
*/
