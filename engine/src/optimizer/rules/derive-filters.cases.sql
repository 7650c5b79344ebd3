select t.a, u.v from t join u on t.a = u.k where (t.c = 'x' and u.v = 10) or (t.c = 'y' and u.v = 20);
/*
Project [a#1, v#2L]
+- Join Inner, ((a#1 = k#3) AND (((c#4 = x) AND (v#2L = 10)) OR ((c#4 = y) AND (v#2L = 20))))
   :- Filter (((c#4 = x) OR (c#4 = y)) AND isnotnull(a#1))
   :  +- LocalRelation [a#1, c#4]
   +- Filter (((v#2L = 10) OR (v#2L = 20)) AND isnotnull(k#3))
      +- LocalRelation [k#3, v#2L]
*/

select t.a, u.v from t join u on t.a = u.k where t.c = 'x' or u.v = 20;
/*
Project [a#1, v#2L]
+- Join Inner, ((a#1 = k#3) AND ((c#4 = x) OR (v#2L = 20)))
   :- Filter isnotnull(a#1)
   :  +- LocalRelation [a#1, c#4]
   +- Filter isnotnull(k#3)
      +- LocalRelation [k#3, v#2L]
*/
