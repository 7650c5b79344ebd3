select y + 1 as z from (select a + 1 as y from t);
/*
Project [((a#1 + 1) + 1) AS z#2]
+- LocalRelation [a#1]
*/

select y + y as z from (select a + 1 as y from t);
/*
Project [(y#1 + y#1) AS z#2]
+- Project [(a#3 + 1) AS y#1]
   +- LocalRelation [a#3]
*/

select y + y as z from (select a as y from t);
/*
Project [(a#1 + a#1) AS z#2]
+- LocalRelation [a#1]
*/
