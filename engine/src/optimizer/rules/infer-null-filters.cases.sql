select a from t where a > 1;
/*
Filter (isnotnull(a#1) AND (a#1 > 1))
+- LocalRelation [a#1]
*/

select t.a from t join u on t.b = u.k;
/*
Project [a#1]
+- Join Inner, (b#2 = k#3)
   :- Filter isnotnull(b#2)
   :  +- LocalRelation [a#1, b#2]
   +- Filter isnotnull(k#3)
      +- LocalRelation [k#3]
*/

select t.a, u.v from t left join u on t.b = u.k;
/*
Project [a#1, v#2L]
+- Join LeftOuter, (b#3 = k#4)
   :- LocalRelation [a#1, b#3]
   +- Filter isnotnull(k#4)
      +- LocalRelation [k#4, v#2L]
*/
