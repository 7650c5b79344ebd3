"""How Python objects travel between driver, engine and workers.

The engine and the workers know these classes by their place in this module, so names and attributes are a contract.
"""

import codecs
import io
import marshal
import os
import pickle
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice, product
from typing import IO, TYPE_CHECKING, Any

__all__ = ["CPickleSerializer", "CloudPickleSerializer", "MarshalSerializer", "PickleSerializer", "UTF8Deserializer"]

pickle_protocol = pickle.HIGHEST_PROTOCOL


class SpecialLengths:
    """What stands where a length is expected, and is none."""

    END_OF_DATA_SECTION = -1
    PYTHON_EXCEPTION_THROWN = -2
    TIMING_DATA = -3
    END_OF_STREAM = -4
    NULL = -5
    START_ARROW_STREAM = -6
    START_OF_INIT_MESSAGE = -8


class Serializer:
    """Writes objects to a stream and reads them back. Two are equal if they write alike."""

    def dump_stream(self, iterator: Iterable[Any], stream: IO[bytes]) -> None:
        """Write all objects."""
        raise NotImplementedError

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        """The objects of the stream."""
        raise NotImplementedError

    def dumps(self, obj: Any) -> bytes:
        """One object as bytes."""
        raise NotImplementedError

    def _load_stream_without_unbatching(self, stream: IO[bytes]) -> Iterator[Any]:
        """The batches of the stream: of one object each, where there are none."""
        return ([obj] for obj in self.load_stream(stream))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, self.__class__) and self.__dict__ == other.__dict__

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}()"

    def __hash__(self) -> int:
        return hash(str(self))


class FramedSerializer(Serializer):
    """Writes each object as its length and its bytes."""

    def dump_stream(self, iterator: Iterable[Any], stream: IO[bytes]) -> None:
        for obj in iterator:
            self._write_with_length(obj, stream)

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        try:
            while True:
                yield self._read_with_length(stream)
        except EOFError:
            return

    def _write_with_length(self, obj: Any, stream: IO[bytes]) -> None:
        serialized = self.dumps(obj)
        if serialized is None:
            raise ValueError("serialized value should not be None")
        if len(serialized) > 1 << 31:
            raise ValueError("can not serialize object larger than 2G")
        write_int(len(serialized), stream)
        stream.write(serialized)

    def _read_with_length(self, stream: IO[bytes]) -> Any:
        length = read_int(stream)
        if length == SpecialLengths.END_OF_DATA_SECTION:
            raise EOFError
        if length == SpecialLengths.NULL:
            return None
        obj = stream.read(length)
        if len(obj) < length:
            raise EOFError
        return self.loads(obj)

    def dumps(self, obj: Any) -> bytes:
        raise NotImplementedError

    def loads(self, obj: bytes) -> Any:
        """The object that the bytes stand for."""
        raise NotImplementedError


class BatchedSerializer(Serializer):
    """Hands lists of objects to another serializer."""

    UNLIMITED_BATCH_SIZE = -1
    UNKNOWN_BATCH_SIZE = 0

    def __init__(self, serializer: Any, batchSize: int = UNLIMITED_BATCH_SIZE):
        self.serializer = serializer
        self.batchSize = batchSize

    def _batched(self, iterator: Iterable[Any]) -> Iterator[Any]:
        if self.batchSize == self.UNLIMITED_BATCH_SIZE:
            yield list(iterator)
            return
        rest = iter(iterator)
        while batch := list(islice(rest, self.batchSize)):
            yield batch

    def dump_stream(self, iterator: Iterable[Any], stream: IO[bytes]) -> None:
        self.serializer.dump_stream(self._batched(iterator), stream)

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        return chain.from_iterable(self._load_stream_without_unbatching(stream))

    def _load_stream_without_unbatching(self, stream: IO[bytes]) -> Iterator[Any]:
        batches: Iterator[Any] = self.serializer.load_stream(stream)
        return batches

    def __repr__(self) -> str:
        return f"BatchedSerializer({self.serializer}, {self.batchSize})"


class FlattenedValuesSerializer(BatchedSerializer):
    """Writes a key with a long list of values as several pairs with short lists."""

    def __init__(self, serializer: Any, batchSize: int = 10):
        super().__init__(serializer, batchSize)

    def _batched(self, iterator: Iterable[Any]) -> Iterator[Any]:
        for key, values in iterator:
            for start in range(0, len(values), self.batchSize):
                yield key, values[start : start + self.batchSize]

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        pairs: Iterator[Any] = self.serializer.load_stream(stream)
        return pairs

    def __repr__(self) -> str:
        return f"FlattenedValuesSerializer({self.serializer}, {self.batchSize})"


