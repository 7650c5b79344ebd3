select t.c from t join u on t.b = u.k;
/*
Project [c#1]
+- Join Inner, (b#2 = k#3)
   :- Filter isnotnull(b#2)
   :  +- LocalRelation [b#2, c#1]
   +- Filter isnotnull(k#3)
      +- LocalRelation [k#3]
*/

select a from (select a, b, c from t order by c, a);
/*
Project [a#1]
+- Sort [c#2 ASC NULLS FIRST, a#1 ASC NULLS FIRST], true
   +- LocalRelation [a#1, c#2]
*/

select c from (select a, b, c from t union all select k, k, 'w' from u);
/*
Union false, false
:- LocalRelation [c#1]
+- Project [w AS w#2]
   +- LocalRelation []
*/
