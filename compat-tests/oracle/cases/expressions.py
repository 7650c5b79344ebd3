"""What single expressions give, with ANSI mode and without: values, types, NULLs and errors, one JSON line each."""

import itertools
import json

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

NUMBERS_IN_TEXT = """12| 12 |+12|-12|1.5|1.|.5|| |abc|1e3|12a|0x1F|9223372036854775808|2147483648|-2147483648
128|NaN|Infinity|-inf|1d|1.5D|1_000|-|.|1e400|12.999999|-12.9|1e-5|00012|--1
99999999999999999999999999999999999999999""".replace("\n", "|")
DATES_IN_TEXT = """2020-01-01|2020-1-1|2020|2020-02|2020-13-01|2020-02-30| 2020-01-01 |2020-01-01T12:00:00
2020-01-01abc|20200101|10000-01-01|-0001-01-01|+2020-01-01|epoch|1-1-1|2020-01-01Z
2020/01/01||2020-01-01 1:2:3|2020-01-01 01:02:03.123456789|2020-01-01T01:02:03Z
2020-01-01 01:02:03 +01:00|2020-01-01 01:02:03 Europe/Berlin|2020-01-01 01:02:03GMT+1
2020-01-01 24:00:00|2020-01-01 01:02|2020-01-01T|2020-01-01 01:02:03+1
2020-01-01 01:02:03+0100|294248-01-01 00:00:00|2020-01-01 01:02:03 abc""".replace("\n", "|")
NUMBERS = """3000000000L|128|-129|40000|300S|true|0|1.5D|-1.5D|1e20D|cast('NaN' as double)
cast('Infinity' as double)|3.9F|127.9D|-0.0D|cast(1.5 as decimal(10,2))
cast(3000000000 as decimal(20,0))|cast(-1.99 as decimal(10,2))|9223372036854775807L
2147483647.9D|1e-5D|123456789.123D|1e7D|1e-3D|9.999e6D|0.00099D|1e21D|16777216F|0.1F
1e-4F|4.9E-324D|1.7976931348623157E308D|8.41E21D|2e-3D|1234567.125F""".replace("\n", "|")
NUMERIC_TYPES = ["tinyint", "int", "bigint", "double", "float", "decimal(10,2)", "decimal(38,0)"]
MORE_TYPES = ["smallint", "decimal(3,1)", "decimal(38,18)", "boolean", "string", "timestamp"]

CASTS = [
    *(f"cast('{s}' as {t})" for s, t in itertools.product(NUMBERS_IN_TEXT.split("|"), NUMERIC_TYPES)),
    *(f"cast('{s}' as boolean)" for s in ["t", "TRUE", "yes", "1", "f", "no", " true ", "tru", "", "2"]),
    *(
        f"cast('{s}' as {t})"
        for s, t in itertools.product(DATES_IN_TEXT.split("|"), ["date", "timestamp", "timestamp_ntz"])
    ),
    *(f"cast({n} as {t})" for n, t in itertools.product(NUMBERS.split("|"), NUMERIC_TYPES + MORE_TYPES)),
    "cast(cast('1e-20' as decimal(38,20)) as string)",
    "cast(cast(0.0000001 as decimal(20,10)) as string)",
    "cast(x'414243' as string)",
    "cast('abc' as binary)",
    "cast(array(1,null,2) as string)",
    "cast(map('a',1,'b',null) as string)",
    "cast(named_struct('a',1,'b',null,'c','x') as string)",
    "cast(array('1','x') as array<int>)",
    "try_cast(array('1','x') as array<int>)",
    "try_cast('abc' as int)",
    "try_cast(300 as tinyint)",
    "cast(interval '1-2' year to month as string)",
    "cast(interval '1 02:03:04.5' day to second as string)",
    "cast(interval '-5' minute as string)",
    "cast(interval '3:04' hour to minute as string)",
    "cast(make_interval(1,2,3,4,5,6,7.5) as string)",
    "cast('1 02:03:04' as interval day to second)",
    "cast(\"INTERVAL '1-2' YEAR TO MONTH\" as interval year to month)",
    "cast('abc' as interval day)",
    "cast('interval 1 year -3 days 1.5 seconds' as interval)",
    "cast(5.5 as interval second)",
    "cast(interval '5' second as decimal(10,2))",
    "cast(interval '14' month as interval year)",
    "cast(1000000000000L as interval day)",
    "cast(timestamp'1960-01-01 01:02:03.5' as bigint)",
    "cast(timestamp'2020-01-01 01:02:03.5' as decimal(20,3))",
    "cast(timestamp'2020-01-01 00:00:00' as tinyint)",
    "cast(date'-0044-03-15' as string)",
    "cast(cast(99999999999 as decimal(20,0)) as int)",
    "cast(9.999 as decimal(3,2))",
]

