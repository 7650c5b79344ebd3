select t.a, u.v from t left join u on t.a = u.k where u.v > 10;
/*
Project [a#1, v#2L]
+- Join Inner, (a#1 = k#3)
   :- Filter isnotnull(a#1)
   :  +- LocalRelation [a#1]
   +- Filter ((v#2L > 10) AND isnotnull(k#3))
      +- LocalRelation [k#3, v#2L]
*/

select t.a, u.v from t full join u on t.a = u.k where t.b = 2;
/*
Project [a#1, v#2L]
+- Join LeftOuter, (a#1 = k#3)
   :- Project [a#1]
   :  +- Filter (isnotnull(b#4) AND (b#4 = 2))
   :     +- LocalRelation [a#1, b#4]
   +- Filter isnotnull(k#3)
      +- LocalRelation [k#3, v#2L]
*/

select t.a, u.v from t left join u on t.a = u.k where u.v is null or u.v > 10;
/*
Project [a#1, v#2L]
+- Filter (isnull(v#2L) OR (v#2L > 10))
   +- Join LeftOuter, (a#1 = k#3)
      :- LocalRelation [a#1]
      +- Filter isnotnull(k#3)
         +- LocalRelation [k#3, v#2L]
*/

select t.a from t where t.b < (select max(v) from u where k = t.a);
/*
Project [a#1]
+- Join Inner, ((k#2 = a#1) AND (cast(b#3 as bigint) < max(v)#4L))
   :- Filter (isnotnull(a#1) AND isnotnull(b#3))
   :  +- LocalRelation [a#1, b#3]
   +- Filter isnotnull(max(v)#4L)
      +- Aggregate [k#2], [max(v#5L) AS max(v)#4L, k#2]
         +- Filter isnotnull(k#2)
            +- LocalRelation [k#2, v#5L]
*/

select t.a from t left join u on t.a = u.k join t s on u.v = s.b;
/*
Project [a#1]
+- Join Inner, (v#2L = cast(b#3 as bigint))
   :- Project [a#1, v#2L]
   :  +- Join Inner, (a#1 = k#4)
   :     :- LocalRelation [a#1]
   :     +- Filter (isnotnull(k#4) AND isnotnull(v#2L))
   :        +- LocalRelation [k#4, v#2L]
   +- Filter isnotnull(b#3)
      +- LocalRelation [b#3]
*/
