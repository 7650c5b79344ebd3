select b from t intersect select k from u;
/*
Aggregate [b#1], [b#1]
+- Join LeftSemi, (b#1 <=> k#2)
   :- LocalRelation [b#1]
   +- LocalRelation [k#2]
*/

select b from t except select k from u;
/*
Aggregate [b#1], [b#1]
+- Join LeftAnti, (b#1 <=> k#2)
   :- LocalRelation [b#1]
   +- LocalRelation [k#2]
*/
