"""Makes variants of JSON text."""

import decimal
import json
import struct
from typing import Any

from pyspark.errors import PySparkValueError

_SHORT_STRING, _OBJECT, _ARRAY = 1, 2, 3
_NULL, _TRUE, _FALSE, _DOUBLE, _LONG_STRING = 0, 1, 2, 7, 16
# Types of integers and decimals with their bytes; of decimals also the most digits.
_INTEGERS = ((3, 1), (4, 2), (5, 4), (6, 8))
_DECIMALS = ((8, 4, 9), (9, 8, 18), (10, 16, 38))
_VERSION = 1
_MAX_SHORT_STRING = 63
_MAX_DIGITS = 38


class VariantBuilder:
    """Builds one variant: the value, and the dictionary of its keys as metadata."""

    DEFAULT_SIZE_LIMIT = 16 * 1024 * 1024

    def __init__(self, size_limit: int = DEFAULT_SIZE_LIMIT):
        self.size_limit = size_limit
        self._keys: dict[str, int] = {}

    def build(self, json_str: str) -> tuple[bytes, bytes]:
        """The value and the metadata for JSON text."""
        value = self._encode(json.loads(json_str, parse_float=_number))
        keys = [key.encode("utf-8") for key in self._keys]
        size = _offset_size(max(sum(map(len, keys)), len(keys)))
        head = bytes([_VERSION | (size - 1) << 6]) + len(keys).to_bytes(size, "little")
        return value, self._limited(head + _offsets(keys, size) + b"".join(keys))

    def _limited(self, data: bytes) -> bytes:
        if len(data) > self.size_limit:
            raise PySparkValueError(
                errorClass="VARIANT_SIZE_LIMIT", messageParameters={"sizeLimit": str(self.size_limit)}
            )
        return data

    def _encode(self, value: Any) -> bytes:
        match value:
            case dict():
                data = self._object(value)
            case list():
                data = _container(_ARRAY, b"", [self._encode(element) for element in value])
            case _:
                data = _scalar(value)
        return self._limited(data)

    def _object(self, fields: dict[str, Any]) -> bytes:
        # Ids in the order in which keys are met, fields in the order of their keys.
        encoded = []
        for key, value in fields.items():
            number = self._keys.setdefault(key, len(self._keys))
            encoded.append((key, number, self._encode(value)))
        encoded.sort(key=lambda field: field[0])
        ids = [number for _, number, _ in encoded]
        size = _offset_size(max(ids, default=0))
        return _container(
            _OBJECT, b"".join(number.to_bytes(size, "little") for number in ids), [data for *_, data in encoded], size
        )


def _container(kind: int, ids: bytes, parts: list[bytes], id_size: int = 1) -> bytes:
    is_large = len(parts) > 0xFF
    data = b"".join(parts)
    size = _offset_size(len(data))
    if kind == _OBJECT:
        head = is_large << 6 | id_size - 1 << 4 | size - 1 << 2 | kind
    else:
        head = is_large << 4 | size - 1 << 2 | kind
    count = len(parts).to_bytes(4 if is_large else 1, "little")
    return bytes([head]) + count + ids + _offsets(parts, size) + data


def _offsets(parts: list[bytes], size: int) -> bytes:
    """Where each part begins, and where the last one ends."""
    at = 0
    offsets = [at.to_bytes(size, "little")]
    for part in parts:
        at += len(part)
        offsets.append(at.to_bytes(size, "little"))
    return b"".join(offsets)


def _offset_size(largest: int) -> int:
    return 1 if largest <= 0xFF else 2 if largest <= 0xFFFF else 3


def _primitive(kind: int, data: bytes = b"") -> bytes:
    return bytes([kind << 2]) + data


def _scalar(value: Any) -> bytes:
    match value:
        case None:
            return _primitive(_NULL)
        case bool():
            return _primitive(_TRUE if value else _FALSE)
        case str():
            text = value.encode("utf-8")
            if len(text) <= _MAX_SHORT_STRING:
                return bytes([len(text) << 2 | _SHORT_STRING]) + text
            return _primitive(_LONG_STRING, len(text).to_bytes(4, "little") + text)
        case int():
            return _integer(value)
        case decimal.Decimal():
            return _decimal(value)
        case float():
            return _primitive(_DOUBLE, struct.pack("<d", value))
    raise PySparkValueError(errorClass="MALFORMED_VARIANT", messageParameters={})


def _integer(value: int) -> bytes:
    for kind, size in _INTEGERS:
        if -(1 << 8 * size - 1) <= value < 1 << 8 * size - 1:
            return _primitive(kind, value.to_bytes(size, "little", signed=True))
    return _scalar(_number(str(value)))


def _number(text: str) -> decimal.Decimal | float:
    """A decimal where it is written as one and not too long for it, else a double."""
    if all(character.isdecimal() or character in "-." for character in text):
        number = decimal.Decimal(text)
        digits, scale = _digits_and_scale(number)
        if digits <= _MAX_DIGITS and scale <= _MAX_DIGITS:
            return number
    return float(text)


def _digits_and_scale(value: decimal.Decimal) -> tuple[int, int]:
    parts = value.as_tuple()
    return len(parts.digits), -int(parts.exponent)


def _decimal(value: decimal.Decimal) -> bytes:
    digits, scale = _digits_and_scale(value)
    unscaled = int(value.scaleb(scale, decimal.Context(prec=_MAX_DIGITS)))
    kind, size = next((kind, size) for kind, size, most in _DECIMALS if digits <= most and scale <= most)
    return _primitive(kind, bytes([scale]) + unscaled.to_bytes(size, "little", signed=True))
