"""Geometries as well-known text, from the well-known binary that Spark keeps."""

import struct
from collections.abc import Callable
from io import BytesIO

NAMES = {
    1: "POINT",
    2: "LINESTRING",
    3: "POLYGON",
    4: "MULTIPOINT",
    5: "MULTILINESTRING",
    6: "MULTIPOLYGON",
    7: "GEOMETRYCOLLECTION",
}


def geometry_text(binary: bytes, srid: int) -> str:
    text = shape(BytesIO(binary), named=True)
    return f"SRID={srid};{text}" if srid else text


def shape(data: BytesIO, *, named: bool) -> str:
    order = "<" if data.read(1) == b"\x01" else ">"
    code = number(data, order)
    name, body = NAMES[code], body_of(data, order, code)
    return f"{name}{body}" if named else body


def body_of(data: BytesIO, order: str, code: int) -> str:
    match code:
        case 1:
            return bracketed([position(data, order)])
        case 2:
            return positions(data, order)
        case 3:
            return several(data, order, lambda: positions(data, order))
        case _:
            return several(data, order, lambda: shape(data, named=code == 7))


def positions(data: BytesIO, order: str) -> str:
    return several(data, order, lambda: position(data, order))


def several(data: BytesIO, order: str, read: Callable[[], str]) -> str:
    return bracketed([read() for _ in range(number(data, order))])


def bracketed(parts: list[str]) -> str:
    return f"({','.join(parts)})"


def position(data: BytesIO, order: str) -> str:
    return " ".join(repr(c).removesuffix(".0") for c in struct.unpack(f"{order}2d", data.read(16)))


def number(data: BytesIO, order: str) -> int:
    (found,) = struct.unpack(f"{order}I", data.read(4))
    return int(found)
