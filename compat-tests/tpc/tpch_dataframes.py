"""TPC-H with the DataFrame API, each query as people would write it; the results are those of the SQL texts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

Query = Callable[[SparkSession], DataFrame]
QUERIES: dict[str, Query] = {}


def query(made: Query) -> Query:
    QUERIES[made.__name__] = made
    return made


def volume() -> Column:
    return F.col("l_extendedprice") * (1 - F.col("l_discount"))


def within(column: str, start: date, end: date) -> Column:
    """From the first day to before the last."""
    return (F.col(column) >= start) & (F.col(column) < end)


@query
def q1(spark: SparkSession) -> DataFrame:
    return (
        spark.table("lineitem")
        .filter(F.col("l_shipdate") <= date(1998, 9, 2))
        .groupBy("l_returnflag", "l_linestatus")
        .agg(
            F.sum("l_quantity").alias("sum_qty"),
            F.sum("l_extendedprice").alias("sum_base_price"),
            F.sum(volume()).alias("sum_disc_price"),
            F.sum(volume() * (1 + F.col("l_tax"))).alias("sum_charge"),
            F.avg("l_quantity").alias("avg_qty"),
            F.avg("l_extendedprice").alias("avg_price"),
            F.avg("l_discount").alias("avg_disc"),
            F.count("*").alias("count_order"),
        )
        .orderBy("l_returnflag", "l_linestatus")
    )


@query
def q2(spark: SparkSession) -> DataFrame:
    offers = (
        spark.table("partsupp")
        .join(spark.table("supplier"), F.col("ps_suppkey") == F.col("s_suppkey"))
        .join(spark.table("nation"), F.col("s_nationkey") == F.col("n_nationkey"))
        .join(spark.table("region").filter("r_name = 'EUROPE'"), F.col("n_regionkey") == F.col("r_regionkey"))
    )
    cheapest = offers.groupBy(F.col("ps_partkey").alias("best_part")).agg(F.min("ps_supplycost").alias("best_cost"))
    return (
        spark.table("part")
        .filter((F.col("p_size") == 15) & F.col("p_type").endswith("BRASS"))
        .join(offers, F.col("p_partkey") == F.col("ps_partkey"))
        .join(cheapest, (F.col("p_partkey") == F.col("best_part")) & (F.col("ps_supplycost") == F.col("best_cost")))
        .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
        .orderBy(F.desc("s_acctbal"), "n_name", "s_name", "p_partkey")
        .limit(100)
    )


@query
def q3(spark: SparkSession) -> DataFrame:
    day = date(1995, 3, 15)
    return (
        spark.table("customer")
        .filter("c_mktsegment = 'BUILDING'")
        .join(spark.table("orders").filter(F.col("o_orderdate") < day), F.col("c_custkey") == F.col("o_custkey"))
        .join(spark.table("lineitem").filter(F.col("l_shipdate") > day), F.col("l_orderkey") == F.col("o_orderkey"))
        .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
        .agg(F.sum(volume()).alias("revenue"))
        .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority")
        .orderBy(F.desc("revenue"), "o_orderdate")
        .limit(10)
    )


@query
def q4(spark: SparkSession) -> DataFrame:
    late = spark.table("lineitem").filter(F.col("l_commitdate") < F.col("l_receiptdate"))
    return (
        spark.table("orders")
        .filter(within("o_orderdate", date(1993, 7, 1), date(1993, 10, 1)))
        .join(late, F.col("l_orderkey") == F.col("o_orderkey"), "left_semi")
        .groupBy("o_orderpriority")
        .agg(F.count("*").alias("order_count"))
        .orderBy("o_orderpriority")
    )


@query
def q5(spark: SparkSession) -> DataFrame:
    orders = spark.table("orders").filter(within("o_orderdate", date(1994, 1, 1), date(1995, 1, 1)))
    return (
        spark.table("customer")
        .join(orders, F.col("c_custkey") == F.col("o_custkey"))
        .join(spark.table("lineitem"), F.col("l_orderkey") == F.col("o_orderkey"))
        .join(
            spark.table("supplier"),
            (F.col("l_suppkey") == F.col("s_suppkey")) & (F.col("c_nationkey") == F.col("s_nationkey")),
        )
        .join(spark.table("nation"), F.col("s_nationkey") == F.col("n_nationkey"))
        .join(spark.table("region").filter("r_name = 'ASIA'"), F.col("n_regionkey") == F.col("r_regionkey"))
        .groupBy("n_name")
        .agg(F.sum(volume()).alias("revenue"))
        .orderBy(F.desc("revenue"))
    )


@query
def q6(spark: SparkSession) -> DataFrame:
    return (
        spark.table("lineitem")
        .filter(within("l_shipdate", date(1994, 1, 1), date(1995, 1, 1)))
        .filter(F.col("l_discount").between(Decimal("0.05"), Decimal("0.07")) & (F.col("l_quantity") < 24))
        .agg(F.sum(F.col("l_extendedprice") * F.col("l_discount")).alias("revenue"))
    )


@query
def q7(spark: SparkSession) -> DataFrame:
    nation = spark.table("nation").filter(F.col("n_name").isin("FRANCE", "GERMANY"))
    sellers = nation.select(F.col("n_nationkey").alias("s_nation"), F.col("n_name").alias("supp_nation"))
    buyers = nation.select(F.col("n_nationkey").alias("c_nation"), F.col("n_name").alias("cust_nation"))
    return (
        spark.table("supplier")
        .join(sellers, F.col("s_nationkey") == F.col("s_nation"))
        .join(spark.table("lineitem"), F.col("s_suppkey") == F.col("l_suppkey"))
        .filter(F.col("l_shipdate").between(date(1995, 1, 1), date(1996, 12, 31)))
        .join(spark.table("orders"), F.col("o_orderkey") == F.col("l_orderkey"))
        .join(spark.table("customer"), F.col("c_custkey") == F.col("o_custkey"))
        .join(buyers, F.col("c_nationkey") == F.col("c_nation"))
        .filter(F.col("supp_nation") != F.col("cust_nation"))
        .groupBy("supp_nation", "cust_nation", F.year("l_shipdate").alias("l_year"))
        .agg(F.sum(volume()).alias("revenue"))
        .orderBy("supp_nation", "cust_nation", "l_year")
    )


@query
def q8(spark: SparkSession) -> DataFrame:
    nation = spark.table("nation")
    america = nation.join(
        spark.table("region").filter("r_name = 'AMERICA'"), F.col("n_regionkey") == F.col("r_regionkey")
    )
    sellers = nation.select(F.col("n_nationkey").alias("s_nation"), F.col("n_name").alias("nation"))
    brazil = F.when(F.col("nation") == "BRAZIL", F.col("volume")).otherwise(0)
    return (
        spark.table("part")
        .filter("p_type = 'ECONOMY ANODIZED STEEL'")
        .join(spark.table("lineitem"), F.col("p_partkey") == F.col("l_partkey"))
        .join(spark.table("supplier"), F.col("s_suppkey") == F.col("l_suppkey"))
        .join(spark.table("orders"), F.col("l_orderkey") == F.col("o_orderkey"))
        .filter(F.col("o_orderdate").between(date(1995, 1, 1), date(1996, 12, 31)))
        .join(spark.table("customer"), F.col("o_custkey") == F.col("c_custkey"))
        .join(america, F.col("c_nationkey") == F.col("n_nationkey"))
        .join(sellers, F.col("s_nationkey") == F.col("s_nation"))
        .select(F.year("o_orderdate").alias("o_year"), volume().alias("volume"), "nation")
        .groupBy("o_year")
        .agg((F.sum(brazil) / F.sum("volume")).alias("mkt_share"))
        .orderBy("o_year")
    )


@query
def q9(spark: SparkSession) -> DataFrame:
    amount = volume() - F.col("ps_supplycost") * F.col("l_quantity")
    return (
        spark.table("part")
        .filter(F.col("p_name").contains("green"))
        .join(spark.table("lineitem"), F.col("p_partkey") == F.col("l_partkey"))
        .join(spark.table("supplier"), F.col("s_suppkey") == F.col("l_suppkey"))
        .join(
            spark.table("partsupp"),
            (F.col("ps_suppkey") == F.col("l_suppkey")) & (F.col("ps_partkey") == F.col("l_partkey")),
        )
        .join(spark.table("orders"), F.col("o_orderkey") == F.col("l_orderkey"))
        .join(spark.table("nation"), F.col("s_nationkey") == F.col("n_nationkey"))
        .groupBy(F.col("n_name").alias("nation"), F.year("o_orderdate").alias("o_year"))
        .agg(F.sum(amount).alias("sum_profit"))
        .orderBy("nation", F.desc("o_year"))
    )


@query
def q10(spark: SparkSession) -> DataFrame:
    who = ["c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment"]
    orders = spark.table("orders").filter(within("o_orderdate", date(1993, 10, 1), date(1994, 1, 1)))
    return (
        spark.table("customer")
        .join(orders, F.col("c_custkey") == F.col("o_custkey"))
        .join(spark.table("lineitem").filter("l_returnflag = 'R'"), F.col("l_orderkey") == F.col("o_orderkey"))
        .join(spark.table("nation"), F.col("c_nationkey") == F.col("n_nationkey"))
        .groupBy(*who)
        .agg(F.sum(volume()).alias("revenue"))
        .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
        .orderBy(F.desc("revenue"))
        .limit(20)
    )


@query
def q11(spark: SparkSession) -> DataFrame:
    german = (
        spark.table("partsupp")
        .join(spark.table("supplier"), F.col("ps_suppkey") == F.col("s_suppkey"))
        .join(spark.table("nation").filter("n_name = 'GERMANY'"), F.col("s_nationkey") == F.col("n_nationkey"))
        .withColumn("cost", F.col("ps_supplycost") * F.col("ps_availqty"))
    )
    least = german.agg((F.sum("cost") * Decimal("0.0001000000")).alias("least"))
    return (
        german.groupBy("ps_partkey")
        .agg(F.sum("cost").alias("value"))
        .crossJoin(least)
        .filter(F.col("value") > F.col("least"))
        .select("ps_partkey", "value")
        .orderBy(F.desc("value"))
    )


@query
def q12(spark: SparkSession) -> DataFrame:
    urgent = F.col("o_orderpriority").isin("1-URGENT", "2-HIGH")
    return (
        spark.table("orders")
        .join(spark.table("lineitem"), F.col("o_orderkey") == F.col("l_orderkey"))
        .filter(F.col("l_shipmode").isin("MAIL", "SHIP"))
        .filter((F.col("l_commitdate") < F.col("l_receiptdate")) & (F.col("l_shipdate") < F.col("l_commitdate")))
        .filter(within("l_receiptdate", date(1994, 1, 1), date(1995, 1, 1)))
        .groupBy("l_shipmode")
        .agg(
            F.sum(F.when(urgent, 1).otherwise(0)).alias("high_line_count"),
            F.sum(F.when(~urgent, 1).otherwise(0)).alias("low_line_count"),
        )
        .orderBy("l_shipmode")
    )


@query
def q13(spark: SparkSession) -> DataFrame:
    orders = spark.table("orders").filter(~F.col("o_comment").like("%special%requests%"))
    return (
        spark.table("customer")
        .join(orders, F.col("c_custkey") == F.col("o_custkey"), "left_outer")
        .groupBy("c_custkey")
        .agg(F.count("o_orderkey").alias("c_count"))
        .groupBy("c_count")
        .agg(F.count("*").alias("custdist"))
        .orderBy(F.desc("custdist"), F.desc("c_count"))
    )


@query
def q14(spark: SparkSession) -> DataFrame:
    promotion = F.when(F.col("p_type").startswith("PROMO"), volume()).otherwise(0)
    return (
        spark.table("lineitem")
        .filter(within("l_shipdate", date(1995, 9, 1), date(1995, 10, 1)))
        .join(spark.table("part"), F.col("l_partkey") == F.col("p_partkey"))
        .agg((F.lit(Decimal("100.00")) * F.sum(promotion) / F.sum(volume())).alias("promo_revenue"))
    )


@query
def q15(spark: SparkSession) -> DataFrame:
    revenue = (
        spark.table("lineitem")
        .filter(within("l_shipdate", date(1996, 1, 1), date(1996, 4, 1)))
        .groupBy(F.col("l_suppkey").alias("supplier_no"))
        .agg(F.sum(volume()).alias("total_revenue"))
    )
    best = revenue.agg(F.max("total_revenue").alias("best"))
    return (
        spark.table("supplier")
        .join(revenue, F.col("s_suppkey") == F.col("supplier_no"))
        .join(best, F.col("total_revenue") == F.col("best"))
        .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
        .orderBy("s_suppkey")
    )


@query
def q16(spark: SparkSession) -> DataFrame:
    complained = spark.table("supplier").filter(F.col("s_comment").like("%Customer%Complaints%"))
    what = ["p_brand", "p_type", "p_size"]
    return (
        spark.table("partsupp")
        .join(spark.table("part"), F.col("p_partkey") == F.col("ps_partkey"))
        .filter((F.col("p_brand") != "Brand#45") & ~F.col("p_type").startswith("MEDIUM POLISHED"))
        .filter(F.col("p_size").isin(49, 14, 23, 45, 19, 3, 36, 9))
        .join(complained, F.col("ps_suppkey") == F.col("s_suppkey"), "left_anti")
        .groupBy(*what)
        .agg(F.countDistinct("ps_suppkey").alias("supplier_cnt"))
        .orderBy(F.desc("supplier_cnt"), *what)
    )


@query
def q17(spark: SparkSession) -> DataFrame:
    lineitem = spark.table("lineitem")
    small = lineitem.groupBy(F.col("l_partkey").alias("part")).agg(
        (Decimal("0.2") * F.avg("l_quantity")).alias("small")
    )
    return (
        lineitem.join(
            spark.table("part").filter("p_brand = 'Brand#23' AND p_container = 'MED BOX'"),
            F.col("p_partkey") == F.col("l_partkey"),
        )
        .join(small, (F.col("p_partkey") == F.col("part")) & (F.col("l_quantity") < F.col("small")))
        .agg((F.sum("l_extendedprice") / Decimal("7.0")).alias("avg_yearly"))
    )


@query
def q18(spark: SparkSession) -> DataFrame:
    lineitem = spark.table("lineitem")
    large = (
        lineitem.groupBy(F.col("l_orderkey").alias("large"))
        .agg(F.sum("l_quantity").alias("quantity"))
        .filter("quantity > 300")
    )
    return (
        spark.table("customer")
        .join(spark.table("orders"), F.col("c_custkey") == F.col("o_custkey"))
        .join(lineitem, F.col("o_orderkey") == F.col("l_orderkey"))
        .join(large, F.col("o_orderkey") == F.col("large"), "left_semi")
        .groupBy("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice")
        .agg(F.sum("l_quantity"))
        .orderBy(F.desc("o_totalprice"), "o_orderdate")
        .limit(100)
    )


@query
def q19(spark: SparkSession) -> DataFrame:
    def offer(brand: str, kind: str, quantity: int, size: int) -> Column:
        containers = {
            "SM": ("SM CASE", "SM BOX", "SM PACK", "SM PKG"),
            "MED": ("MED BAG", "MED BOX", "MED PKG", "MED PACK"),
            "LG": ("LG CASE", "LG BOX", "LG PACK", "LG PKG"),
        }
        return (
            (F.col("p_brand") == brand)
            & F.col("p_container").isin(*containers[kind])
            & F.col("l_quantity").between(quantity, quantity + 10)
            & F.col("p_size").between(1, size)
        )

    return (
        spark.table("lineitem")
        .filter("l_shipmode IN ('AIR', 'AIR REG') AND l_shipinstruct = 'DELIVER IN PERSON'")
        .join(spark.table("part"), F.col("p_partkey") == F.col("l_partkey"))
        .filter(offer("Brand#12", "SM", 1, 5) | offer("Brand#23", "MED", 10, 10) | offer("Brand#34", "LG", 20, 15))
        .agg(F.sum(volume()).alias("revenue"))
    )


@query
def q20(spark: SparkSession) -> DataFrame:
    shipped = (
        spark.table("lineitem")
        .filter(within("l_shipdate", date(1994, 1, 1), date(1995, 1, 1)))
        .groupBy("l_partkey", "l_suppkey")
        .agg((Decimal("0.5") * F.sum("l_quantity")).alias("half"))
    )
    plenty = (
        spark.table("partsupp")
        .join(
            spark.table("part").filter(F.col("p_name").startswith("forest")),
            F.col("ps_partkey") == F.col("p_partkey"),
            "left_semi",
        )
        .join(shipped, (F.col("l_partkey") == F.col("ps_partkey")) & (F.col("l_suppkey") == F.col("ps_suppkey")))
        .filter(F.col("ps_availqty") > F.col("half"))
    )
    return (
        spark.table("supplier")
        .join(spark.table("nation").filter("n_name = 'CANADA'"), F.col("s_nationkey") == F.col("n_nationkey"))
        .join(plenty, F.col("s_suppkey") == F.col("ps_suppkey"), "left_semi")
        .select("s_name", "s_address")
        .orderBy("s_name")
    )


@query
def q21(spark: SparkSession) -> DataFrame:
    lines = spark.table("lineitem").select("l_orderkey", "l_suppkey", "l_receiptdate", "l_commitdate")
    late = F.col("l_receiptdate") > F.col("l_commitdate")
    others = lines.select(F.col("l_orderkey").alias("order"), F.col("l_suppkey").alias("other"), late.alias("is_late"))
    another = (F.col("order") == F.col("l_orderkey")) & (F.col("other") != F.col("l_suppkey"))
    return (
        spark.table("supplier")
        .join(spark.table("nation").filter("n_name = 'SAUDI ARABIA'"), F.col("s_nationkey") == F.col("n_nationkey"))
        .join(lines.filter(late), F.col("s_suppkey") == F.col("l_suppkey"))
        .join(spark.table("orders").filter("o_orderstatus = 'F'"), F.col("o_orderkey") == F.col("l_orderkey"))
        .join(others, another, "left_semi")
        .join(others.filter("is_late"), another, "left_anti")
        .groupBy("s_name")
        .agg(F.count("*").alias("numwait"))
        .orderBy(F.desc("numwait"), "s_name")
        .limit(100)
    )


@query
def q22(spark: SparkSession) -> DataFrame:
    customers = (
        spark.table("customer")
        .withColumn("cntrycode", F.substring("c_phone", 1, 2))
        .filter(F.col("cntrycode").isin("13", "31", "23", "29", "30", "18", "17"))
    )
    usual = customers.filter(F.col("c_acctbal") > Decimal("0.00")).agg(F.avg("c_acctbal").alias("usual"))
    return (
        customers.join(usual, F.col("c_acctbal") > F.col("usual"))
        .join(spark.table("orders"), F.col("o_custkey") == F.col("c_custkey"), "left_anti")
        .groupBy("cntrycode")
        .agg(F.count("*").alias("numcust"), F.sum("c_acctbal").alias("totacctbal"))
        .orderBy("cntrycode")
    )
