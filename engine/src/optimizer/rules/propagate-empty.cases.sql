select t.a, u.v from t join u on t.b = u.k where 1 = 2;
/*
LocalRelation <empty>, [a#1, v#2L]
*/

select a from t union all select k from u where false;
/*
LocalRelation [a#1]
*/

select t.a, u.v from t left join (select * from u where false) u on t.b = u.k;
/*
Project [a#1, null AS v#2L]
+- LocalRelation [a#1]
*/
