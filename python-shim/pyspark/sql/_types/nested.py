"""Arrays, maps and structs."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

from pyspark.errors import PySparkIndexError, PySparkKeyError, PySparkTypeError, PySparkValueError
from pyspark.sql._types.base import DataType, NestedType
from pyspark.sql._types.collation import (
    _COLLATIONS_METADATA_KEY,
    collations_by_path,
    collations_of,
    is_collated,
    qualified_name,
    without_collations,
)
from pyspark.sql._types.row import Row, _create_row
from pyspark.sql._types.spatial import VariantVal

if TYPE_CHECKING:
    from pyspark.sql.utils import StringConcat

_MAX_DEPTH = (1 << 31) - 1


def _assert_data_type(role: str, value: Any) -> None:
    assert isinstance(value, DataType), f"{role} {value} should be an instance of {DataType}"


def _parse(json_value: Any, path: str, collations: dict[str, str] | None) -> DataType:
    from pyspark.sql._types.parse import _parse_datatype_json_value

    return _parse_datatype_json_value(json_value, path, collations)


def _step(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _tree_line(prefix: str, label: str, data_type: DataType, flag: str) -> str:
    return f"{prefix}-- {label}: {DataType._get_jvm_type_name(data_type)}{flag}\n"


class ArrayType(NestedType):
    """Lists of values of one type, which may be None if `containsNull`."""

    def __init__(self, elementType: DataType, containsNull: bool = True):
        _assert_data_type("elementType", elementType)
        self.elementType = elementType
        self.containsNull = containsNull

    def simpleString(self) -> str:
        return f"array<{self.elementType.simpleString()}>"

    def _as_nullable(self) -> "ArrayType":
        return ArrayType(self.elementType._as_nullable(), containsNull=True)

    def toNullable(self) -> "ArrayType":
        """The same type where every value inside may be None."""
        return self._as_nullable()

    def __repr__(self) -> str:
        return f"ArrayType({self.elementType}, {self.containsNull})"

    def jsonValue(self) -> dict[str, Any]:
        return {
            "type": self.typeName(),
            "elementType": self.elementType.jsonValue(),
            "containsNull": self.containsNull,
        }

    @classmethod
    def fromJson(
        cls, json: dict[str, Any], fieldPath: str = "", collationsMap: dict[str, str] | None = None
    ) -> "ArrayType":
        """The type that a `jsonValue` describes."""
        element = _parse(json["elementType"], _step(fieldPath, "element"), collationsMap)
        return ArrayType(element, json["containsNull"])

    def needConversion(self) -> bool:
        return self.elementType.needConversion()

    def toInternal(self, obj: Any) -> Any:
        if not obj or not self.needConversion():
            return obj
        convert = self.elementType.toInternal
        return [convert(value) for value in obj]

    def fromInternal(self, obj: Any) -> Any:
        if not obj or not self.needConversion():
            return obj
        convert = self.elementType.fromInternal
        return [convert(value) for value in obj]

    def _build_formatted_string(self, prefix: str, stringConcat: "StringConcat", maxDepth: int = _MAX_DEPTH) -> None:
        if maxDepth > 0:
            flag = f" (containsNull = {str(self.containsNull).lower()})"
            stringConcat.append(_tree_line(prefix, "element", self.elementType, flag))
            self._data_type_build_formatted_string(self.elementType, f"{prefix}    |", stringConcat, maxDepth)


class MapType(NestedType):
    """Dicts from keys of one type, never None, to values of one type, which may be None if `valueContainsNull`."""

    def __init__(self, keyType: DataType, valueType: DataType, valueContainsNull: bool = True):
        _assert_data_type("keyType", keyType)
        _assert_data_type("valueType", valueType)
        self.keyType = keyType
        self.valueType = valueType
        self.valueContainsNull = valueContainsNull

    def simpleString(self) -> str:
        return f"map<{self.keyType.simpleString()},{self.valueType.simpleString()}>"

    def _as_nullable(self) -> "MapType":
        return MapType(self.keyType._as_nullable(), self.valueType._as_nullable(), valueContainsNull=True)

    def toNullable(self) -> "MapType":
        """The same type where every value inside may be None."""
        return self._as_nullable()

    def __repr__(self) -> str:
        return f"MapType({self.keyType}, {self.valueType}, {self.valueContainsNull})"

    def jsonValue(self) -> dict[str, Any]:
        return {
            "type": self.typeName(),
            "keyType": self.keyType.jsonValue(),
            "valueType": self.valueType.jsonValue(),
            "valueContainsNull": self.valueContainsNull,
        }

    @classmethod
    def fromJson(
        cls, json: dict[str, Any], fieldPath: str = "", collationsMap: dict[str, str] | None = None
    ) -> "MapType":
        """The type that a `jsonValue` describes."""
        key = _parse(json["keyType"], _step(fieldPath, "key"), collationsMap)
        value = _parse(json["valueType"], _step(fieldPath, "value"), collationsMap)
        return MapType(key, value, json["valueContainsNull"])

    def needConversion(self) -> bool:
        return self.keyType.needConversion() or self.valueType.needConversion()

    def toInternal(self, obj: Any) -> Any:
        if not obj or not self.needConversion():
            return obj
        key_of, value_of = self.keyType.toInternal, self.valueType.toInternal
        return {key_of(key): value_of(value) for key, value in obj.items()}

    def fromInternal(self, obj: Any) -> Any:
        if not obj or not self.needConversion():
            return obj
        key_of, value_of = self.keyType.fromInternal, self.valueType.fromInternal
        return {key_of(key): value_of(value) for key, value in obj.items()}

    def _build_formatted_string(self, prefix: str, stringConcat: "StringConcat", maxDepth: int = _MAX_DEPTH) -> None:
        if maxDepth > 0:
            stringConcat.append(_tree_line(prefix, "key", self.keyType, ""))
            self._data_type_build_formatted_string(self.keyType, f"{prefix}    |", stringConcat, maxDepth)
            flag = f" (valueContainsNull = {str(self.valueContainsNull).lower()})"
            stringConcat.append(_tree_line(prefix, "value", self.valueType, flag))
            self._data_type_build_formatted_string(self.valueType, f"{prefix}    |", stringConcat, maxDepth)


class StructField(DataType):
    """A named field of a struct or column of a DataFrame, with metadata for whoever reads it."""

    def __init__(self, name: str, dataType: DataType, nullable: bool = True, metadata: dict[str, Any] | None = None):
        _assert_data_type("dataType", dataType)
        assert isinstance(name, str), f"field name {name} should be a string"
        self.name = name
        self.dataType = dataType
        self.nullable = nullable
        self.metadata = metadata or {}

    def simpleString(self) -> str:
        return f"{self.name}:{self.dataType.simpleString()}"

    def __repr__(self) -> str:
        return f"StructField('{self.name}', {self.dataType}, {self.nullable})"

    def jsonValue(self) -> dict[str, Any]:
        collations = self.getCollationMetadata()
        return {
            "name": self.name,
            "type": (without_collations(self.dataType) if collations else self.dataType).jsonValue(),
            "nullable": self.nullable,
            "metadata": {**self.metadata, _COLLATIONS_METADATA_KEY: collations} if collations else self.metadata,
        }

    @classmethod
    def fromJson(cls, json: dict[str, Any]) -> "StructField":
        """The field that a `jsonValue` describes."""
        name, metadata = json["name"], json.get("metadata")
        data_type = _parse(json["type"], name, collations_by_path(metadata))
        if metadata:
            metadata = {key: value for key, value in metadata.items() if key != _COLLATIONS_METADATA_KEY}
        return StructField(name, data_type, json.get("nullable", True), metadata)

    def getCollationsMap(self, metadata: dict[str, Any]) -> dict[str, str]:
        """The collations which metadata of a field's JSON notes, by path."""
        return collations_by_path(metadata)

    def getCollationMetadata(self) -> dict[str, str]:
        """The collated strings in this field: path to "provider.collation"."""
        return dict(collations_of(self.dataType, self.name))

    def _isCollatedString(self, dt: DataType) -> bool:
        return is_collated(dt)

    def schemaCollationValue(self, dt: DataType) -> str:
        """The "provider.collation" of a string type."""
        from pyspark.sql._types.atomic import StringType

        assert isinstance(dt, StringType)
        return qualified_name(dt)

    def needConversion(self) -> bool:
        return self.dataType.needConversion()

    def toInternal(self, obj: Any) -> Any:
        return self.dataType.toInternal(obj)

    def fromInternal(self, obj: Any) -> Any:
        return self.dataType.fromInternal(obj)

    def typeName(self) -> str:  # type: ignore[override]
        raise PySparkTypeError(errorClass="INVALID_TYPENAME_CALL", messageParameters={})

    def _build_formatted_string(self, prefix: str, stringConcat: "StringConcat", maxDepth: int = _MAX_DEPTH) -> None:
        if maxDepth > 0:
            from pyspark.sql.utils import escape_meta_characters

            flag = f" (nullable = {str(self.nullable).lower()})"
            stringConcat.append(_tree_line(prefix, escape_meta_characters(self.name), self.dataType, flag))
            self._data_type_build_formatted_string(self.dataType, f"{prefix}    |", stringConcat, maxDepth)


