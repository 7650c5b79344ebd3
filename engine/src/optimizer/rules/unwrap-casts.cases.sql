select a from t where cast(a as bigint) > 2;
/*
Filter (isnotnull(a#1) AND (a#1 > 2))
+- LocalRelation [a#1]
*/

select a from t where a > 2.0;
/*
Filter (isnotnull(a#1) AND (a#1 > 2))
+- LocalRelation [a#1]
*/

select a from t where cast(a as bigint) > 3000000000;
/*
Filter (isnotnull(a#1) AND (cast(a#1 as bigint) > 3000000000))
+- LocalRelation [a#1]
*/

select a from t where cast(a as double) = 2.5;
/*
Filter (isnotnull(a#1) AND (cast(a#1 as double) = 2.5))
+- LocalRelation [a#1]
*/
