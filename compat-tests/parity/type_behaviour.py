"""What `pyspark.sql.types` makes of many values and types, as JSON on stdout, without an engine."""

import copy
import datetime
import itertools
import json
import pickle
import re
import sys
from array import array
from collections import namedtuple
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from pyspark.sql import types as t
from pyspark.sql.types import StructField, StructType

ADDRESS = re.compile(r"0x[0-9a-f]+")
Point = namedtuple("Point", "x y")
# Whatever is given to it.
Row: Any = t.Row

MOMENT = datetime.datetime(2020, 1, 2, 3, 4, 5, 6)

VALUES: list[Any] = [
    *(None, True, 1, 300, 40_000, 2**40, 2**70, 1.5, float("nan"), "a", b"x", bytearray(b"y")),
    *(Decimal("1.2"), Decimal("NaN"), MOMENT.date(), MOMENT, MOMENT.time(), datetime.timedelta(1, 2, 3)),
    *([], [1], [None], [1, "a"], [[1], ["a"]], [MOMENT], [{"a": 1, "b": 2.5}], (1, "a"), Point(1, 2)),
    *({}, {"a": 1}, {1: None, None: 2}, {"a": 1, "b": "x"}, {"a": MOMENT}, Row(a=1, b="x"), Row(1, 2)),
    *(array("d", [1.0]), array("i", [1]), array("L", [1]), array("q", [1])),
    *(t.VariantVal(b"", b""), t.Geometry(b"", 4326), t.Geography(b"", 4326)),
]

TYPES: list[t.DataType] = [
    *(t.NullType(), t.BooleanType(), t.ByteType(), t.ShortType(), t.IntegerType(), t.LongType()),
    *(t.FloatType(), t.DoubleType(), t.DecimalType(5, 2), t.BinaryType()),
    *(t.StringType(), t.StringType("UNICODE"), t.CharType(3), t.VarcharType(3)),
    *(t.DateType(), t.TimeType(), t.TimestampType(), t.TimestampNTZType()),
    *(t.DayTimeIntervalType(), t.DayTimeIntervalType(1), t.YearMonthIntervalType(), t.CalendarIntervalType()),
    *(t.ArrayType(t.IntegerType()), t.ArrayType(t.StringType(), False)),
    *(t.MapType(t.StringType(), t.IntegerType()), t.MapType(t.StringType("UNICODE"), t.DateType(), False)),
    StructType([StructField("a", t.IntegerType()), StructField("b", t.StringType())]),
    StructType([StructField("a", t.DateType(), False, {"m": 1}), StructField("b\n", t.ArrayType(t.TimestampType()))]),
    *(t.VariantType(), t.GeometryType(4326), t.GeometryType("ANY"), t.GeographyType(4326)),
]

JSON = [
    *(
        '"x"',
        '"decimal"',
        '"decimal(10,2)"',
        '"decimal( 10 , -2 )"',
        '"time(3)"',
        '"char(3)"',
        '"CHAR(3)"',
        '"interval"',
    ),
    *('"interval day"', '"interval hour to second"', '"interval month"', '"interval year to month"'),
    *('"geometry"', '"geometry(OGC:CRS84)"', '"geometry(srid:any)"', '"geometry(EPSG:1)"', '"geometryx"'),
    *('"geography"', '"geography(OGC:CRS84, SPHERICAL)"', '"geography(SPHERICAL)"', '"geography(FLAT)"'),
    *('"string collate X"', '{"type": "foo"}', '{"type": "array", "elementType": "long", "containsNull": false}'),
]

COLLATED = [
    ('"string"', '{"a": "icu.UNICODE"}'),
    ('"long"', '{"a": "icu.UNICODE"}'),
    ('"string"', '{"a": "foo.UNICODE"}'),
    ('{"type": "map", "keyType": "string", "valueType": "string", "valueContainsNull": true}', '{"a.value": "icu.AF"}'),
]

INFERENCES: list[dict[str, bool]] = [
    {},
    {"infer_dict_as_struct": True},
    {"infer_array_from_first_element": True},
    {"infer_map_from_first_pair": True},
    {"prefer_timestamp_ntz": True},
]


def outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    try:
        result = repr(function(*args, **kwargs))
    except Exception as error:
        condition = getattr(error, "_errorClass", None)
        parameters = getattr(error, "_messageParameters", None)
        result = f"{type(error).__name__} {condition} {parameters}" if condition else type(error).__name__
    return ADDRESS.sub("", result)


