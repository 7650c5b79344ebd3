"""Collations in JSON: types are written without them, and the field's metadata says which string has which."""

from collections.abc import Iterator
from typing import Any

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql._types.atomic import StringType
from pyspark.sql._types.base import DataType

_COLLATIONS_METADATA_KEY = "__COLLATIONS"


def is_collated(data_type: DataType) -> bool:
    return isinstance(data_type, StringType) and not data_type.isUTF8BinaryCollation()


def collations_of(data_type: DataType, path: str) -> Iterator[tuple[str, str]]:
    """The collated strings inside of a field: their path and "provider.collation". Structs keep their own."""
    from pyspark.sql._types.nested import ArrayType, MapType

    if isinstance(data_type, ArrayType):
        yield from collations_of(data_type.elementType, f"{path}.element")
    elif isinstance(data_type, MapType):
        yield from collations_of(data_type.keyType, f"{path}.key")
        yield from collations_of(data_type.valueType, f"{path}.value")
    elif isinstance(data_type, StringType) and is_collated(data_type):
        yield path, qualified_name(data_type)


def qualified_name(data_type: StringType) -> str:
    return f"{StringType.collationProvider(data_type.collation)}.{data_type.collation}"


def without_collations(data_type: DataType) -> DataType:
    from pyspark.sql._types.nested import ArrayType, MapType

    if isinstance(data_type, ArrayType):
        return ArrayType(without_collations(data_type.elementType), data_type.containsNull)
    if isinstance(data_type, MapType):
        key, value = without_collations(data_type.keyType), without_collations(data_type.valueType)
        return MapType(key, value, data_type.valueContainsNull)
    return StringType() if isinstance(data_type, StringType) else data_type


def collations_by_path(metadata: dict[str, Any] | None) -> dict[str, str]:
    """What a field's metadata says of collations, without their providers."""
    by_path: dict[str, str] = {}
    for path, qualified in ((metadata or {}).get(_COLLATIONS_METADATA_KEY) or {}).items():
        provider, collation = qualified.split(".")
        _assert_valid_collation_provider(provider)
        by_path[path] = collation
    return by_path


def _assert_valid_collation_provider(provider: str) -> None:
    if provider.lower() not in StringType.providers:
        raise PySparkValueError(
            errorClass="COLLATION_INVALID_PROVIDER",
            messageParameters={"provider": provider, "supportedProviders": ", ".join(StringType.providers)},
        )


def _assert_valid_type_for_collation(fieldPath: str, fieldType: Any, collationMap: dict[str, str]) -> None:
    if fieldPath in collationMap and fieldType != "string":
        raise PySparkTypeError(
            errorClass="INVALID_JSON_DATA_TYPE_FOR_COLLATIONS", messageParameters={"jsonType": fieldType}
        )