class StructType(NestedType):
    """Rows: a list of :class:`StructField`, found by name, by position or by iterating."""

    def __init__(self, fields: list[StructField] | None = None):
        self.fields: list[StructField] = fields or []
        self.names = [field.name for field in self.fields]
        assert all(isinstance(field, StructField) for field in self.fields), "fields should be a list of StructField"
        self._note_conversions()

    def _note_conversions(self) -> None:
        self._needConversion = [field.needConversion() for field in self.fields]
        self._needSerializeAnyField = any(self._needConversion)

    @overload
    def add(
        self,
        field: str,
        data_type: str | DataType,
        nullable: bool = True,
        metadata: dict[str, Any] | None = None,
    ) -> "StructType": ...

    @overload
    def add(self, field: StructField) -> "StructType": ...

    def add(
        self,
        field: str | StructField,
        data_type: str | DataType | None = None,
        nullable: bool = True,
        metadata: dict[str, Any] | None = None,
    ) -> "StructType":
        """Append a field to this struct, and return it.

        Either a :class:`StructField`, or a name and a type, which may be the name of a type in JSON.
        """
        if not isinstance(field, StructField):
            if data_type is None:
                raise PySparkValueError(
                    errorClass="ARGUMENT_REQUIRED",
                    messageParameters={
                        "arg_name": "data_type",
                        "condition": "passing name of struct_field to create",
                    },
                )
            parsed = _parse(data_type, "", None) if isinstance(data_type, str) else data_type
            field = StructField(field, parsed, nullable, metadata)
        self.fields.append(field)
        self.names.append(field.name)
        self._note_conversions()
        return self

    def __iter__(self) -> Iterator[StructField]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    def __getitem__(self, key: str | int | slice) -> Any:
        if isinstance(key, str):
            for field in self.fields:
                if field.name == key:
                    return field
            raise PySparkKeyError(errorClass="KEY_NOT_EXISTS", messageParameters={"key": key})
        if isinstance(key, int):
            try:
                return self.fields[key]
            except IndexError:
                raise PySparkIndexError(
                    errorClass="INDEX_OUT_OF_RANGE", messageParameters={"arg_name": "StructType", "index": str(key)}
                ) from None
        if isinstance(key, slice):
            return StructType(self.fields[key])
        raise PySparkTypeError(
            errorClass="NOT_EXPECTED_TYPE",
            messageParameters={
                "expected_type": "int, slice or str",
                "arg_name": "key",
                "arg_type": type(key).__name__,
            },
        )

    def simpleString(self) -> str:
        return f"struct<{','.join(field.simpleString() for field in self.fields)}>"

    def _as_nullable(self) -> "StructType":
        return StructType(
            [StructField(f.name, f.dataType._as_nullable(), nullable=True, metadata=f.metadata) for f in self.fields]
        )

    def toNullable(self) -> "StructType":
        """The same type where every value inside may be None."""
        return self._as_nullable()

    def __repr__(self) -> str:
        return f"StructType([{', '.join(map(str, self.fields))}])"

    def jsonValue(self) -> dict[str, Any]:
        return {"type": self.typeName(), "fields": [field.jsonValue() for field in self.fields]}

    @classmethod
    def fromJson(cls, json: dict[str, Any]) -> "StructType":
        """The type that a `jsonValue` describes."""
        return StructType([StructField.fromJson(field) for field in json["fields"]])

    def fieldNames(self) -> list[str]:
        """The names of the fields, as a list of the caller's own."""
        return list(self.names)

    def needConversion(self) -> bool:
        # Rows become tuples, whatever is in them.
        return True

    def toInternal(self, obj: Any) -> tuple[Any, ...] | None:
        if obj is None:
            return None
        if isinstance(obj, VariantVal):
            raise PySparkValueError("Rows cannot be of type VariantVal")
        values = self._values_of(obj)
        if not self._needSerializeAnyField:
            return tuple(values)
        return tuple(
            field.toInternal(value) if converts else value
            for field, value, converts in zip(self.fields, values, self._needConversion, strict=False)
        )

    def _values_of(self, obj: Any) -> Iterable[Any]:
        if isinstance(obj, (tuple, list)):
            return obj
        by_name = obj if isinstance(obj, dict) else getattr(obj, "__dict__", None)
        if by_name is None:
            raise PySparkValueError(errorClass="UNEXPECTED_TUPLE_WITH_STRUCT", messageParameters={"tuple": str(obj)})
        return map(by_name.get, self.names)

    def fromInternal(self, obj: Any) -> Row | None:
        if obj is None or isinstance(obj, Row):
            return obj
        if self._needSerializeAnyField:
            obj = [
                field.fromInternal(value) if converts else value
                for field, value, converts in zip(self.fields, obj, self._needConversion, strict=False)
            ]
        return _create_row(self.names, obj)

    def _build_formatted_string(self, prefix: str, stringConcat: "StringConcat", maxDepth: int = _MAX_DEPTH) -> None:
        for field in self.fields:
            field._build_formatted_string(prefix, stringConcat, maxDepth)

    def treeString(self, maxDepth: int = _MAX_DEPTH) -> str:
        """The schema as `printSchema` shows it, down to a depth."""
        from pyspark.sql.utils import StringConcat

        text = StringConcat()
        text.append("root\n")
        self._build_formatted_string(" |", text, maxDepth if maxDepth > 0 else _MAX_DEPTH)
        return text.toString()

    def toDDL(self) -> str:
        """The fields as SQL defines columns. The engine writes it, so a session must be running."""
        from pyspark.sql.utils import get_active_spark_context

        return get_active_spark_context()._to_ddl(self)
