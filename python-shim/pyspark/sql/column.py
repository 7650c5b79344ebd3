"""Columns: expressions over the rows of a DataFrame.

An operator is one command to the engine; where calls are traced (see ``pyspark.errors.utils``) two more tell it the
place in the user's code, for error messages.
"""

import json
import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from pyspark.errors import PySparkAttributeError, PySparkTypeError, PySparkValueError
from pyspark.errors.utils import with_origin_to_class
from pyspark.sql._arguments import not_expected_type, require_type
from pyspark.sql._statics import FUNCTIONS, PYTHON_UTILS, static_method
from pyspark.sql.tvf_argument import TableValuedFunctionArgument
from pyspark.sql.types import DataType
from pyspark.sql.utils import enum_to_value, get_active_spark_context

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.core.context import SparkContext
    from pyspark.sql._typing import ColumnOrName, Operand
    from pyspark.sql.window import WindowSpec

__all__ = ["Column"]

Converter = Callable[[Any], Any]


def _function(name: str) -> Any:
    return static_method(get_active_spark_context()._jvm, FUNCTIONS, name)


def _create_column_from_literal(literal: Any) -> "JavaObject":
    return _function("lit")(enum_to_value(literal))


def _create_column_from_name(name: str) -> "JavaObject":
    return _function("col")(name)


def _to_java_column(col: "ColumnOrName") -> "JavaObject":
    """The engine's column of a column or of the name of one."""
    if isinstance(col, Column):
        return col._jc
    if isinstance(col, str):
        return _create_column_from_name(col)
    raise not_expected_type("col", "Column or str", col)


def _to_java_column_opt(col: "ColumnOrName | None") -> "JavaObject | None":
    return None if col is None else _to_java_column(col)


def _to_seq(sc: "SparkContext", cols: Iterable[Any], converter: Converter | None = None) -> "JavaObject":
    """A Scala sequence of what the converter makes of each."""
    return static_method(sc._jvm, PYTHON_UTILS, "toSeq")([converter(col) for col in cols] if converter else cols)


def _to_list(sc: "SparkContext", cols: Iterable[Any], converter: Converter | None = None) -> "JavaObject":
    """A Scala list of what the converter makes of each."""
    return static_method(sc._jvm, PYTHON_UTILS, "toList")([converter(col) for col in cols] if converter else cols)


def _value(operand: Any) -> Any:
    """What the engine takes for a column or a value."""
    return operand._jc if isinstance(operand, Column) else enum_to_value(operand)


def _java_literal(operand: Any) -> "JavaObject":
    """Of a column or a value, where the engine takes columns only."""
    return operand._jc if isinstance(operand, Column) else _create_column_from_literal(operand)


def _binary(name: str, left: "Column", right: "Operand") -> "Column":
    return Column(getattr(left._jc, name)(_value(right)))


def _logical(name: str, left: "Column", right: "Operand") -> "Column":
    return Column(getattr(left._jc, name)(_java_literal(right)))


def _reversed(name: str, right: "Column", left: "Operand") -> "Column":
    return Column(getattr(_create_column_from_literal(left), name)(right._jc))


def _unary(name: str, column: "Column") -> "Column":
    return Column(getattr(column._jc, name)())


def _java_type(data_type: DataType | str) -> "JavaObject | str":
    """Of a type, or of its name in SQL, which the engine reads itself."""
    if isinstance(data_type, str):
        return data_type
    if not isinstance(data_type, DataType):
        raise not_expected_type("dataType", "DataType or str", data_type)
    jvm = get_active_spark_context()._jvm
    return static_method(jvm, "org.apache.spark.sql.types.DataType", "fromJson")(data_type.json())


def _java_metadata(metadata: Any) -> "JavaObject":
    jvm = get_active_spark_context()._jvm
    return static_method(jvm, "org.apache.spark.sql.types.Metadata", "fromJson")(json.dumps(metadata))