ARITHMETIC = """2147483647 + 1|-2147483648 - 1|2147483647 * 2|9223372036854775807L + 1L
9223372036854775807L * 2L|127Y + 1Y|32767S * 2S|- cast(-2147483648 as int)
-cast(-128 as tinyint)|abs(cast(-128 as tinyint))|1/0|1.0/0|1 div 0|1.5 % 0|1D % 0
pmod(5,0)|pmod(-7,3)|pmod(7,-3)|pmod(-7,-3)|pmod(-7.5,3)|pmod(-7D,3D)|-7 % 3|7 % -3
-7 div 2|-7.5 div 2.1|cast('-9223372036854775808' as bigint) div -1|1/3|5.5 / 2.2
cast(1 as decimal(10,2))/cast(3 as decimal(10,2))
cast(1 as decimal(38,10))/cast(3 as decimal(38,10))|1.1 + 2.22|1.1 * 2.22|1.1 % 0.3
cast(1 as decimal(38,38))*cast(1 as decimal(38,38))
cast('99999999999999999999999999999999999999' as decimal(38,0)) + 1
cast(1.1 as decimal(20,10)) * cast(2.2 as decimal(25,15))
cast(2 as decimal(38,18)) * cast(3 as decimal(38,18))|2.5 + 1|2.5 + 1D|1 + 2L|1Y + 2S
1F + 2|1F/3F|try_add(2147483647,1)|try_subtract(-2147483648,1)
try_multiply(2147483647,2)|try_divide(1,0)|try_divide(5.5,2)|try_mod(5,0)
try_add(127Y,1Y)|null + 1|1 in (1,null)|2 in (1,null)|null in (1)|null <=> null
1 <=> null|false and null|true or null|null or false|not null
cast('NaN' as double) = cast('NaN' as double)|0.0D = -0.0D
cast('NaN' as double) > 1e300D|greatest(1,null,3)|least('a','b')|greatest(1,2.5)
greatest(cast('NaN' as double),1D)|nvl2(null,1,2)|nullif(1,1)|nullif(1,2)|if(true,1,2)
coalesce(null,2,1/0)|nanvl(cast('NaN' as double),5D)|zeroifnull(null)|nullifzero(0)
isnan(null)|false and 1/0 = 1|1 << 33|1L << 33|-8 >>> 1|5 ^ 3|~5L|bit_count(-1)""".replace("\n", "|").split("|")

INTERVALS = """date'2020-01-31' + interval 1 month|date'2020-01-01' + 5
date'2020-03-01' - date'2020-01-01'
timestamp'2020-01-01 00:00:00' - timestamp'2019-01-01 12:00:00'
timestamp'2020-01-31 01:02:03' + interval '1' month|interval '1' day + interval '2' hour
interval '1' year - interval '2' month|interval '1' day * 2.5|2 * interval '1' month
interval '3' month / 2|interval '1' day / 3|interval '1' day / 0|-interval '1' year
abs(interval '-1' day)|make_interval(1) + make_interval(0,1)
date'2020-01-01' + make_interval(0,1,0,3)|date'2020-01-01' + interval '1' hour
timestamp'2020-01-01 00:00:00' - date'2019-12-31'|make_interval(1) * 2.5
-make_interval(1,2,3,4,5,6,7)|timestamp'2021-03-27 02:30:00' + interval 1 day
timestamp'2021-03-28 00:30:00' - date'2021-03-27'|date'2020-01-31' + interval 1 hour""".replace("\n", "|").split("|")

MATH = """round(2.5)|round(2.55,1)|round(2.675D,2)|round(-25,-1)|round(2147483647,-1)
round(127Y,-1)|bround(2.5)|bround(25,-1)|round(123.456,-1)|round(1e300D,2)|round(0.1F,3)
ceil(2.1)|ceil(-2.1D)|floor(2.7D)|ceil(3.1411,3)|ceil(3.1411,-3)|ceil(1e20D)
floor(cast('NaN' as double))|sqrt(2)|exp(1)|ln(0)|ln(2)|log(2,8)|log(0,5)|log2(8)
log10(1000)|log1p(1)|expm1(1)|pow(2,3)|power(2,0.5)|cbrt(27)|hypot(3,4)|asin(2)
atan2(1,2)|sinh(1)|cosh(1)|tanh(1)|asinh(1)|acosh(1)|atanh(0.5)|cot(1)|sec(1)|degrees(1)
radians(180)|signum(-3)|sign(2.5)|factorial(5)|factorial(21)|rint(2.5)
width_bucket(5.3,0.2,10.6,5)|hex(17)|hex(-1)|hex('Spark')|unhex('537061726B')|bin(13)
rand(42)|randn(42)|pow(5903035.666778399D,3)|hash('Spark',array(123),2)|hash(1)|hash(1L)
hash(1.5D)|hash(-0.0D)|hash(1.5F)|hash(true)|hash(null)
hash(cast(-1.23 as decimal(30,2)))|hash('héé')|hash(x'0102ff')|hash(date'2020-01-01')
hash(array(1,null,2))|hash(named_struct('a',1,'b','x'))
hash(make_interval(1,2,3,4,5,6,7))|xxhash64('Spark',array(123),2)|xxhash64(1)
xxhash64(1.5D)|xxhash64('a longer string of more than thirty-two bytes here')
xxhash64(x'0102ff')|md5('Spark')|sha2('Spark',224)|sha2('Spark',1)|crc32('Spark')""".replace("\n", "|").split("|")

