select a + cast(null as int) as x from t;
/*
Project [null AS x#1]
+- LocalRelation []
*/

select v is null as x, coalesce(v, 5L) as y from u;
/*
Project [false AS x#1, v#2L AS y#3L]
+- LocalRelation [v#2L]
*/

select a from t where a > null;
/*
LocalRelation <empty>, [a#1]
*/
