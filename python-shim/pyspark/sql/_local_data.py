"""Rows of Python on their way into a DataFrame: their schema, and their values as the engine keeps them."""

import sys
from collections.abc import Callable, Iterable, Sized
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkValueError
from pyspark.sql._arguments import not_expected_type
from pyspark.sql.types import (
    DataType,
    StructType,
    VariantVal,
    _create_converter,
    _has_nulltype,
    _infer_schema,
    _make_type_verifier,
    _merge_type,
)

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD
    from pyspark.sql.conf import RuntimeConfig

Infer = Callable[[Any], StructType]

# Rows that are looked at where the first one leaves a type open.
_ROWS_TO_LOOK_AT = 100


def is_pandas(data: Any) -> bool:
    """Whoever has a frame of pandas has imported pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


def is_arrow(data: Any) -> bool:
    pyarrow = sys.modules.get("pyarrow")
    return pyarrow is not None and isinstance(data, pyarrow.Table)


def is_numpy(data: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(data, numpy.ndarray)


def table_of_array(array: Any, schema: Any) -> Any:
    """An array of one or two dimensions as a table of Arrow."""
    from pyspark.sql.pandas.utils import require_minimum_pyarrow_version

    require_minimum_pyarrow_version()
    import pyarrow as pa

    if array.ndim not in (1, 2):
        raise PySparkValueError(errorClass="INVALID_NDARRAY_DIMENSION", messageParameters={"dimensions": "1 or 2"})
    columns = [array] if array.ndim == 1 else [array[:, i] for i in range(array.shape[1])]
    if isinstance(schema, StructType):
        names = schema.names
    elif isinstance(schema, list):
        names = schema
    else:
        names = ["value"] if len(columns) == 1 else [f"_{i + 1}" for i in range(len(columns))]
    return pa.Table.from_arrays([pa.array(column) for column in columns], names=names)


def prepare(schema: Any, verify: bool) -> tuple[Any, Callable[[Any], Any] | None]:
    """The schema to use, and what checks a value of the user and makes a row of it, if anything has to be done.

    It goes to the workers by value: those of a real Spark do not have this module.
    """
    if isinstance(schema, StructType):
        return schema, _verifying(_make_type_verifier(schema)) if verify else None
    if isinstance(schema, DataType):
        check = _make_type_verifier(schema, name="field value") if verify else lambda _: None
        return StructType().add("value", schema), _verifying_single(check)
    return schema, None


def _verifying(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def verified(row: Any) -> Any:
        check(row)
        return row

    return verified


def _verifying_single(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def verified(value: Any) -> tuple[Any]:
        check(value)
        return (value,)

    return verified


def rows_of_list(data: Iterable[Any], schema: Any, conf: "RuntimeConfig") -> tuple[list[Any], StructType]:
    """Rows as the engine keeps them, and their schema."""
    rows = data if isinstance(data, list) else list(data)
    if any(isinstance(row, VariantVal) for row in rows):
        raise PySparkValueError("Rows cannot be of type VariantVal")
    if schema is None or isinstance(schema, (list, tuple)):
        struct = schema_of_list(rows, schema, conf)
        converter = _create_converter(struct)
        _rename(struct, schema)
    else:
        struct = _require_struct(schema)
        converter = _create_converter(struct)
    return [struct.toInternal(converter(row)) for row in rows], struct


def rows_of_rdd(
    rdd: "RDD[Any]", schema: Any, sampling_ratio: float | None, conf: "RuntimeConfig"
) -> "tuple[RDD[Any], StructType]":
    """Rows as the engine keeps them, and their schema."""
    if schema is None or isinstance(schema, (list, tuple)):
        struct = schema_of_rdd(rdd, sampling_ratio, schema, conf)
        rdd = rdd.map(_create_converter(struct))
        _rename(struct, schema)
    else:
        struct = _require_struct(schema)
    return rdd.map(struct.toInternal), struct


def _require_struct(schema: Any) -> StructType:
    if not isinstance(schema, StructType):
        raise not_expected_type("schema", "list, None or StructType", schema)
    return schema


def _rename(struct: StructType, names: Any) -> None:
    """A row may have more fields than there are names for."""
    for i, name in enumerate(names or ()):
        struct.fields[i].name = name
        struct.names[i] = name


def schema_of_list(rows: Any, names: Any, conf: "RuntimeConfig") -> StructType:
    if not rows:
        raise PySparkValueError(errorClass="CANNOT_INFER_EMPTY_SCHEMA", messageParameters={})
    schema = reduce(_merge_type, map(_inference(names, conf), rows))
    if _has_nulltype(schema):
        raise PySparkValueError(errorClass="CANNOT_DETERMINE_TYPE", messageParameters={})
    return schema


def schema_of_rdd(rdd: "RDD[Any]", sampling_ratio: float | None, names: Any, conf: "RuntimeConfig") -> StructType:
    """Of the first row, or the first hundred if that leaves a type open; or of a share of all rows."""
    first = rdd.first()
    if isinstance(first, Sized) and len(first) == 0:
        raise PySparkValueError(errorClass="CANNOT_INFER_EMPTY_SCHEMA", messageParameters={})
    infer = _inference(names, conf)
    if sampling_ratio is not None:
        sampled = rdd.sample(False, float(sampling_ratio)) if sampling_ratio < 0.99 else rdd
        return sampled.map(infer).reduce(_merge_type)
    schema = infer(first)
    if not _has_nulltype(schema):
        return schema
    for row in rdd.take(_ROWS_TO_LOOK_AT)[1:]:
        schema = _merge_type(schema, infer(row))
        if not _has_nulltype(schema):
            return schema
    raise PySparkValueError(errorClass="CANNOT_DETERMINE_TYPE", messageParameters={})


def _inference(names: Any, conf: "RuntimeConfig") -> Infer:
    """The schema of one row by the settings; it goes to the workers, so it holds values only."""
    return partial(
        _infer_schema,
        names=names,
        infer_dict_as_struct=conf.get("spark.sql.pyspark.inferNestedDictAsStruct.enabled") == "true",
        infer_array_from_first_element=conf.get("spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled")
        == "true",
        infer_map_from_first_pair=conf.get("spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled") == "true",
        prefer_timestamp_ntz=conf.get("spark.sql.timestampType") == "TIMESTAMP_NTZ",
    )