TABLE = (
    "VALUES (1,1L,1.5D,1.10BD,'a',true), (2,2L,2.5D,2.25BD,'b',false),"
    " (NULL,NULL,NULL,NULL,NULL,NULL), (2,7L,-0.0D,-3.30BD,'a',true) AS t(i,l,d,c,s,b)"
)
AGGREGATES = """count(*)|count(i,l)|sum(i)|sum(l)|sum(d)|sum(c)|avg(i)|avg(l)|avg(c)|min(s)|max(s)
min(c)|first(i)|last(i)|first(i,true)|any_value(s)|stddev(d)|stddev_samp(i)
stddev_pop(i)|var_samp(i)|var_pop(i)|corr(i,d)|covar_pop(i,d)|covar_samp(i,d)
skewness(d)|kurtosis(d)|collect_list(i)|count_if(b)|bool_and(b)|bool_or(b)
approx_count_distinct(i)|percentile(i,0.5)|percentile(d,array(0.25,0.75))
percentile_approx(i,0.5)|median(d)|mode(i)|max_by(s,i)|min_by(s,i)|try_sum(i)|bit_and(i)
bit_xor(l)|sum(interval 1 day)|avg(interval '1' month)|try_sum(l+9223372036854775800L)
sum(l+9223372036854775800L)
sum(cast(99999999999999999999999999999999999999BD as decimal(38,0)))
avg(cast(c as decimal(38,2)))|count(*) filter (where b)
percentile_cont(0.5) within group (order by d)|max(array(i,l))
min(cast('NaN' as double))""".replace("\n", "|").split("|")
LONG_INPUTS = [
    "SELECT approx_count_distinct(id) FROM range(1000)",
    "SELECT approx_count_distinct(id % 5000) FROM range(20000)",
    "SELECT approx_count_distinct(cast(id as string), 0.2) FROM range(300)",
    "SELECT approx_count_distinct(id*1.5D) FROM range(50000)",
    "SELECT percentile_approx((id*7919)%100003,array(0.01,0.5,0.999)) FROM range(0,100000,1,1)",
    "SELECT percentile_approx((id*7919)%100003,array(0.01,0.5,0.999),20) FROM range(0,100000,1,1)",
    "SELECT percentile(id,0.123) FROM range(1000)",
    "SELECT skewness(id*id), kurtosis(id*id), corr(id,id*id), avg(id*0.1D), stddev(id*0.1D) FROM range(0,1000,1,1)",
]

ZONED = INTERVALS[-3:] + [
    f"cast('{s}' as timestamp)" for s in ["2021-03-28 02:30:00", "2021-10-31 02:30:00", "1890-01-01 00:00:00"]
]

QUESTIONS = [
    *((e, "UTC") for e in CASTS + ARITHMETIC + INTERVALS + MATH),
    *((f"SELECT {a} FROM {TABLE}{w}", "UTC") for a, w in itertools.product(AGGREGATES, ["", " WHERE i > 100"])),
    *((q, "UTC") for q in LONG_INPUTS),
    *itertools.product(ZONED, ["Europe/Berlin", "America/Los_Angeles", "+05:30"]),
]

spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def answer(sql: str) -> list:
    try:
        df = spark.sql(sql if sql.startswith("SELECT") else f"SELECT {sql} AS r")
        fields = [f.dataType.simpleString() + ("" if f.nullable else " NOT NULL") for f in df.schema.fields]
        lines = df._jdf.showString(20, 0, False).split("\n")
        return ["ok", fields, [line[1:-1].strip() for line in lines[3:] if line.startswith("|")]]
    except PySparkException as error:
        return ["error", error.getCondition(), error.getMessageParameters() or {}]


before: dict = {}
settings: tuple = ()
for mode in ("true", "false"):
    for question, zone in QUESTIONS:
        if settings != (mode, zone):
            spark.conf.set("spark.sql.ansi.enabled", mode)
            spark.conf.set("spark.sql.session.timeZone", zone)
            settings = (mode, zone)
        given = answer(question)
        # Without ANSI mode only what differs is printed.
        if before.get((question, zone)) != given:
            print(json.dumps([question, mode == "true", zone, *given], sort_keys=True))
        before[question, zone] = given
