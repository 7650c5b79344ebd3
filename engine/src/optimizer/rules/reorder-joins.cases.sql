select t.a, u.v from t, u, (select a as x, b as y from t) s where t.a = s.x and s.y = u.k;
/*
Project [a#1, v#2L]
+- Join Inner, (y#3 = k#4)
   :- Project [a#1, y#3]
   :  +- Join Inner, (a#1 = x#5)
   :     :- Filter isnotnull(a#1)
   :     :  +- LocalRelation [a#1]
   :     +- Project [a#6 AS x#5, b#7 AS y#3]
   :        +- Filter (isnotnull(a#6) AND isnotnull(b#7))
   :           +- LocalRelation [a#6, b#7]
   +- Filter isnotnull(k#4)
      +- LocalRelation [k#4, v#2L]
*/

select t.a, u.v from t cross join u;
/*
Join Cross
:- LocalRelation [a#1]
+- LocalRelation [v#2L]
*/
