with g as (select a, b, count(*) as n, max(c) as m from t group by a, b)
select x.n, y.n from g x join g y on x.b = y.b where x.a = 1 and y.a = 5 and x.n > 0;
/*
Project [n#1L, n#2L]
+- Join Inner, (b#3 = b#4)
   :- Project [b#3, n#1L]
   :  +- Filter (((isnotnull(a#5) AND (a#5 = 1)) AND (n#1L > 0)) AND isnotnull(b#3))
   :     +- CTERelationRef #6, [a#5, b#3, n#1L]
   :        +- Aggregate [a#5, b#3], [a#5, b#3, count(1) AS n#1L]
   :           +- Filter ((isnotnull(a#5) AND isnotnull(b#3)) AND ((a#5 = 1) OR (a#5 = 5)))
   :              +- LocalRelation [a#5, b#3]
   +- Project [b#4, n#2L]
      +- Filter ((isnotnull(a#7) AND (a#7 = 5)) AND isnotnull(b#4))
         +- CTERelationRef #6, [a#7, b#4, n#2L]
            +- Aggregate [a#5, b#3], [a#5, b#3, count(1) AS n#1L]
               +- Filter ((isnotnull(a#5) AND isnotnull(b#3)) AND ((a#5 = 1) OR (a#5 = 5)))
                  +- LocalRelation [a#5, b#3]
*/

with g as (select b, c, sum(a) as s from t group by b, c)
select b, s from g where c = 'x' union all select b, s from g where c = 'y' and b > 1 union all select b, s from g where s > 4;
/*
Union false, false
:- Union false, false
:  :- Project [b#1, s#2L]
:  :  +- Filter (isnotnull(c#3) AND (c#3 = x))
:  :     +- CTERelationRef #4, [b#1, c#3, s#2L]
:  :        +- Aggregate [b#1, c#3], [b#1, c#3, sum(a#5) AS s#2L]
:  :           +- LocalRelation [a#5, b#1, c#3]
:  +- Project [b#6, s#7L]
:     +- Filter ((isnotnull(c#8) AND isnotnull(b#6)) AND ((c#8 = y) AND (b#6 > 1)))
:        +- CTERelationRef #4, [b#6, c#8, s#7L]
:           +- Aggregate [b#1, c#3], [b#1, c#3, sum(a#5) AS s#2L]
:              +- LocalRelation [a#5, b#1, c#3]
+- Project [b#9, s#10L]
   +- Filter (isnotnull(s#10L) AND (s#10L > 4))
      +- CTERelationRef #4, [b#9, c#11, s#10L]
         +- Aggregate [b#1, c#3], [b#1, c#3, sum(a#5) AS s#2L]
            +- LocalRelation [a#5, b#1, c#3]
*/

with g as (select b, count(*) as n from t group by b), h as (select b, n * 2 as d from g where b > 1)
select x.d, y.d, z.n from h x join h y on x.d = y.d join g z on z.b = x.b where x.b = 2;
/*
Project [d#1L, d#2L, n#3L]
+- Join Inner, (b#4 = b#5)
   :- Join Inner, (d#1L = d#2L)
   :  :- Filter (isnotnull(b#5) AND (b#5 = 2))
   :  :  +- CTERelationRef #6, [b#5, d#1L]
   :  :     +- Project [b#5, (n#7L * 2) AS d#1L]
   :  :        +- Filter (isnotnull(b#5) AND (b#5 > 1))
   :  :           +- CTERelationRef #8, [b#5, n#7L]
   :  :              +- Aggregate [b#5], [b#5, count(1) AS n#7L]
   :  :                 +- Filter isnotnull(b#5)
   :  :                    +- LocalRelation [b#5]
   :  +- Project [d#2L]
   :     +- CTERelationRef #6, [b#9, d#2L]
   :        +- Project [b#5, (n#7L * 2) AS d#1L]
   :           +- Filter (isnotnull(b#5) AND (b#5 > 1))
   :              +- CTERelationRef #8, [b#5, n#7L]
   :                 +- Aggregate [b#5], [b#5, count(1) AS n#7L]
   :                    +- Filter isnotnull(b#5)
   :                       +- LocalRelation [b#5]
   +- Filter isnotnull(b#4)
      +- CTERelationRef #8, [b#4, n#3L]
         +- Aggregate [b#5], [b#5, count(1) AS n#7L]
            +- Filter isnotnull(b#5)
               +- LocalRelation [b#5]
*/

with g as (select b, count(*) as n from t group by b)
select k, v from u where exists (select 1 from g where b = k) and k in (select n from g where b = 1);
/*
Join LeftSemi, (cast(k#1 as bigint) = n#2L)
:- Join LeftSemi, (b#3 = k#1)
:  :- Filter isnotnull(k#1)
:  :  +- LocalRelation [k#1, v#4L]
:  +- Project [b#3]
:     +- Filter isnotnull(b#3)
:        +- CTERelationRef #5, [b#3, n#6L]
:           +- Aggregate [b#3], [b#3, count(1) AS n#6L]
:              +- Filter isnotnull(b#3)
:                 +- LocalRelation [b#3]
+- Project [n#2L]
   +- Filter (isnotnull(b#7) AND (b#7 = 1))
      +- CTERelationRef #5, [b#7, n#2L]
         +- Aggregate [b#3], [b#3, count(1) AS n#6L]
            +- Filter isnotnull(b#3)
               +- LocalRelation [b#3]
*/

with f as (select a, b from t where c = 'x') select x.a from f x join f y on x.a = y.b where y.a = 1;
/*
Project [a#1]
+- Join Inner, (a#1 = b#2)
   :- Project [a#1]
   :  +- Filter ((isnotnull(c#3) AND (c#3 = x)) AND isnotnull(a#1))
   :     +- LocalRelation [a#1, c#3]
   +- Project [b#2]
      +- Filter ((((isnotnull(c#3) AND isnotnull(a#4)) AND (c#3 = x)) AND (a#4 = 1)) AND isnotnull(b#2))
         +- LocalRelation [a#4, b#2, c#3]
*/

with g as (select b, rand(3) as r, count(*) as n from t group by b) select x.b from g x join g y on x.b = y.b where x.b = 2;
/*
Project [b#1]
+- Join Inner, (b#1 = b#2)
   :- Filter (isnotnull(b#1) AND (b#1 = 2))
   :  +- Aggregate [b#1], [b#1]
   :     +- LocalRelation [b#1]
   +- Filter isnotnull(b#2)
      +- Aggregate [b#2], [b#2]
         +- LocalRelation [b#2]
*/
