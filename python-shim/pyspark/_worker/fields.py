"""Reads the fields that messages from the engine are made of: big-endian numbers, texts, framed bytes."""

import struct
from typing import IO

from pyspark.errors import PySparkRuntimeError

# No message names more settings, files or arguments; a larger count means that both sides are out of step.
_MAX_ENTRIES = 10_000


class FieldReader:
    """Fields of a stream, in order; a stream that ends within a field is an EOFError."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def take(self, length: int) -> bytes:
        data = self.stream.read(length)
        if len(data) < length:
            raise EOFError(f"{length} bytes expected, {len(data)} are left")
        return data

    def int32(self) -> int:
        value: int = struct.unpack("!i", self.take(4))[0]
        return value

    def int64(self) -> int:
        value: int = struct.unpack("!q", self.take(8))[0]
        return value

    def flag(self) -> bool:
        return self.take(1) != b"\0"

    def block(self) -> bytes:
        """Bytes with their length in front."""
        return self.take(self.count(limit=None))

    def text(self) -> str:
        return self.block().decode("utf-8")

    def count(self, limit: int | None = _MAX_ENTRIES) -> int:
        """How many entries, or bytes, follow."""
        number = self.int32()
        if number < 0 or (limit is not None and number > limit):
            raise PySparkRuntimeError(
                errorClass="PROTOCOL_ERROR",
                messageParameters={"failure": f"{number} entries announced"},
            )
        return number

    def texts(self) -> list[str]:
        return [self.text() for _ in range(self.count())]

    def settings(self) -> dict[str, str]:
        return {self.text(): self.text() for _ in range(self.count())}
