"""What all data types share."""

import json
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from pyspark.sql.utils import StringConcat


class DataType:
    """The type of a column, of a field or of a value inside them."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def __hash__(self) -> int:
        return hash(str(self))

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, self.__class__) and self.__dict__ == other.__dict__

    def __ne__(self, other: Any) -> bool:
        return not self.__eq__(other)

    @classmethod
    def typeName(cls) -> str:
        """The name in JSON, such as "integer"."""
        return cls.__name__.removesuffix("Type").lower()

    def simpleString(self) -> str:
        """The name as SQL writes it, such as "array<int>"."""
        return self.typeName()

    def jsonValue(self) -> str | dict[str, Any]:
        """The type as plain data that `json` can write."""
        return self.typeName()

    def json(self) -> str:
        """The type as JSON."""
        return json.dumps(self.jsonValue(), separators=(",", ":"), sort_keys=True)

    def needConversion(self) -> bool:
        """Whether values look otherwise inside of Spark than in Python."""
        return False

    def toInternal(self, obj: Any) -> Any:
        """The value as Spark keeps it."""
        return obj

    def fromInternal(self, obj: Any) -> Any:
        """The Python value of what Spark keeps."""
        return obj

    def _as_nullable(self) -> "DataType":
        return self

    @classmethod
    def fromDDL(cls, ddl: str) -> "DataType":
        """The type that a text such as "a int, b array<string>" or "decimal(10,2)" describes.

        The text is read by the engine, so a session must be running.
        """
        from pyspark.sql._types.parse import _parse_datatype_string

        return _parse_datatype_string(ddl)

    @classmethod
    def _data_type_build_formatted_string(
        cls, dataType: "DataType", prefix: str, stringConcat: "StringConcat", maxDepth: int
    ) -> None:
        if isinstance(dataType, NestedType):
            dataType._build_formatted_string(prefix, stringConcat, maxDepth - 1)

    @classmethod
    def _get_jvm_type_name(cls, dataType: "DataType") -> str:
        """The name in a printed schema: types with parameters show them."""
        return dataType.simpleString() if dataType._shows_parameters else dataType.typeName()

    _shows_parameters: ClassVar[bool] = False


class NestedType(DataType):
    """Types made of others, which a printed schema shows as a tree."""

    def _build_formatted_string(self, prefix: str, stringConcat: "StringConcat", maxDepth: int) -> None:
        raise NotImplementedError


class DataTypeSingleton(type):
    """Metaclass of types without parameters: one object each, except after unpickling."""

    _instances: ClassVar[dict[type, Any]] = {}

    def __call__(cls) -> Any:
        instances = DataTypeSingleton._instances
        if cls not in instances:
            instances[cls] = super().__call__()
        return instances[cls]


class NullType(DataType, metaclass=DataTypeSingleton):
    """The type of NULL alone, where nothing tells of another type."""

    @classmethod
    def typeName(cls) -> str:
        return "void"


class AtomicType(DataType):
    """Types that are neither NULL, nor made of others, nor defined by a user."""


class NumericType(AtomicType):
    """Numbers."""


class IntegralType(NumericType, metaclass=DataTypeSingleton):
    """Whole numbers."""


class FractionalType(NumericType):
    """Numbers with a fraction."""