class AutoBatchedSerializer(BatchedSerializer):
    """Finds the size of batches while it writes, so that one takes about ``bestSize`` bytes."""

    def __init__(self, serializer: Any, bestSize: int = 1 << 16):
        super().__init__(serializer, self.UNKNOWN_BATCH_SIZE)
        self.bestSize = bestSize

    def dump_stream(self, iterator: Iterable[Any], stream: IO[bytes]) -> None:
        rest = iter(iterator)
        count = 1
        while batch := list(islice(rest, count)):
            written = self.serializer.dumps(batch)
            write_with_length(written, stream)
            if len(written) < self.bestSize:
                count *= 2
            elif len(written) > self.bestSize * 10 and count > 1:
                count //= 2

    def __repr__(self) -> str:
        return f"AutoBatchedSerializer({self.serializer})"


class CartesianDeserializer(Serializer):
    """Reads what the engine wrote for a cartesian product: pairs of batches."""

    def __init__(self, key_ser: Serializer, val_ser: Serializer):
        self.key_ser = key_ser
        self.val_ser = val_ser

    def _load_stream_without_unbatching(self, stream: IO[bytes]) -> Iterator[Any]:
        keys = self.key_ser._load_stream_without_unbatching(stream)
        values = self.val_ser._load_stream_without_unbatching(stream)
        # Both read from the one stream in turn.
        return (product(key_batch, value_batch) for key_batch, value_batch in zip(keys, values, strict=False))

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        return chain.from_iterable(self._load_stream_without_unbatching(stream))

    def __repr__(self) -> str:
        return f"CartesianDeserializer({self.key_ser}, {self.val_ser})"


class PairDeserializer(Serializer):
    """Reads what the engine wrote for two zipped RDDs: pairs of batches of the same size."""

    def __init__(self, key_ser: Serializer, val_ser: Serializer):
        self.key_ser = key_ser
        self.val_ser = val_ser

    def _load_stream_without_unbatching(self, stream: IO[bytes]) -> Iterator[Any]:
        keys = self.key_ser._load_stream_without_unbatching(stream)
        values = self.val_ser._load_stream_without_unbatching(stream)
        for key_batch, value_batch in zip(keys, values, strict=False):
            # Batches of zipped or multiplied RDDs are iterators themselves.
            key_list = key_batch if hasattr(key_batch, "__len__") else list(key_batch)
            value_list = value_batch if hasattr(value_batch, "__len__") else list(value_batch)
            if len(key_list) != len(value_list):
                raise ValueError(
                    "Can not deserialize PairRDD with different number of items in batches: "
                    f"({len(key_list)}, {len(value_list)})"
                )
            yield zip(key_list, value_list, strict=True)

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        return chain.from_iterable(self._load_stream_without_unbatching(stream))

    def __repr__(self) -> str:
        return f"PairDeserializer({self.key_ser}, {self.val_ser})"


class NoOpSerializer(FramedSerializer):
    """For what is bytes already."""

    def loads(self, obj: bytes) -> Any:
        return obj

    def dumps(self, obj: Any) -> bytes:
        written: bytes = obj
        return written


class _RestrictedUnpickler(pickle.Unpickler):
    """Makes objects of the named classes and functions only."""

    def __init__(self, file: IO[bytes], allowed_names: Iterable[tuple[str, str]], *, encoding: str = "bytes"):
        super().__init__(file, encoding=encoding)
        self.allowed_names = allowed_names

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.allowed_names:
            raise pickle.UnpicklingError(f"Unpickling {module}.{name} is not allowed")
        return super().find_class(module, name)


class PickleSerializer(FramedSerializer):
    """Python's own pickles: fast, but without functions and classes of the script."""

    def dumps(self, obj: Any) -> bytes:
        return pickle.dumps(obj, pickle_protocol)

    def loads(self, obj: bytes, encoding: str = "bytes") -> Any:
        return pickle.loads(obj, encoding=encoding)


class CloudPickleSerializer(FramedSerializer):
    """Pickles that hold functions and classes of the script too."""

    allowed_names: Iterable[tuple[str, str]] | None = None

    def __init__(self, allowed_names: Iterable[tuple[str, str]] | None = None):
        super().__init__()
        self.allowed_names = allowed_names

    def dumps(self, obj: Any) -> bytes:
        # Loaded when it is needed: programs with DataFrames only do without it.
        from pyspark import cloudpickle

        try:
            return bytes(cloudpickle.dumps(obj, pickle_protocol))
        except pickle.PickleError:
            raise
        except Exception as error:
            raise _pickling_error(error, "object") from error

    def loads(self, obj: bytes, encoding: str = "bytes") -> Any:
        if self.allowed_names is not None:
            return _RestrictedUnpickler(io.BytesIO(obj), self.allowed_names, encoding=encoding).load()
        # What cloudpickle writes is a pickle that names cloudpickle's functions.
        return pickle.loads(obj, encoding=encoding)


def _pickling_error(error: Exception, what: str) -> pickle.PicklingError:
    """What is raised in place of the error; the error's own traceback goes to stderr."""
    from pyspark.util import print_exec

    print_exec(sys.stderr)
    text = str(error)
    if "'i' format requires" in text:
        return pickle.PicklingError(f"Object too large to serialize: {text}")
    return pickle.PicklingError(f"Could not serialize {what}: {error.__class__.__name__}: {text}")