def of_inference() -> Iterator[tuple[str, str]]:
    for value, options in itertools.product(VALUES, INFERENCES):
        yield f"infer {value!r} {options}", outcome(t._infer_type, value, **options)
        yield f"schema {value!r} {options}", outcome(t._infer_schema, value, ["p"], **options)
    for a, b in itertools.product(TYPES, TYPES):
        yield f"merge {a} {b}", outcome(t._merge_type, a, b)


def of_types() -> Iterator[tuple[str, str]]:
    for kind in TYPES:
        for name in ("simpleString", "json", "jsonValue", "typeName", "needConversion", "_as_nullable", "treeString"):
            yield f"{kind}.{name}", outcome(lambda one, name: getattr(one, name)(), kind, name)
        yield f"read {kind}", outcome(lambda one: t._parse_datatype_json_string(one.json()), kind)
        yield (
            f"pickle {kind}",
            outcome(lambda one: (one, hash(one)) == (pickle.loads(pickle.dumps(one)), hash(one)), kind),
        )
        yield f"bare {kind}", outcome(t._drop_metadata, kind)
        yield f"null {kind}", outcome(t._has_nulltype, kind)
        for value in VALUES:
            yield f"{kind}.toInternal {value!r}", outcome(kind.toInternal, value)
            yield f"{kind}.fromInternal {value!r}", outcome(kind.fromInternal, value)
            yield f"convert {kind} {value!r}", outcome(lambda one, value: t._create_converter(one)(value), kind, value)
            for field, nullable in itertools.product((None, "f"), (True, False)):
                verify = t._make_type_verifier(kind, nullable, field)
                yield f"verify {kind} {value!r} {field} {nullable}", outcome(verify, value)
    for text in JSON:
        yield f"parse {text}", outcome(t._parse_datatype_json_string, text)
    for kind_json, collations in COLLATED:
        field = f'{{"name": "a", "type": {kind_json}, "metadata": {{"k": 1, "__COLLATIONS": {collations}}}}}'
        text = f'{{"type": "struct", "fields": [{field}]}}'
        yield f"parse {text}", outcome(lambda text: t._parse_datatype_json_string(text).jsonValue(), text)
    for fields in ((5, None), (0, 9), (None, 1), (1, 0), (1, 1)):
        yield f"interval {fields}", outcome(t.DayTimeIntervalType, *fields)
        yield f"interval of months {fields}", outcome(t.YearMonthIntervalType, *fields)


def of_structs() -> Iterator[tuple[str, str]]:
    struct = StructType()
    additions: list[tuple[Any, ...]] = [
        ("a",),
        ("a", "int"),
        ("a", "integer", False, {"x": 1}),
        (StructField("q", t.LongType()),),
    ]
    for arguments in additions:
        yield f"add {arguments}", outcome(struct.add, *arguments)
    for key in ("a", "z", 0, -1, 9, slice(1), 1.5):
        yield f"struct[{key!r}]", outcome(lambda key: struct[key], key)
    yield "names", outcome(struct.fieldNames)
    yield "depth", outcome(TYPES[-5].treeString if isinstance(TYPES[-5], StructType) else struct.treeString, 1)
    for name, kind in (("a", 3), (1, t.LongType())):
        yield f"field {name} {kind}", outcome(StructField, name, kind)


def of_rows() -> Iterator[tuple[str, str]]:
    row = Row(a=1, b=Row(c=2, d=[Row(e=1)]), f={"k": Row(g=1)})
    tried: dict[str, Callable[[], Any]] = {
        "plain": row.asDict,
        "recursive": lambda: row.asDict(True),
        "in": lambda: ("a" in row, 1 in row, 1 in Row(1), "a" in Row("a")),
        "items": lambda: (row["a"], row[0], row.a, row[0:1], list(row)),
        "no attribute": lambda: row.zz,
        "no key": lambda: row["zz"],
        "no names": lambda: Row(1).x,
        "too few values": lambda: Row("a", "b")(1).b,
        "write": lambda: setattr(row, "a", 1),
        "both": lambda: Row(1, a=2),
        "kind": lambda: (Row("a", "b"), Row("a", "b")(1, 2)),
        "too many": lambda: Row("a")(1, 2),
        "nameless": lambda: Row(1).asDict(),
        "order": lambda: (sorted([Row(b=1), Row(b=0)]), row < Row(a=2), Row(a=1) == (1,), hash(Row(a=1)) == hash((1,))),
        "copy": lambda: (copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))),
        "pickle": lambda: pickle.dumps(row, 4),
    }
    for name, make in tried.items():
        yield f"row {name}", outcome(make)


if __name__ == "__main__":
    json.dump(dict(itertools.chain(of_inference(), of_types(), of_structs(), of_rows())), sys.stdout)
