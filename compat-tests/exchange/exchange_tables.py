"""What is written and read: every type, by itself and nested, in every codec and layout that Spark can be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Two values of each type, as SQL. The second of most is at an end of its range.
TYPES = {
    "boolean": ("true", "false"),
    "byte": ("1Y", "-128Y"),
    "short": ("1S", "-32768S"),
    "int": ("1", "-2147483648"),
    "long": ("1L", "9223372036854775807L"),
    "float": ("1.5F", "float('-inf')"),
    "double": ("1.25D", "double('NaN')"),
    "decimal1": ("cast(9 as decimal(1,0))", "cast(-9 as decimal(1,0))"),
    "decimal9": ("cast('1234567.89' as decimal(9,2))", "cast('-9999999.99' as decimal(9,2))"),
    "decimal18": ("cast('123456789012.345678' as decimal(18,6))", "cast('-999999999999.999999' as decimal(18,6))"),
    "decimal19": ("cast(1 as decimal(19,0))", "cast('-9999999999999999999' as decimal(19,0))"),
    "decimal38": ("cast('0.000000000000000001' as decimal(38,18))", "cast(repeat('9', 20) as decimal(38,18))"),
    "string": ("'añ😀'", "''"),
    "binary": ("X'00ff'", "X''"),
    "date": ("date'2020-02-29'", "date'9999-12-31'"),
    "timestamp": ("timestamp'2020-07-01 12:00:00.123456'", "timestamp'1969-12-31 23:59:59.999999'"),
    "timestamp_ntz": ("timestamp_ntz'2020-07-01 12:00:00.123456'", "timestamp_ntz'0001-01-01 00:00:00'"),
    "months": ("interval '1-2' year to month", "interval '-3' month"),
    "time_of_day": ("interval '1 02:03:04.000005' day to second", "interval '-5' hour"),
    "fixed_char": ("cast('ab' as char(3))", "cast('' as char(3))"),
    "varchar": ("cast('ab' as varchar(3))", "cast('' as varchar(3))"),
}

#: How values `a` and `b` are nested; the second text is the empty one where there is such a thing.
NESTINGS = {
    "plain": ("{a}", "{b}"),
    "list": ("array({a}, null, {b})", "array()"),
    "lists": ("array(array({a}), null, array(), array(null, {b}))", "array()"),
    "value": ("map('k', {a}, '', null)", "map()"),
    "key": ("map({a}, 1, {b}, null)", "map()"),
    "struct": (
        "named_struct('x', {a}, 'y', named_struct('z', {b}))",
        "named_struct('x', if(false, {a}, null), 'y', if(false, named_struct('z', {b}), null))",
    ),
    "deep": ("array(named_struct('m', map('k', array({a}, null, {b})), 'v', {b}), null)", "array()"),
    "maps": ("array(map({a}, map({b}, {a})), null, map())", "array()"),
}


@dataclass(frozen=True)
class Table:
    sql: str
    settings: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    #: Only the real Spark writes it.
    jvm_only: bool = False


def rows(columns: Mapping[str, tuple[str, str]]) -> str:
    """Full values, NULLs, empty ones: NULLs stand between others, so that levels of all kinds follow each other."""
    names = list(columns)
    full = ", ".join(f"{columns[name][0]} AS `{name}`" for name in names)
    empty = ", ".join(columns[name][1] for name in names)
    nulls = ", ".join("null" for _ in names)
    return f"SELECT {full} UNION ALL SELECT {nulls} UNION ALL SELECT {empty} UNION ALL SELECT {nulls}"


def nested(nesting: str, types: Mapping[str, tuple[str, str]] = TYPES) -> dict[str, tuple[str, str]]:
    return {
        f"{nesting}_{name}": (NESTINGS[nesting][0].format(a=a, b=b), NESTINGS[nesting][1].format(a=a, b=b))
        for name, (a, b) in types.items()
    }


PLAIN = rows(nested("plain"))
FEW = {name: TYPES[name] for name in ("int", "decimal9", "decimal38", "string", "timestamp", "date")}
MIXED = rows({name: sql for nesting in NESTINGS for name, sql in nested(nesting, FEW).items()})
MANY = """SELECT id, CAST(id % 7 AS INT) AS few, concat('text ', id) AS text, IF(id % 3 = 0, NULL, id * 1.5D) AS ratio,
    IF(id % 4 = 0, NULL, sequence(0, CAST(id % 4 AS INT))) AS list, map(CAST(id % 5 AS STRING), id) AS map
    FROM range(0, 3000, 1, 1)"""
CODECS = ("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "lz4")
REQUIRED = "SELECT 1 AS a, 'x' AS b, array(1, 2) AS c, named_struct('d', 1L) AS e, map('k', 1.5D) AS f"

TABLES = {
    **{nesting: Table(rows(nested(nesting))) for nesting in NESTINGS},
    **{f"codec {codec}": Table(MANY, options={"compression": codec}) for codec in CODECS},
    "required columns": Table(REQUIRED),
    "no rows": Table(f"SELECT * FROM ({MIXED}) WHERE plain_int = 7"),
    "legacy format": Table(MIXED, {"spark.sql.parquet.writeLegacyFormat": "true"}),
    "legacy format of plain columns": Table(PLAIN, {"spark.sql.parquet.writeLegacyFormat": "true"}),
    **{
        f"instants as {kind}": Table(MIXED, {"spark.sql.parquet.outputTimestampType": kind})
        for kind in ("INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS")
    },
    "second page format": Table(MANY, options={"parquet.writer.version": "v2"}),
    "second page format, nested": Table(MIXED, options={"parquet.writer.version": "v2"}),
    "no dictionaries": Table(MANY, options={"parquet.enable.dictionary": "false"}),
    "field ids": Table(MANY, {"spark.sql.parquet.fieldId.write.enabled": "true"}),
    "collated": Table("SELECT CAST('a' AS STRING COLLATE UTF8_LCASE) AS v UNION ALL SELECT null"),
    "nothing but NULLs": Table("SELECT null AS v, array(null) AS w"),
    "time": Table(
        rows(
            {
                name: sql
                for nesting in NESTINGS
                for name, sql in nested(nesting, {"t": ("time'12:34:56.789012'", "time'00:00:00'")}).items()
            }
        ),
        {"spark.sql.timeType.enabled": "true"},
    ),
    "short time": Table("SELECT CAST('12:34:56' AS TIME(0)) AS v", {"spark.sql.timeType.enabled": "true"}),
    "time refused": Table("SELECT time'12:34:56' AS v"),
    "variant": Table(
        'SELECT parse_json(\'{"a": 1, "b": [1.5, null, "x"]}\') AS v UNION ALL SELECT null',
        {"spark.sql.variant.inferShreddingSchema": "false"},
        jvm_only=True,
    ),
    "shredded variant": Table('SELECT parse_json(\'{"a": 1, "b": [1.5, null]}\') AS v', jvm_only=True),
    "geometry": Table("SELECT st_geomfromwkb(X'0101000000000000000000F03F0000000000000040') AS v", jvm_only=True),
    "old interval": Table("SELECT make_interval(1, 2, 3) AS v"),
}
