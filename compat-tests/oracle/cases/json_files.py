"""JSON files: values of all types, inferred schemas, malformed records, what is written."""

import gzip
import json
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

spark = SparkSession.builder.config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
made = 0


def file(content: str | bytes) -> str:
    global made
    made += 1
    path = Path(f"in{made}.json")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def show(title: str, read) -> None:
    print(title)
    try:
        df = read()
        print("  ", df.schema.simpleString())
        for row in df.collect():
            print("  ", tuple(row))
    except PySparkException as error:
        print("  ", error.getCondition())
    except Py4JJavaError as error:
        print("  ", "MALFORMED" if "FAILED_READ_FILE.NO_HINT" in str(error) else error)


WRITTEN = r"""1 -1 1.5 1e2 1e400 9223372036854775807 9223372036854775808 128 -0 -0.0 "1" "1.5" true "true" null "" "NaN"
"-INF" "abc" [] [1] {} {"a":1} [{"a":1},{"a":2}] "2020-01-02" "2020-01-02T03:04:05Z" 18000 "aGk=" 01 +1 .5 1. NaN
-Infinity INF 'x' "\u00e9\ud83d\ude00" tru "\/" [1,"x",2.5] {"a":"x","b":2} [null] {"a":{"b":"x","c":[1]}}
1E+2"""
VALUES = WRITTEN.split()
TYPES = (
    "string,int,bigint,tinyint,smallint,double,float,boolean,decimal(10.2),decimal(38.18),timestamp,timestamp_ntz,"
    "array<int>,struct<a:int.b:string>,map<string.int>,array<struct<a:int>>,interval day to second"
)

lines = file("\n".join('{"v":' + value + ',"z":7}' for value in VALUES))
for name in TYPES.split(","):
    name = name.replace(".", ",")
    print("==", name)
    rows = spark.read.schema(f"v {name}, _corrupt_record string, z int").json(lines).collect()
    for value, row in zip(VALUES, rows, strict=True):
        print("  ", value, "->", repr(row.v), row.z, row._corrupt_record is not None)


def infer(text: str | bytes, **options: object) -> None:
    show(f"infer {text!r} {options}", lambda: spark.read.options(**options).json(file(text)))


for value in VALUES:
    infer('{"v":' + value + ',"w":1}')
infer('{"a":1}\n{"a":"x"}')
infer('{"a":[1]}\n{"a":[1.5,null]}')
infer('{"a":{"b":1}}\n{"a":{"c":2}}')
infer('{"a":{"b":1}}\n{"a":3}')
infer('{"a":12345678901234567890}\n{"a":1}')
infer('{"a":1.25}\n{"a":12345678901234567890}', prefersDecimal=True)
infer('{"a":1}\n{"a":2.5}', prefersDecimal=True)
infer('{"a":1,"b":true,"c":[1]}', primitivesAsString=True)
infer('{"a":"2020-01-02 03:04:05","b":"2020","c":"x"}\n{"a":"2020-01-02T03:04:05Z","c":"2020"}', inferTimestamp=True)
infer('{"a":null,"b":[],"c":{},"d":[{}],"e":[null],"f":1}')
infer('{"a":null,"b":[],"c":{},"d":[{}],"e":[null],"f":1}', dropFieldIfAllNull=True)
infer('{"a":1}\nbad')
infer('{"a":1}\nbad', mode="DROPMALFORMED")
infer('{"a":1}\n5\nnull\n\n  \n{"a":2}')
infer('[{"a":1},{"b":2}]\n{"c":3}\n[]')
infer('{"a":1,"a":2}')
infer('{"b":1,"a":2,"C":1,"":3}')
infer('{"a":1} trailing\n{"a":2}{"a":3}\n{"a":4},')
infer(b'\xef\xbb\xbf{"a":1}\r\n{"a":2}\r{"a":3}')
infer('{"a":1}|{"a":2}', lineSep="|")
infer('{"a":1}'.encode("utf-16"), multiLine=True)
infer('{"a":"é"}\n{"a":"b"}'.encode("utf-16le"), encoding="UTF-16LE", lineSep="\n")
infer(b'{"a":"\xe9"}\n{"a":"b"}')
infer('[\n{"a":1},\n{"a":2}]\n{"a":3}', multiLine=True)
infer('/* c */{"a":1}\n{"a":2 /*y*/}', allowComments=True)
infer("{a:1}\n{'b':'c'}", allowUnquotedFieldNames=True)
infer("{'a':'b'}\n{\"c\":1}", allowSingleQuotes=False)
infer('{"a":007}', allowNumericLeadingZeros=True)
infer('{"a":"\\$x"}', allowBackslashEscapingAnyCharacter=True)
infer('{"a":"x\ty"}', allowUnquotedControlChars=True)
infer('{"a":NaN}\n{"b":1}', allowNonNumericNumbers=False)

MIXED = """{"a":1,"b":"x","c":[1,2]}
{"a":"no","b":"y","c":[3]}

{"a":3,"b":
{"a":4,"b":"z","c":["q",1]}
null
[]
[{"a":5},{"a":6}]
[{"a":7},{"a":"x"}]
5
{"b":{"k": 1},"a":2,"c":null}
{"s":1,"a":9,"a":10}
	{"A":1}"""


