"""Functions between columns and values in the Avro format."""

from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkTypeError
from pyspark.sql.column import Column, _to_java_column
from pyspark.sql.utils import get_active_spark_context
from pyspark.util import _print_missing_jar

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName


def from_avro(data: "ColumnOrName", jsonFormatSchema: str, options: dict[str, str] | None = None) -> Column:
    """The values in a binary column of Avro, by their schema."""
    _check("data", data, (Column, str), "pyspark.sql.Column or str")
    _check("jsonFormatSchema", jsonFormatSchema, str, "str")
    _check("options", options, (dict, type(None)), "dict, optional")
    return _call("from_avro", _to_java_column(data), jsonFormatSchema, options or {})


def to_avro(data: "ColumnOrName", jsonFormatSchema: str = "") -> Column:
    """A column as binary values of Avro, by a schema or by the one that its type implies."""
    _check("data", data, (Column, str), "pyspark.sql.Column or str")
    _check("jsonFormatSchema", jsonFormatSchema, str, "str")
    schema = [jsonFormatSchema] if jsonFormatSchema else []
    return _call("to_avro", _to_java_column(data), *schema)


def _check(name: str, value: Any, accepted: type | tuple[type, ...], shown: str) -> None:
    if not isinstance(value, accepted):
        raise PySparkTypeError(errorClass="INVALID_TYPE", messageParameters={"arg_name": name, "arg_type": shown})


def _call(name: str, *args: Any) -> Column:
    sc = get_active_spark_context()
    assert sc._jvm is not None
    try:
        function = getattr(getattr(sc._jvm, "org.apache.spark.sql.avro.functions"), name)
        return Column(function(*args))
    except TypeError as error:
        # py4j takes a class that is not there for a package.
        if str(error) == "'JavaPackage' object is not callable":
            _print_missing_jar("Avro", "avro", "avro", sc.version)
        raise
