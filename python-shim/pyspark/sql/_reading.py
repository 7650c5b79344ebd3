"""What readers and writers share: a format and options, kept by the engine."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pyspark.sql._arguments import require_type
from pyspark.sql.types import StructType
from pyspark.sql.utils import to_str

if TYPE_CHECKING:
    from typing import Self

    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import OptionalPrimitiveType
    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.session import SparkSession


def options_of(arguments: Mapping[str, Any], *others: str) -> dict[str, Any]:
    """Of a method's `locals()` those that are options."""
    return {name: value for name, value in arguments.items() if name != "self" and name not in others}


class OptionUtils:
    """Options given as arguments of a method."""

    def _set_opts(self, schema: StructType | str | None = None, **options: "OptionalPrimitiveType") -> None:
        if schema is not None:
            self.schema(schema)  # type: ignore[attr-defined]
        for name, value in options.items():
            if value is not None:
                self.option(name, value)  # type: ignore[attr-defined]


class Configured(OptionUtils):
    """Has an object of the engine, which each setting replaces by another."""

    _java_attribute: ClassVar[str]

    def _call(self, method: str, *args: Any) -> Any:
        return getattr(getattr(self, self._java_attribute), method)(*args)

    def _set(self, method: str, *args: Any) -> "Self":
        setattr(self, self._java_attribute, self._call(method, *args))
        return self

    def format(self, source: str) -> "Self":
        """The name of the source, such as ``parquet``."""
        return self._set("format", source)

    def option(self, key: str, value: "OptionalPrimitiveType") -> "Self":
        """An option of the source; None leaves it as it is."""
        return self if value is None else self._set("option", key, to_str(value))

    def options(self, **options: "OptionalPrimitiveType") -> "Self":
        """Options of the source; None leaves one as it is."""
        for name, value in options.items():
            self.option(name, value)
        return self


class Reader(Configured):
    """Reads by batches or as a stream."""

    _java_attribute = "_jreader"

    def __init__(self, spark: "SparkSession", jreader: "JavaObject"):
        self._jreader = jreader
        self._spark = spark

    def _df(self, jdf: "JavaObject") -> "DataFrame":
        from pyspark.sql.dataframe import DataFrame

        return DataFrame(jdf, self._spark)

    def schema(self, schema: StructType | str) -> "Self":
        """Names and types of the columns, where the source is not to find them out."""
        require_type(schema, (str, StructType), "schema", "str or struct type")
        if isinstance(schema, StructType):
            return self._set("schema", self._spark._jsparkSession.parseDataType(schema.json()))
        return self._set("schema", schema)
