"""Options of JSON files: formats and zones, encodings, sampling, compression, layout of what is written."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.sql.session.timeZone", "America/New_York").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
made = 0


def file(content: str | bytes, suffix: str = ".json") -> str:
    global made
    made += 1
    path = Path(f"in{made}{suffix}")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def show(title: str, frame: Callable[[], DataFrame]) -> None:
    print(title)
    try:
        df = frame()
        print("  ", df.schema.simpleString())
        for row in df.collect():
            print("  ", tuple(row))
    except PySparkException as error:
        print("  ", error.getCondition() or "ILLEGAL")
    except Py4JJavaError as error:
        print("  ", "UNREADABLE" if "FAILED_READ_FILE.NO_HINT" in str(error) else "MALFORMED")


def infer(text: str | bytes, **options: str | float | bool) -> None:
    show(f"infer {text!r} {options}", lambda: spark.read.options(**options).json(file(text)))


def read(text: str | bytes, schema: str, **options: str | float | bool) -> None:
    show(f"read {text!r} {schema} {options}", lambda: spark.read.options(**options).schema(schema).json(file(text)))


read('{"t":"2020-01-02 03:04:05"}', "t timestamp", timestampFormat="yyyy-MM-dd HH:mm:ss", timeZone="Asia/Tokyo")
read('{"t":"2020-01-02T03:04:05"}', "t timestamp", timeZone="Asia/Tokyo")
read('{"t":"2020-01-02T03:04:05"}', "t timestamp_ntz")
read('{"t":"2020-01-02T03:04:05Z"}', "t timestamp_ntz")
read('{"t":"02/2020"}', "t timestamp_ntz", timestampNTZFormat="MM/yyyy")
read('{"t":"2020-13-02"}', "t date, _corrupt_record string")
read('{"t":"2020-1-2"}', "t date, _corrupt_record string")
read('{"t":"2020-1-2"}', "t date, _corrupt_record string", dateFormat="yyyy-MM-dd")
read('{"t":"2 Jan 2020"}', "t date", dateFormat="d MMM yyyy", locale="en-US")
read('{"t":1577934245}', "t timestamp")
read('{"t":1577934245.5}', "t timestamp")
read('{"t":"20:01:02"}', "t time(3)")
read('{"b":"aGVsbG8=","c":"not base 64!"}', "b binary, c binary, _corrupt_record string")
read('{"y":"INTERVAL \'1-2\' YEAR TO MONTH","d":"1 02:03:04"}', "y interval year to month, d interval day to second")
infer('{"t":"2020-01-02T03:04:05.1"}', inferTimestamp=True, timestampFormat="yyyy-MM-dd'T'HH:mm:ss.S")
infer('{"t":"2020-01-02"}', preferDate=True)
infer('{"t":"2020-01-02 00:00:00"}\n{"t":"2020-01-02 00:00:00Z"}', inferTimestamp=True)
infer("\n".join(f'{{"a{i}":1}}' for i in range(10)), samplingRatio=0.3)
infer('{"a":1}', samplingRatio=2)
infer('{"a":1}', mode="whatever")
infer('{"a":1}\r\n{"a":2}', lineSep="\r\n")
infer('{"a":1}xx{"a":2}', lineSep="xx")
infer('{"a":"€"}'.encode("utf-16be"), encoding="UTF-16BE", lineSep="\n")
for encoding in ("utf-32", "utf-32le", "utf-16", "utf-16be", "utf-16le"):
    infer('{"a":"€"}'.encode(encoding), multiLine=True)
infer(b'{"a":"\xe9"}', charset="ISO-8859-1", lineSep="\n")
infer('{"a":"x"}', encoding="bogus")
infer('{"a":1}\n{"a":2', columnNameOfCorruptRecord="oops")
infer('[1,2]\n"x"\n3')
infer("")
infer('{"a":{"b":{}}}\n{"a":{"b":{"c":1}}}')
infer('{"a":0.00000000000000000000000000000000000000001}', prefersDecimal=True)
infer('{"a":123456789012345678901234567890123456789012345}', prefersDecimal=True)
infer('{"a":[{"b":1},{"c":"x"}]}\n{"a":null}')
infer('{"A":1,"a":2}')
infer('{"a":"\\ud83d"}')
infer('{"a":"x\\qy"}')
infer("{'a':'it\\'s'}")
infer('{"a":+1,"b":.5,"c":5.}', allowNumericLeadingZeros=True)
infer('{"a":NaN,"b":"Infinity"}', primitivesAsString=True)
infer('{"a":1}#c\n{"b":2}//x', allowComments=True)
infer('{"a":1,}\n{"b":[1,]}')
read('{"a":"x","b":{"c":[1,"y",{"d":null}]}}', "a string, b string")
read('{"a":12345.6}', "a decimal(5,2), _corrupt_record string")
read('{"a":"1,234"}', "a decimal(10,0)")
read('{"a":"true"}\n{"a":"TRUE"}\n{"a":1}', "a boolean, _corrupt_record string")
read('{"a":{"x":1},"a":{"y":2}}', "a struct<x:int,y:int>")
read('{"x":"bad"}\n{"x":1}', "x int", mode="DROPMALFORMED")
show("gz", lambda: spark.read.json(file(gzip.compress(b'{"a":1}\n{"a":2}'), ".json.gz")))
show("deflate", lambda: spark.read.json(file(zlib.compress(b'{"a":1}\n{"a":2}'), ".json.deflate")))
show("no gz", lambda: spark.read.schema("a int").json(file("not gzip at all", ".json.gz")))
careless = spark.read.option("ignoreCorruptFiles", True)
show("passed over", lambda: careless.json([file("not gzip at all", ".json.gz"), file('{"a":1}')]))


def write(df: DataFrame, **options: str | bool) -> None:
    global made
    made += 1
    target = Path(f"out{made}")
    print("write", options)
    try:
        df.coalesce(1).write.options(**options).json(str(target))
        for part in target.glob("part-*"):
            data = part.read_bytes()
            ending = "".join(part.suffixes)
            print("  ", ending, gzip.decompress(data) if ending.endswith(".gz") else data)
    except PySparkException as error:
        print("  ", error.getCondition())


nested = spark.sql("select 1 a, named_struct('x', array(1, 2), 'y', map('k', null)) s, cast(null as int) n, 'é' t")
write(nested, pretty=True)
write(nested, pretty=True, ignoreNullFields=False)
write(spark.sql("select array() a, map() m, struct(null as x) s, '{\"[,:' q"), pretty=True)
write(nested, encoding="UTF-16")
write(nested, encoding="ISO-8859-1")
for codec in ("deflate", "none", "uncompressed", "GZIP", "foo"):
    write(spark.sql("select 1 a"), compression=codec)
write(spark.sql("select timestamp'2020-01-02 03:04:05' t"), timeZone="Asia/Tokyo")
write(spark.sql("select float('inf') f, double('-inf') g, binary('x') b, interval '1 2:3:4' day to second i"))
write(spark.sql("select time'12:34:56.7' t"))
write(spark.sql("select map(date'2020-01-01', 1) n, map(1.5, 1) o, map(timestamp'2020-01-01 00:00:00', 1) t"))
write(spark.sql("select cast(null as void) v"))
spark.stop()
