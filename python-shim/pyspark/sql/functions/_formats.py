"""Text in CSV, JSON and XML, to structs and back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pyspark.sql.column import Column
from pyspark.sql.functions._invoke import (
    _column,
    _column_or_text,
    _invoke_function,
    _not_expected,
    _options_to_str,
)
from pyspark.sql.types import ArrayType, DataType, MapType, StructType

if TYPE_CHECKING:
    from pyspark.sql._typing import ColumnOrName

__all__ = [
    "from_csv",
    "from_json",
    "from_xml",
    "schema_of_csv",
    "schema_of_json",
    "schema_of_xml",
    "to_csv",
    "to_json",
    "to_xml",
]

_Options = Mapping[str, str] | None


def from_csv(col: "ColumnOrName", schema: Column | str, options: _Options = None) -> Column:
    """The struct in a line of CSV, by a schema in DDL; options are those of the CSV reader."""
    schema_column = _column_or_text(schema, "schema")
    return _invoke_function("from_csv", _column(col), schema_column._jc, _options_to_str(options))


def from_json(
    col: "ColumnOrName", schema: ArrayType | StructType | MapType | Column | str, options: _Options = None
) -> Column:
    """The value in a text of JSON, by a schema; options are those of the JSON reader."""
    return _invoke_function("from_json", _column(col), _schema(schema), _options_to_str(options))


def from_xml(col: "ColumnOrName", schema: StructType | Column | str, options: _Options = None) -> Column:
    """The struct in a text of XML, by a schema; options are those of the XML reader."""
    if not isinstance(schema, (StructType, Column, str)):
        raise _not_expected(schema, "schema", "StructType, Column or str")
    return _invoke_function("from_xml", _column(col), _schema(schema), _options_to_str(options))


def _schema(schema: DataType | Column | str) -> Any:
    if isinstance(schema, DataType):
        return schema.json()
    return schema._jc if isinstance(schema, Column) else schema


def schema_of_csv(csv: Column | str, options: _Options = None) -> Column:
    """The schema of an example of CSV, in DDL."""
    return _invoke_function("schema_of_csv", _column_or_text(csv, "csv")._jc, _options_to_str(options))


def schema_of_json(json: Column | str, options: _Options = None) -> Column:
    """The schema of an example of JSON, in DDL."""
    return _invoke_function("schema_of_json", _column_or_text(json, "json")._jc, _options_to_str(options))


def schema_of_xml(xml: Column | str, options: _Options = None) -> Column:
    """The schema of an example of XML, in DDL."""
    return _invoke_function("schema_of_xml", _column_or_text(xml, "xml")._jc, _options_to_str(options))


def to_csv(col: "ColumnOrName", options: _Options = None) -> Column:
    """The struct as a line of CSV; options are those of the CSV writer."""
    return _invoke_function("to_csv", _column(col), _options_to_str(options))


def to_json(col: "ColumnOrName", options: _Options = None) -> Column:
    """The struct, array or map as JSON; options are those of the JSON writer."""
    return _invoke_function("to_json", _column(col), _options_to_str(options))


def to_xml(col: "ColumnOrName", options: _Options = None) -> Column:
    """The struct as XML; options are those of the XML writer."""
    return _invoke_function("to_xml", _column(col), _options_to_str(options))
