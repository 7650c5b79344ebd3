select x.a from (select a, a * 2 as d from t) x where d > 4;
/*
Filter (isnotnull(a#1) AND ((a#1 * 2) > 4))
+- LocalRelation [a#1]
*/

select t.a, u.v from t join u on t.b = u.k where t.a > 0 and u.v > 5;
/*
Project [a#1, v#2L]
+- Join Inner, (b#3 = k#4)
   :- Filter ((isnotnull(a#1) AND (a#1 > 0)) AND isnotnull(b#3))
   :  +- LocalRelation [a#1, b#3]
   +- Filter ((v#2L > 5) AND isnotnull(k#4))
      +- LocalRelation [k#4, v#2L]
*/

select t.a, u.v from t left join u on t.b = u.k where t.a > 1 and u.v is null;
/*
Project [a#1, v#2L]
+- Filter isnull(v#2L)
   +- Join LeftOuter, (b#3 = k#4)
      :- Filter (isnotnull(a#1) AND (a#1 > 1))
      :  +- LocalRelation [a#1, b#3]
      +- Filter isnotnull(k#4)
         +- LocalRelation [k#4, v#2L]
*/

select t.a, u.v from t left join u on t.b = u.k and t.a > 1 and u.v > 15;
/*
Project [a#1, v#2L]
+- Join LeftOuter, ((b#3 = k#4) AND (a#1 > 1))
   :- LocalRelation [a#1, b#3]
   +- Filter ((v#2L > 15) AND isnotnull(k#4))
      +- LocalRelation [k#4, v#2L]
*/

select * from (select a from t union all select k from u) where a > 1;
/*
Union false, false
:- Filter (isnotnull(a#1) AND (a#1 > 1))
:  +- LocalRelation [a#1]
+- Filter (isnotnull(k#2) AND (k#2 > 1))
   +- LocalRelation [k#2]
*/

select * from t cross join u where t.a = u.k;
/*
Join Inner, (a#1 = k#2)
:- Filter isnotnull(a#1)
:  +- LocalRelation [a#1, b#3, c#4]
+- Filter isnotnull(k#2)
   +- LocalRelation [k#2, v#5L]
*/
