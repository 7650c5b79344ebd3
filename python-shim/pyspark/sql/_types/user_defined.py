"""Types that a user defines on top of Spark's."""

import base64
from importlib import import_module
from typing import Any

from pyspark.errors import PySparkNotImplementedError, PySparkTypeError, PySparkValueError
from pyspark.sql._types.base import DataType


def _to_be_written(what: str) -> PySparkNotImplementedError:
    return PySparkNotImplementedError(errorClass="NOT_IMPLEMENTED", messageParameters={"feature": what})


class UserDefinedType(DataType):
    """Base of user-defined types: `sqlType`, `module`, `serialize` and `deserialize` are to be written.

    A Python class names its type in the attribute `__UDT__`.
    """

    _cached_sql_type: DataType

    @classmethod
    def typeName(cls) -> str:
        return cls.__name__.lower()

    @classmethod
    def sqlType(cls) -> DataType:
        """The type that Spark keeps the values in."""
        raise _to_be_written("sqlType()")

    @classmethod
    def module(cls) -> str:
        """The Python module of the type."""
        raise _to_be_written("module()")

    @classmethod
    def scalaUDT(cls) -> str:
        """The class of the same type on the JVM, if there is one."""
        return ""

    def needConversion(self) -> bool:
        return True

    @classmethod
    def _cachedSqlType(cls) -> DataType:
        if not hasattr(cls, "_cached_sql_type"):
            cls._cached_sql_type = cls.sqlType()
        return cls._cached_sql_type

    def toInternal(self, obj: Any) -> Any:
        return None if obj is None else self._cachedSqlType().toInternal(self.serialize(obj))

    def fromInternal(self, obj: Any) -> Any:
        datum = self._cachedSqlType().fromInternal(obj)
        return None if datum is None else self.deserialize(datum)

    def serialize(self, obj: Any) -> Any:
        """The value as one of `sqlType`."""
        raise _to_be_written("toInternal()")

    def deserialize(self, datum: Any) -> Any:
        """The value that `serialize` made this of."""
        raise _to_be_written("fromInternal()")

    def simpleString(self) -> str:
        return "udt"

    def jsonValue(self) -> dict[str, Any]:
        schema = {
            "type": "udt",
            "pyClass": f"{self.module()}.{type(self).__name__}",
            "sqlType": self.sqlType().jsonValue(),
        }
        if self.scalaUDT():
            assert self.module() != "__main__", "UDT in __main__ cannot work with ScalaUDT"
            return {**schema, "class": self.scalaUDT()}
        from pyspark.serializers import CloudPickleSerializer

        pickled = CloudPickleSerializer().dumps(type(self))
        return {**schema, "serializedClass": base64.b64encode(pickled).decode("utf8")}

    @classmethod
    def fromJson(cls, json: dict[str, Any]) -> "UserDefinedType":
        """The type whose class a `jsonValue` names, from its module."""
        module_name, _, class_name = str(json["pyClass"]).rpartition(".")
        udt = getattr(import_module(module_name), class_name, None)
        if udt is None:
            raise PySparkValueError(
                errorClass="UNSUPPORTED_OPERATION", messageParameters={"operation": "unpickling user defined types"}
            )
        # The name comes from the schema of a file: nothing but such a type may be called.
        if not (isinstance(udt, type) and issubclass(udt, UserDefinedType)):
            raise PySparkTypeError(
                errorClass="FIELD_TYPE_MISMATCH", messageParameters={"obj": str(udt), "data_type": "UserDefinedType"}
            )
        return udt()