CPickleSerializer = CloudPickleSerializer
if not TYPE_CHECKING and os.environ.get("PYSPARK_ENABLE_NAMEDTUPLE_PATCH") == "1":
    from pyspark._namedtuple_patch import patch_namedtuple

    patch_namedtuple()
    CPickleSerializer = PickleSerializer


class MarshalSerializer(FramedSerializer):
    """Python's :mod:`marshal`: faster than pickles, for plain values only."""

    def dumps(self, obj: Any) -> bytes:
        return marshal.dumps(obj)

    def loads(self, obj: bytes) -> Any:
        return marshal.loads(obj)


class AutoSerializer(FramedSerializer):
    """Marshals until something cannot be marshalled, and pickles from then on."""

    def __init__(self) -> None:
        super().__init__()
        self._type: bytes | None = None

    def dumps(self, obj: Any) -> bytes:
        if self._type is None:
            try:
                return b"M" + marshal.dumps(obj)
            except ValueError:
                self._type = b"P"
        return b"P" + pickle.dumps(obj, -1)

    def loads(self, obj: bytes) -> Any:
        kind = obj[:1]
        if kind == b"M":
            return marshal.loads(obj[1:])
        if kind == b"P":
            return pickle.loads(obj[1:])
        raise ValueError(f"invalid serialization type: {kind!r}")


class CompressedSerializer(FramedSerializer):
    """Compresses what another serializer writes."""

    def __init__(self, serializer: FramedSerializer):
        super().__init__()
        assert isinstance(serializer, FramedSerializer), "serializer must be a FramedSerializer"
        self.serializer = serializer

    def dumps(self, obj: Any) -> bytes:
        return zlib.compress(self.serializer.dumps(obj), 1)

    def loads(self, obj: bytes) -> Any:
        return self.serializer.loads(zlib.decompress(obj))

    def __repr__(self) -> str:
        return f"CompressedSerializer({self.serializer})"


class UTF8Deserializer(Serializer):
    """Reads texts that the engine wrote, as str or as the bytes they are."""

    def __init__(self, use_unicode: bool = True):
        self.use_unicode = use_unicode

    def loads(self, stream: IO[bytes]) -> str | bytes | None:
        """The next text of the stream."""
        length = read_int(stream)
        if length == SpecialLengths.END_OF_DATA_SECTION:
            raise EOFError
        if length == SpecialLengths.NULL:
            return None
        text = stream.read(length)
        return codecs.decode(text, "utf-8") if self.use_unicode else text

    def load_stream(self, stream: IO[bytes]) -> Iterator[Any]:
        try:
            while True:
                yield self.loads(stream)
        except (struct.error, EOFError):
            return

    def __repr__(self) -> str:
        return f"UTF8Deserializer({self.use_unicode})"


_INT, _LONG, _BOOL = struct.Struct("!i"), struct.Struct("!q"), struct.Struct("!?")


def read_int(stream: IO[bytes]) -> int:
    data = stream.read(4)
    if not data:
        raise EOFError
    number: int = _INT.unpack(data)[0]
    return number


def read_long(stream: IO[bytes]) -> int:
    data = stream.read(8)
    if not data:
        raise EOFError
    number: int = _LONG.unpack(data)[0]
    return number


def read_bool(stream: IO[bytes]) -> bool:
    data = stream.read(1)
    if not data:
        raise EOFError
    value: bool = _BOOL.unpack(data)[0]
    return value


def write_int(value: int, stream: IO[bytes]) -> None:
    stream.write(_INT.pack(value))


def write_long(value: int, stream: IO[bytes]) -> None:
    stream.write(_LONG.pack(value))


def pack_long(value: int) -> bytes:
    return _LONG.pack(value)


def write_with_length(obj: "bytes | bytearray", stream: IO[bytes]) -> None:
    write_int(len(obj), stream)
    stream.write(obj)


class ChunkedStream:
    """A stream of unknown length as chunks that tell theirs, with -1 at the end."""

    def __init__(self, wrapped: IO[bytes], buffer_size: int):
        self.buffer_size = buffer_size
        self.buffer = bytearray()
        self.wrapped = wrapped

    def write(self, bytes: bytes) -> None:
        self.buffer += bytes
        full = len(self.buffer) - len(self.buffer) % self.buffer_size
        for start in range(0, full, self.buffer_size):
            self._write_chunk(self.buffer[start : start + self.buffer_size])
        del self.buffer[:full]

    def close(self) -> None:
        if self.buffer:
            self._write_chunk(self.buffer)
        write_int(SpecialLengths.END_OF_DATA_SECTION, self.wrapped)
        self.wrapped.close()

    @property
    def closed(self) -> bool:
        return self.wrapped.closed

    def _write_chunk(self, chunk: bytearray) -> None:
        write_with_length(chunk, self.wrapped)
