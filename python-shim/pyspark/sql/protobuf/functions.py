"""Functions between columns and values in the Protocol Buffers format."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyspark.sql.column import Column, _to_java_column
from pyspark.sql.utils import get_active_spark_context
from pyspark.util import _print_missing_jar

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName


def from_protobuf(
    data: "ColumnOrName",
    messageName: str,
    descFilePath: str | None = None,
    options: dict[str, str] | None = None,
    binaryDescriptorSet: bytes | None = None,
) -> Column:
    """The messages in a binary column; they are described by a file, by bytes, or by a class of this name."""
    descriptors = _descriptors(descFilePath, binaryDescriptorSet)
    return _call("from_protobuf", _to_java_column(data), messageName, *descriptors, options or {})


def to_protobuf(
    data: "ColumnOrName",
    messageName: str,
    descFilePath: str | None = None,
    options: dict[str, str] | None = None,
    binaryDescriptorSet: bytes | None = None,
) -> Column:
    """A struct as binary messages; they are described by a file, by bytes, or by a class of this name."""
    descriptors = _descriptors(descFilePath, binaryDescriptorSet)
    return _call("to_protobuf", _to_java_column(data), messageName, *descriptors, options or {})


def _descriptors(path: str | None, given: bytes | None) -> list[bytes]:
    if given is not None:
        return [given]
    return [] if path is None else [Path(path).read_bytes()]


def _call(name: str, *args: Any) -> Column:
    sc = get_active_spark_context()
    assert sc._jvm is not None
    try:
        function = getattr(getattr(sc._jvm, "org.apache.spark.sql.protobuf.functions"), name)
        return Column(function(*args))
    except TypeError as error:
        # py4j takes a class that is not there for a package.
        if str(error) == "'JavaPackage' object is not callable":
            _print_missing_jar("Protobuf", "protobuf", "protobuf", sc.version)
        raise
