"""Files as other writers lay them out: Parquet's own description of the columns, and rows.

A row is a mapping of the fields that are there; a repeated field is a list. Py4J takes a number for a Java long only
where it has more than 32 bits.
"""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

BIG = 2**33

LAYOUTS: dict[str, tuple[str, list[Row]]] = {
    "avro: two levels": (
        "required group v (LIST) { repeated int32 array; }",
        [{"v": {"array": [1, 2]}}, {"v": {}}, {"v": {"array": [3]}}],
    ),
    "avro: two levels that may be absent": (
        "optional group v (LIST) { repeated binary array (STRING); }",
        [{"v": {"array": [b"a", b""]}}, {}, {"v": {}}],
    ),
    "avro: structs in two levels": (
        "optional group v (LIST) { repeated group array { required int32 a; optional binary b (STRING); } }",
        [{"v": {"array": [{"a": 1, "b": b"x"}, {"a": 2}]}}, {}, {"v": {}}],
    ),
    "avro: structs of one field": (
        "optional group v (LIST) { repeated group array { optional int32 a; } }",
        [{"v": {"array": [{"a": 1}, {}]}}, {}, {"v": {}}],
    ),
    "avro: lists of lists": (
        "optional group v (LIST) { repeated group array (LIST) { repeated int32 array; } }",
        [{"v": {"array": [{"array": [1, 2]}, {}]}}, {}, {"v": {}}],
    ),
    "thrift: two levels": (
        "optional group v (LIST) { repeated int32 v_tuple; }",
        [{"v": {"v_tuple": [1, 2]}}, {}, {"v": {}}],
    ),
    "thrift: structs of one field": (
        "optional group v (LIST) { repeated group v_tuple { optional int32 a; } }",
        [{"v": {"v_tuple": [{"a": 1}, {}]}}, {}, {"v": {}}],
    ),
    "thrift: lists of lists": (
        "optional group v (LIST) { repeated group v_tuple (LIST) { repeated int32 v_tuple_tuple; } }",
        [{"v": {"v_tuple": [{"v_tuple_tuple": [1, 2]}, {}]}}, {}, {"v": {}}],
    ),
    "hive: three levels": (
        "optional group v (LIST) { repeated group bag { optional int32 array_element; } }",
        [{"v": {"bag": [{"array_element": 1}, {}]}}, {}, {"v": {}}],
    ),
    "hive: maps": (
        "optional group v (MAP) { repeated group map (MAP_KEY_VALUE) "
        "{ required binary key (STRING); optional int32 value; } }",
        [{"v": {"map": [{"key": b"k", "value": 1}, {"key": b"l"}]}}, {}, {"v": {}}],
    ),
    "maps of other names": (
        "optional group v (MAP) { repeated group entries { required int32 id; optional group list (LIST) "
        "{ repeated group list { optional int64 element; } } } }",
        [{"v": {"entries": [{"id": 1, "list": {"list": [{"element": BIG}, {}]}}, {"id": 2}]}}, {}, {"v": {}}],
    ),
    "maps by the old name alone": (
        "optional group v (MAP_KEY_VALUE) { repeated group map "
        "{ required binary key (STRING); optional int32 value; } }",
        [{"v": {"map": [{"key": b"k", "value": 1}]}}, {}, {"v": {}}],
    ),
    "lists whose group has another name": (
        "optional group v (LIST) { repeated group item { required int32 thing; } }",
        [{"v": {"item": [{"thing": 1}, {"thing": 2}]}}, {}, {"v": {}}],
    ),
    "lists of structs in three levels": (
        "optional group v (LIST) { repeated group list "
        "{ optional group element { optional int32 a; required int64 b; } } }",
        [{"v": {"list": [{"element": {"a": 1, "b": BIG}}, {}, {"element": {"b": BIG}}]}}, {}, {"v": {}}],
    ),
    "lists of two levels in a struct": (
        "required group s { optional group v (LIST) { repeated int32 array; } required int32 n; }",
        [{"s": {"v": {"array": [1]}, "n": 1}}, {"s": {"n": 2}}],
    ),
    "lists of two levels in a map": (
        "optional group v (MAP) { repeated group key_value { required int32 key; optional group value (LIST) "
        "{ repeated int32 array; } } }",
        [{"v": {"key_value": [{"key": 1, "value": {"array": [1, 2]}}, {"key": 2}]}}, {}],
    ),
    "protobuf: repeated fields": ("repeated int32 v; required int32 n;", [{"v": [1, 2], "n": 1}, {"n": 2}]),
    "protobuf: repeated texts": ("repeated binary v (STRING);", [{"v": [b"a", b"b"]}, {}]),
    "protobuf: repeated groups": (
        "repeated group v { optional int32 a; repeated binary b (STRING); }",
        [{"v": [{"a": 1, "b": [b"x", b"y"]}, {}]}, {}],
    ),
    "protobuf: repeated fields in a group": (
        "optional group s { repeated int32 v; repeated group w { required int64 a; } }",
        [{"s": {"v": [1, 2], "w": [{"a": BIG}]}}, {}, {"s": {}}],
    ),
    "required nesting": (
        "required group s { required group t { required int32 a; } required group l (LIST) "
        "{ repeated group list { required int32 element; } } }",
        [{"s": {"t": {"a": 1}, "l": {"list": [{"element": 1}]}}}, {"s": {"t": {"a": 2}, "l": {}}}],
    ),
    "decimals in binaries": ("optional binary v (DECIMAL(30,2));", [{"v": b"\xff"}, {}]),
    "decimals of more bytes than needed": (
        "optional fixed_len_byte_array(16) v (DECIMAL(20,1));",
        [{"v": b"\xff" * 16}, {}],
    ),
    "kinds of texts": (
        "optional binary a (ENUM); optional binary b (JSON); optional binary c;",
        [{"a": b"A", "b": b"{}", "c": b"\xff"}, {}],
    ),
    "BSON": ("optional binary v (BSON);", [{"v": b"\x00"}, {}]),
    "times": ("optional int64 v (TIME(MICROS,false));", [{"v": BIG}, {}]),
    "times with a zone": ("optional int64 v (TIME(MICROS,true));", [{"v": BIG}]),
    "times in milliseconds": ("optional int32 v (TIME(MILLIS,false));", [{"v": 1001}]),
    "times in nanoseconds": ("optional int64 v (TIME(NANOS,false));", [{"v": BIG}]),
    "old intervals": ("optional fixed_len_byte_array(12) v (INTERVAL);", [{"v": b"\x01\x00\x00\x00" * 3}]),
    "UUIDs": ("optional fixed_len_byte_array(16) v (UUID);", [{"v": bytes(range(16))}, {}]),
    "names with dots and blanks": ("optional int32 `a.b`; optional int32 c;".replace("`", ""), [{"a.b": 1, "c": 2}]),
    "a list without a repeated group": ("optional group v (LIST) { optional int32 array; }", [{"v": {"array": 1}}]),
    "a map without a value": (
        "optional group v (MAP) { repeated group map { required int32 key; } }",
        [{"v": {"map": [{"key": 1}]}}],
    ),
}