def _deprecated_column_key(argument: str, access: str) -> str:
    return (
        f"A column as '{argument}' in {access} is deprecated as of Spark 3.0, and will not be supported in the future "
        f"release. Use `column[{argument}]` or `column.{argument}` syntax instead."
    )


@with_origin_to_class
class Column(TableValuedFunctionArgument):
    """An expression over the rows of a DataFrame: a column, a calculation, a condition, an order."""

    def __init__(self, jc: "JavaObject") -> None:
        self._jc = jc

    def __neg__(self) -> "Column":
        return Column(_function("negate")(self._jc))

    def __add__(self, other: "Operand") -> "Column":
        return _binary("plus", self, other)

    def __sub__(self, other: "Operand") -> "Column":
        return _binary("minus", self, other)

    def __mul__(self, other: "Operand") -> "Column":
        return _binary("multiply", self, other)

    def __div__(self, other: "Operand") -> "Column":
        return _binary("divide", self, other)

    def __truediv__(self, other: "Operand") -> "Column":
        return _binary("divide", self, other)

    def __mod__(self, other: "Operand") -> "Column":
        return _binary("mod", self, other)

    def __radd__(self, other: "Operand") -> "Column":
        return _binary("plus", self, other)

    def __rsub__(self, other: "Operand") -> "Column":
        return _reversed("minus", self, other)

    def __rmul__(self, other: "Operand") -> "Column":
        return _binary("multiply", self, other)

    def __rdiv__(self, other: "Operand") -> "Column":
        return _reversed("divide", self, other)

    def __rtruediv__(self, other: "Operand") -> "Column":
        return _reversed("divide", self, other)

    def __rmod__(self, other: "Operand") -> "Column":
        return _reversed("mod", self, other)

    def __pow__(self, other: "Operand") -> "Column":
        return Column(_function("pow")(self._jc, _java_literal(other)))

    def __rpow__(self, other: "Operand") -> "Column":
        return Column(_function("pow")(_java_literal(other), self._jc))

    def __eq__(self, other: "Operand") -> "Column":  # type: ignore[override]
        """Whether both are equal; NULL if one is NULL."""
        return _binary("equalTo", self, other)

    def __ne__(self, other: Any) -> "Column":  # type: ignore[override]
        """Whether both differ; NULL if one is NULL."""
        return _binary("notEqual", self, other)

    def __lt__(self, other: "Operand") -> "Column":
        return _binary("lt", self, other)

    def __le__(self, other: "Operand") -> "Column":
        return _binary("leq", self, other)

    def __ge__(self, other: "Operand") -> "Column":
        return _binary("geq", self, other)

    def __gt__(self, other: "Operand") -> "Column":
        return _binary("gt", self, other)

    def eqNullSafe(self, other: "Operand") -> "Column":
        """Whether both are equal, where NULL equals NULL and nothing else."""
        return _binary("eqNullSafe", self, other)

    def __and__(self, other: "Operand") -> "Column":
        return _logical("and", self, other)

    def __or__(self, other: "Operand") -> "Column":
        return _logical("or", self, other)

    def __invert__(self) -> "Column":
        return Column(_function("not")(self._jc))

    def __rand__(self, other: "Operand") -> "Column":
        return _logical("and", self, other)

    def __ror__(self, other: "Operand") -> "Column":
        return _logical("or", self, other)

    def __contains__(self, item: Any) -> NoReturn:
        raise PySparkValueError(errorClass="CANNOT_APPLY_IN_FOR_COLUMN", messageParameters={})

    def bitwiseOR(self, other: "Operand") -> "Column":
        """The bits that are set in either."""
        return _binary("bitwiseOR", self, other)

    def bitwiseAND(self, other: "Operand") -> "Column":
        """The bits that are set in both."""
        return _binary("bitwiseAND", self, other)

    def bitwiseXOR(self, other: "Operand") -> "Column":
        """The bits that are set in one of both only."""
        return _binary("bitwiseXOR", self, other)

    def getItem(self, key: Any) -> "Column":
        """An element of an array by its position, counted from 0, or of a map by its key."""
        if isinstance(key, Column):
            warnings.warn(_deprecated_column_key("key", "getItem"), FutureWarning, stacklevel=3)
        return self[key]

    def getField(self, name: Any) -> "Column":
        """A field of a struct."""
        if isinstance(name, Column):
            warnings.warn(_deprecated_column_key("name", "getField"), FutureWarning, stacklevel=3)
        return self[name]

    def withField(self, fieldName: str, col: "Column") -> "Column":
        """The struct with a field added or replaced."""
        require_type(fieldName, str, "fieldName", "str")
        require_type(col, Column, "col", "Column")
        return Column(self._jc.withField(fieldName, col._jc))

    def dropFields(self, *fieldNames: str) -> "Column":
        """The struct without some fields."""
        return Column(self._jc.dropFields(_to_seq(get_active_spark_context(), fieldNames)))

    def __getattr__(self, item: Any) -> "Column":
        if item.startswith("__"):
            raise PySparkAttributeError(errorClass="CANNOT_ACCESS_TO_DUNDER", messageParameters={})
        return self[item]

    def __getitem__(self, k: Any) -> "Column":
        if not isinstance(k, slice):
            return _binary("apply", self, k)
        if k.step is not None:
            raise PySparkValueError(errorClass="SLICE_WITH_STEP", messageParameters={})
        return self.substr(k.start, k.stop)

    def __iter__(self) -> NoReturn:
        raise PySparkTypeError(errorClass="NOT_ITERABLE", messageParameters={"objectName": "Column"})

    def contains(self, other: "Operand") -> "Column":
        """Whether the other text is in this one."""
        return _binary("contains", self, other)

    def startswith(self, other: "Operand") -> "Column":
        """Whether the text starts with the other one."""
        return _binary("startsWith", self, other)

    def endswith(self, other: "Operand") -> "Column":
        """Whether the text ends with the other one."""
        return _binary("endsWith", self, other)

    def like(self, other: str) -> "Column":
        """Whether the text matches a pattern of SQL: ``%`` for any text, ``_`` for any character."""
        return _binary("like", self, other)

    def rlike(self, other: str) -> "Column":
        """Whether a regular expression is found in the text."""
        return _binary("rlike", self, other)

    def ilike(self, other: str) -> "Column":
        """As :meth:`like`, upper and lower case alike."""
        return _binary("ilike", self, other)

    def substr(self, startPos: "int | Column", length: "int | Column") -> "Column":
        """A part of the text or bytes, from a position counted from 1."""
        startPos, length = enum_to_value(startPos), enum_to_value(length)
        if type(startPos) is not type(length):
            raise PySparkTypeError(
                errorClass="NOT_SAME_TYPE",
                messageParameters={
                    "arg_name1": "startPos",
                    "arg_name2": "length",
                    "arg_type1": type(startPos).__name__,
                    "arg_type2": type(length).__name__,
                },
            )
        require_type(startPos, (int, Column), "startPos", "Column or int")
        return Column(self._jc.substr(_value(startPos), _value(length)))

    def isin(self, *cols: Any) -> "Column":
        """Whether the value is one of those given, in a list or one by one, or in the one column of a DataFrame."""
        from pyspark.sql.dataframe import DataFrame

        only = cols[0] if len(cols) == 1 else None
        if isinstance(only, DataFrame):
            return Column(self._jc.isin(only._jdf))
        values = only if isinstance(only, (list, set)) else cols
        return Column(self._jc.isin(_to_seq(get_active_spark_context(), values, _value)))

    def asc(self) -> "Column":
        """Sorts by the column, smallest first, NULL before all."""
        return _unary("asc", self)

    def asc_nulls_first(self) -> "Column":
        """Sorts by the column, smallest first, NULL before all."""
        return _unary("asc_nulls_first", self)

    def asc_nulls_last(self) -> "Column":
        """Sorts by the column, smallest first, NULL after all."""
        return _unary("asc_nulls_last", self)

    def desc(self) -> "Column":
        """Sorts by the column, greatest first, NULL after all."""
        return _unary("desc", self)

    def desc_nulls_first(self) -> "Column":
        """Sorts by the column, greatest first, NULL before all."""
        return _unary("desc_nulls_first", self)

    def desc_nulls_last(self) -> "Column":
        """Sorts by the column, greatest first, NULL after all."""
        return _unary("desc_nulls_last", self)

    def isNull(self) -> "Column":
        """Whether there is no value."""
        return _unary("isNull", self)

    def isNotNull(self) -> "Column":
        """Whether there is a value."""
        return _unary("isNotNull", self)

    def isNaN(self) -> "Column":
        """Whether the value is NaN."""
        return _unary("isNaN", self)

    def alias(self, *alias: str, **kwargs: Any) -> "Column":
        """The column under another name, with ``metadata=`` if given; several names for what gives several columns."""
        metadata = kwargs.pop("metadata", None)
        assert not kwargs, f"Unexpected kwargs where passed: {kwargs}"
        rename = getattr(self._jc, "as")
        if len(alias) == 1:
            return Column(rename(alias[0]) if metadata is None else rename(alias[0], _java_metadata(metadata)))
        if metadata is not None:
            raise PySparkValueError(
                errorClass="ONLY_ALLOWED_FOR_SINGLE_COLUMN", messageParameters={"arg_name": "metadata"}
            )
        return Column(rename(_to_seq(get_active_spark_context(), list(alias))))

    def name(self, *alias: str, **kwargs: Any) -> "Column":
        """The same as :meth:`alias`."""
        return self.alias(*alias, **kwargs)

    def cast(self, dataType: DataType | str) -> "Column":
        """The values as another type."""
        return Column(self._jc.cast(_java_type(dataType)))

    def try_cast(self, dataType: DataType | str) -> "Column":
        """The values as another type, NULL where they have no such form."""
        return Column(self._jc.try_cast(_java_type(dataType)))

    def astype(self, dataType: DataType | str) -> "Column":
        """The same as :meth:`cast`."""
        return self.cast(dataType)

    def between(self, lowerBound: "Operand", upperBound: "Operand") -> "Column":
        """Whether the value lies between two bounds, both included."""
        return (self >= lowerBound) & (self <= upperBound)

    def when(self, condition: "Column", value: Any) -> "Column":
        """A further case of a column that ``functions.when`` began."""
        require_type(condition, Column, "condition", "Column")
        return Column(self._jc.when(condition._jc, _value(value)))

    def otherwise(self, value: Any) -> "Column":
        """The value where no case of ``when`` holds; without it that is NULL."""
        return Column(self._jc.otherwise(_value(value)))

    def over(self, window: "WindowSpec") -> "Column":
        """The function calculated over a window of rows."""
        from pyspark.sql.window import WindowSpec

        require_type(window, WindowSpec, "window", "WindowSpec")
        return Column(self._jc.over(window._jspec))

    def transform(self, f: Callable[["Column"], "Column"]) -> "Column":
        """What a function makes of this column; for chains of calls."""
        return f(self)

    def outer(self) -> "Column":
        """The column as one of the query around a subquery."""
        return _unary("outer", self)

    def __nonzero__(self) -> NoReturn:
        try:
            text = self._jc.toString()
        except Exception:
            text = "<unknown>"
        raise PySparkValueError(errorClass="CANNOT_CONVERT_COLUMN_INTO_BOOL", messageParameters={"column": text})

    __bool__ = __nonzero__

    def __repr__(self) -> str:
        return f"Column<'{self._jc.toString()}'>"