def read(text: str, schema: str, **options: object) -> None:
    show(f"read {schema} {options}", lambda: spark.read.options(**options).schema(schema).json(file(text)))


for mode in ("PERMISSIVE", "DROPMALFORMED", "FAILFAST"):
    read(MIXED, "a int, b string, c array<int>", mode=mode)
read(MIXED, "a int, b string, c array<int>, bad string", columnNameOfCorruptRecord="bad")
read(MIXED, "c array<int>, _corrupt_record string, a int")
NESTED = (
    '{"s":{"x":"bad","y":2},"m":{"k":"bad","j":1},"l":[1,"bad"],"o":[{"x":"bad","y":1},{"x":2}],'
    '"n":{"k":{"x":"bad","y":3}},"z":1}'
)
read(
    NESTED,
    "s struct<x:int,y:int>, m map<string,int>, l array<int>, o array<struct<x:int,y:int>>,"
    "n map<string,struct<x:int,y:int>>, z int, _corrupt_record string",
)
read('{"a":1}', "a int, _corrupt_record int")
read('{"a":1}', "_corrupt_record string")
read('{"a":1}', "a int, A int")
read('{"m":{"1":1}}', "m map<int,int>")
read('{"a":null}\n{}', "a int not null")
read(
    '{"a":"01/02/2020","b":"01/02/2020 03:04"}',
    "a date, b timestamp",
    dateFormat="dd/MM/yyyy",
    timestampFormat="dd/MM/yyyy HH:mm",
)
read('[{"a":1},{"a":"x"}] {"a":2}', "a int, _corrupt_record string", multiLine=True)
print(spark.read.schema("a int").json(file('{"a":1}\nbad\n\n[{"a":1},{"a":2}]')).count())


def write(df, **options: object) -> None:
    global made
    made += 1
    target = Path(f"out{made}")
    print("write", options)
    try:
        df.coalesce(1).write.options(**options).json(str(target))
        for part in target.glob("part-*"):
            data = part.read_bytes()
            print("  ", "".join(part.suffixes), gzip.decompress(data) if part.suffix == ".gz" else data)
    except PySparkException as error:
        print("  ", error.getCondition())


VALUES_OF_ALL = spark.sql(
    r"""select 1 a,
    cast(null as int) n, 'q"\\/\u2028\u00e9\n\u0001' s, 1.5D dd, cast('NaN' as double) nn, float(0.1) ff,
    1e10D e, 1.10 dc, 1e-10BD dk, date'2020-01-02' dt, timestamp'2020-01-02 03:04:05.123456' ts,
    timestamp_ntz'2020-01-02 03:04:05' tn, x'6869' bi, array(1,null) ar, map('k',1,'n',null) m,
    named_struct('x',1,'y',cast(null as int)) st, true bo, interval '1' day iv, interval '1' year iy, map(1,2) mi,
    decimal('0E-18') d0, -1e-9BD d9"""
)
write(VALUES_OF_ALL)
write(VALUES_OF_ALL, ignoreNullFields=False)
write(
    VALUES_OF_ALL.select("dt", "ts", "tn"),
    dateFormat="dd/MM/yyyy",
    timestampFormat="yyyy HH:mm",
    timestampNTZFormat="MM",
)
write(VALUES_OF_ALL.select("a", "s"), compression="gzip")
write(VALUES_OF_ALL.select("a", "s"), lineSep="|", encoding="UTF-16LE")
write(VALUES_OF_ALL.select("s"), writeNonAsciiCharacterAsCodePoint=True)
write(VALUES_OF_ALL.select("a"), compression="foo")
write(spark.sql("select null v, 1 a"))
write(spark.range(0))
write(spark.sql("select make_interval(1) i"))
write(spark.sql("select named_struct('a', 1) s").select("s").select("s.*").drop("a"))
print(VALUES_OF_ALL.toJSON().collect())
print(VALUES_OF_ALL.select("n").toJSON().collect())

spark.range(6).selectExpr("id % 2 k", "id", "concat('x', id) t").write.partitionBy("k").json("parts")
print(sorted(p.parent.name for p in Path("parts").glob("k=*/part-*.json"))[0])
show("partitions", lambda: spark.read.json("parts").orderBy("id"))
show("list of paths", lambda: spark.read.json([file('{"a":1}'), file('{"b":2}')]).orderBy("a"))
show("texts", lambda: spark.read.json(spark.sparkContext.parallelize(['{"a":1}', "bad", '{"b":"x"}', "", '[{"a":2}]'])))
show(
    "objects",
    lambda: spark.read.json(spark.sparkContext.parallelize([json.dumps({"a": [1, 2]})]), schema="a array<int>"),
)
show("column", lambda: spark.read.json(spark.createDataFrame([('{"a":1}',), (None,)], "v string")))
show("no texts", lambda: spark.read.json(spark.createDataFrame([(1,)], "v int")))
