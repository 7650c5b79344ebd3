select a from t where b in (select k from u);
/*
Project [a#1]
+- Join LeftSemi, (b#2 = k#3)
   :- Filter isnotnull(b#2)
   :  +- LocalRelation [a#1, b#2]
   +- Filter isnotnull(k#3)
      +- LocalRelation [k#3]
*/

select a from t where b not in (select k from u);
/*
Project [a#1]
+- Join LeftAnti, (b#2 = k#3)
   :- LocalRelation [a#1, b#2]
   +- LocalRelation [k#3]
*/

select a from t where b not in (select k from u where k is not null);
/*
Project [a#1]
+- Join LeftAnti, (b#2 = k#3)
   :- LocalRelation [a#1, b#2]
   +- Filter isnotnull(k#3)
      +- LocalRelation [k#3]
*/

select a from t where exists (select 1 from u where u.k = t.b and u.v > t.a);
/*
Project [a#1]
+- Join LeftSemi, ((k#2 = b#3) AND (v#4L > cast(a#1 as bigint)))
   :- Filter (isnotnull(b#3) AND isnotnull(a#1))
   :  +- LocalRelation [a#1, b#3]
   +- Filter isnotnull(k#2)
      +- LocalRelation [k#2, v#4L]
*/

select a from t where not exists (select 1 from u where u.k = t.b);
/*
Project [a#1]
+- Join LeftAnti, (k#2 = b#3)
   :- LocalRelation [a#1, b#3]
   +- Filter isnotnull(k#2)
      +- LocalRelation [k#2]
*/

select a from t where exists (select 1 from u where v > 100);
/*
Filter isnotnull(scalar-subquery#1 [])
+- LocalRelation [a#2]
*/

select a, b in (select k from u) as i from t where a > 1 or exists (select * from u where k = b);
/*
Project [a#1, exists#2 AS i#3]
+- Join ExistenceJoin(exists#2), (b#4 = k#5)
   :- Project [a#1, b#4]
   :  +- Filter ((a#1 > 1) OR exists#6)
   :     +- Join ExistenceJoin(exists#6), (k#7 = b#4)
   :        :- LocalRelation [a#1, b#4]
   :        +- LocalRelation [k#7]
   +- LocalRelation [k#5]
*/

select a from t where a > (select k from u where v = 10);
/*
Filter (isnotnull(a#1) AND (a#1 > scalar-subquery#2 []))
+- LocalRelation [a#1]
*/
