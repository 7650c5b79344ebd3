"""Whether two schemas are equal."""

import difflib

from pyspark.errors import PySparkAssertionError, PySparkTypeError
from pyspark.sql.types import ArrayType, DataType, DecimalType, MapType, StructField, StructType


def assertSchemaEqual(
    actual: StructType,
    expected: StructType,
    ignoreNullable: bool = True,
    ignoreColumnOrder: bool = False,
    ignoreColumnName: bool = False,
) -> None:
    """Raise a :class:`PySparkAssertionError` that shows the difference, if the schemas are not equal.

    Whether a column may be NULL does not count, except with `ignoreNullable=False`. `ignoreColumnOrder` compares
    columns of the same name, `ignoreColumnName` columns at the same place.
    """
    __tracebackhide__ = True
    for name, given in (("actual", actual), ("expected", expected)):
        if not isinstance(given, StructType):
            raise PySparkTypeError(
                errorClass="NOT_EXPECTED_TYPE",
                messageParameters={
                    "arg_name": name,
                    "expected_type": "struct type",
                    "arg_type": type(given).__name__,
                },
            )
    if ignoreColumnOrder:
        actual, expected = _sorted(actual), _sorted(expected)
    if ignoreColumnName:
        actual, expected = _numbered(actual), _numbered(expected)
    equal = _alike(actual, expected) if ignoreNullable else actual == expected
    if not equal:
        raise_different_schemas(actual, expected)


def raise_different_schemas(actual: StructType, expected: StructType) -> None:
    difference = "\n".join(difflib.ndiff(str(actual).splitlines(), str(expected).splitlines()))
    raise PySparkAssertionError(errorClass="DIFFERENT_SCHEMA", messageParameters={"error_msg": difference})


def _sorted(schema: StructType) -> StructType:
    return StructType(sorted(schema, key=lambda field: field.name))


def _numbered(schema: StructType) -> StructType:
    return StructType([StructField(str(i), field.dataType, field.nullable) for i, field in enumerate(schema)])


def _alike(a: DataType, b: DataType) -> bool:
    """Equal but for NULLs; of types with parameters only those of decimals count."""
    if isinstance(a, ArrayType) and isinstance(b, ArrayType):
        return _alike(a.elementType, b.elementType)
    if isinstance(a, MapType) and isinstance(b, MapType):
        return _alike(a.keyType, b.keyType) and _alike(a.valueType, b.valueType)
    if isinstance(a, StructType) and isinstance(b, StructType):
        return len(a) == len(b) and all(
            one.name == other.name and _alike(one.dataType, other.dataType) for one, other in zip(a, b, strict=True)
        )
    if isinstance(a, DecimalType) and isinstance(b, DecimalType):
        return (a.precision, a.scale) == (b.precision, b.scale)
    return a.typeName() == b.typeName()
