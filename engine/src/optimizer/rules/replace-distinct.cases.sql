select distinct b from t;
/*
Aggregate [b#1], [b#1]
+- LocalRelation [b#1]
*/
