"""Variants, the binary form of JSON-like values, as Python values and as JSON text."""

import base64
import datetime
import decimal
import json
import struct
from collections.abc import Callable
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from pyspark.errors import PySparkValueError
from pyspark.sql._variant_builder import VariantBuilder as VariantBuilder

_EPOCH = datetime.datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()

# The two low bits of a value's first byte.
_PRIMITIVE, _SHORT_STRING, _OBJECT, _ARRAY = range(4)
_LONG_STRING = 16

# Bytes of the unscaled value, and so many digits at most, by the type of a decimal.
_DECIMALS = {8: (4, 9), 9: (8, 18), 10: (16, 38)}
_INTEGERS = {3: 1, 4: 2, 5: 4, 6: 8}
_FLOATS = {7: ("<d", 8), 14: ("<f", 4)}


class VariantUtils:
    """Reads variants and makes them of JSON."""

    @classmethod
    def to_json(cls, value: bytes, metadata: bytes, zone_id: str = "UTC") -> str:
        """As JSON text; instants are shown in a time zone."""
        text: str = _Reader(value, metadata, zone_id).read(0, _json_scalar, _json_object, _json_array)
        return text

    @classmethod
    def to_python(cls, value: bytes, metadata: bytes) -> Any:
        """As dicts, lists and scalars."""
        return _Reader(value, metadata, "UTC").read(0, lambda scalar: scalar, dict, list)

    @classmethod
    def parse_json(cls, json_str: str) -> tuple[bytes, bytes]:
        """The value and the metadata of a variant made of JSON text."""
        return VariantBuilder().build(json_str)


def _json_scalar(value: Any) -> str:
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value)
    if isinstance(value, bytes):
        return f'"{base64.b64encode(value).decode("ascii")}"'
    if isinstance(value, datetime.date):
        return f'"{value}"'
    return str(value)


def _json_object(fields: list[tuple[str, str]]) -> str:
    return "{" + ",".join(f"{json.dumps(key)}:{text}" for key, text in fields) + "}"


def _json_array(elements: list[str]) -> str:
    return "[" + ",".join(elements) + "]"


def _malformed() -> NoReturn:
    raise PySparkValueError(errorClass="MALFORMED_VARIANT", messageParameters={})


class _Reader:
    """One variant; places are offsets into its value."""

    def __init__(self, value: bytes, metadata: bytes, zone_id: str) -> None:
        self._value = value
        self._zone_id = zone_id
        self._metadata = metadata

    def read(
        self,
        at: int,
        scalar: Callable[[Any], Any],
        as_object: Callable[[list[tuple[str, Any]]], Any],
        as_array: Callable[[list[Any]], Any],
    ) -> Any:
        """The value at a place, built up from its parts."""
        kind, info = self._head(at)
        if kind == _OBJECT:
            fields = [
                (self._key(key), self.read(place, scalar, as_object, as_array)) for key, place in self._fields(at, info)
            ]
            return as_object(fields)
        if kind == _ARRAY:
            return as_array([self.read(place, scalar, as_object, as_array) for place in self._elements(at, info)])
        return scalar(self._scalar(at + 1, kind, info))

    def _head(self, at: int) -> tuple[int, int]:
        head = self._bytes(at, 1)[0]
        return head & 0x3, head >> 2

    def _bytes(self, at: int, length: int) -> bytes:
        return _slice(self._value, at, length)

    def _int(self, at: int, length: int, signed: bool = False) -> int:
        return int.from_bytes(self._bytes(at, length), "little", signed=signed)

    def _elements(self, at: int, info: int) -> list[int]:
        count_size = 4 if info >> 2 & 1 else 1
        offset_size = (info & 0x3) + 1
        count = self._int(at + 1, count_size)
        offsets = at + 1 + count_size
        data = offsets + (count + 1) * offset_size
        return [data + self._int(offsets + i * offset_size, offset_size) for i in range(count)]

    def _fields(self, at: int, info: int) -> list[tuple[int, int]]:
        """Ids of keys and places of values."""
        count_size = 4 if info >> 4 & 1 else 1
        id_size, offset_size = (info >> 2 & 0x3) + 1, (info & 0x3) + 1
        count = self._int(at + 1, count_size)
        ids = at + 1 + count_size
        offsets = ids + count * id_size
        data = offsets + (count + 1) * offset_size
        return [
            (self._int(ids + i * id_size, id_size), data + self._int(offsets + i * offset_size, offset_size))
            for i in range(count)
        ]

    def _key(self, number: int) -> str:
        size = (_slice(self._metadata, 0, 1)[0] >> 6 & 0x3) + 1

        def field(i: int) -> int:
            return int.from_bytes(_slice(self._metadata, 1 + i * size, size), "little")

        count = field(0)
        if number >= count:
            _malformed()
        start, stop = field(number + 1), field(number + 2)
        if start > stop:
            _malformed()
        return _slice(self._metadata, 1 + (count + 2) * size + start, stop - start).decode("utf-8")

    def _scalar(self, at: int, kind: int, info: int) -> Any:
        if kind == _SHORT_STRING:
            return self._bytes(at, info).decode("utf-8")
        if info in _INTEGERS:
            return self._int(at, _INTEGERS[info], signed=True)
        if info in _FLOATS:
            layout, size = _FLOATS[info]
            return struct.unpack(layout, self._bytes(at, size))[0]
        if info in _DECIMALS:
            return self._decimal(at, *_DECIMALS[info])
        match info:
            case 0:
                return None
            case 1 | 2:
                return info == 1
            case 11:
                return datetime.date.fromordinal(_EPOCH_DAY + self._int(at, 4, signed=True))
            case 12:
                instant = self._moment(at).replace(tzinfo=datetime.UTC)
                return instant.astimezone(ZoneInfo(self._zone_id))
            case 13:
                return self._moment(at)
            case 15:
                return self._bytes(at + 4, self._int(at, 4))
            case 16:
                return self._bytes(at + 4, self._int(at, 4)).decode("utf-8")
        _malformed()

    def _moment(self, at: int) -> datetime.datetime:
        return _EPOCH + datetime.timedelta(microseconds=self._int(at, 8, signed=True))

    def _decimal(self, at: int, size: int, digits: int) -> decimal.Decimal:
        scale, unscaled = self._int(at, 1), self._int(at + 1, size, signed=True)
        if scale > digits or abs(unscaled) >= 10**digits:
            _malformed()
        return decimal.Decimal(unscaled) * decimal.Decimal(10) ** -scale


def _slice(data: bytes, at: int, length: int) -> bytes:
    if at < 0 or at + length > len(data):
        _malformed()
    return bytes(data[at : at + length])
