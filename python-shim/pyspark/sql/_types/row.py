"""Rows: tuples whose values have names."""

from collections.abc import Callable
from typing import Any

from pyspark.errors import (
    PySparkAttributeError,
    PySparkKeyError,
    PySparkRuntimeError,
    PySparkTypeError,
    PySparkValueError,
)

_new_tuple = tuple.__new__
_set_attribute = object.__setattr__


class Row(tuple[Any, ...]):
    """A row of a DataFrame.

    Values are reached as `row.name`, `row["name"]` or `row[0]`. `Row(name="Ann", age=5)` is a row;
    `Row("name", "age")` is a kind of row, which makes rows when it is called: `Person("Ann", 5)`.
    """

    __fields__: "Row | list[str]"

    def __new__(cls, *args: Any, **kwargs: Any) -> "Row":
        if not kwargs:
            return _new_tuple(cls, args)
        if args:
            raise PySparkValueError(errorClass="CANNOT_SET_TOGETHER", messageParameters={"arg_list": "args and kwargs"})
        row = _new_tuple(cls, kwargs.values())
        _set_attribute(row, "__fields__", list(kwargs))
        return row

    def asDict(self, recursive: bool = False) -> dict[str, Any]:
        """The row as a dict from names to values; with `recursive`, rows inside of it too.

        Of several fields of one name the last is kept.
        """
        if "__fields__" not in self.__dict__:
            raise PySparkTypeError(
                errorClass="CANNOT_CONVERT_TYPE", messageParameters={"from_type": "Row", "to_type": "dict"}
            )
        return dict(zip(self.__fields__, map(_without_rows, self) if recursive else self, strict=False))

    def __contains__(self, item: Any) -> bool:
        return item in self.__fields__ if "__fields__" in self.__dict__ else super().__contains__(item)

    def __call__(self, *args: Any) -> "Row":
        """A row with these values and this row's values as names."""
        if len(args) > len(self):
            raise PySparkValueError(
                errorClass="TOO_MANY_VALUES",
                messageParameters={"expected": str(len(self)), "item": "fields", "actual": str(len(args))},
            )
        return _create_row(self, args)

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, (int, slice)):
            return super().__getitem__(item)
        try:
            return super().__getitem__(self.__fields__.index(item))
        except IndexError:
            raise PySparkKeyError(errorClass="KEY_NOT_EXISTS", messageParameters={"key": str(item)}) from None
        except ValueError:
            raise PySparkValueError(item) from None

    def __getattr__(self, item: str) -> Any:
        # Python and pickle ask for optional methods by such names; rows without names have no `__fields__` either.
        if not item.startswith("__"):
            try:
                return super().__getitem__(self.__fields__.index(item))
            except (IndexError, ValueError):
                pass
        raise PySparkAttributeError(errorClass="ATTRIBUTE_NOT_SUPPORTED", messageParameters={"attr_name": item})

    def __setattr__(self, key: Any, value: Any) -> None:
        if key != "__fields__":
            raise PySparkRuntimeError(errorClass="READ_ONLY", messageParameters={"object": "Row"})
        _set_attribute(self, key, value)

    def __reduce__(self) -> str | tuple[Any, ...]:
        if "__fields__" in self.__dict__:
            return (_create_row, (self.__fields__, tuple(self)))
        return super().__reduce__()

    def __repr__(self) -> str:
        if "__fields__" in self.__dict__:
            return f"Row({', '.join(f'{name}={value!r}' for name, value in zip(self.__fields__, self, strict=False))})"
        return f"<Row({', '.join(map(repr, self))})>"


def _create_row(fields: Row | list[str], values: tuple[Any, ...] | list[Any]) -> Row:
    """A row of values with names; collected rows are pickled as calls of this."""
    row = _new_tuple(Row, values)
    _set_attribute(row, "__fields__", fields)
    return row


def _create_row_inbound_converter(dataType: Any) -> Callable[..., Any]:
    return lambda *values: dataType.fromInternal(values)


def _without_rows(value: Any) -> Any:
    if isinstance(value, Row):
        return value.asDict(True)
    if isinstance(value, list):
        return [_without_rows(element) for element in value]
    if isinstance(value, dict):
        return {key: _without_rows(element) for key, element in value.items()}
    return value
