"""Batches of Arrow made into other batches, or into series."""

from functools import partial
from typing import TYPE_CHECKING, Any

import pyspark
from pyspark.errors import PySparkRuntimeError
from pyspark.sql.types import StructType

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class ArrowBatchTransformer:
    """Functions from batch to batch, without side effects."""

    @staticmethod
    def flatten_struct(batch: "pa.RecordBatch", column_index: int = 0) -> "pa.RecordBatch":
        """The fields of a struct column as columns."""
        import pyarrow as pa

        struct = batch.column(column_index)
        return pa.RecordBatch.from_arrays(struct.flatten(), schema=pa.schema(struct.type))

    @classmethod
    def select_columns(cls, batch: "pa.RecordBatch", column_indices: list[int]) -> "pa.RecordBatch":
        """Some columns by their places."""
        import pyarrow as pa

        return pa.RecordBatch.from_arrays(
            [batch.column(i) for i in column_indices], [batch.schema.names[i] for i in column_indices]
        )

    @staticmethod
    def wrap_struct(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        """All columns as one struct column `_0`."""
        import pyarrow as pa

        if batch.num_columns == 0:
            # Without children a struct array cannot be told its length.
            struct = pa.array([{}] * batch.num_rows)
        else:
            struct = pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))
        return pa.RecordBatch.from_arrays([struct], ["_0"])

    @classmethod
    def enforce_schema(
        cls,
        batch: "pa.RecordBatch | pa.Table",
        arrow_schema: "pa.Schema",
        *,
        arrow_cast: bool = True,
        safecheck: bool = True,
        reorder_by_name: bool = True,
    ) -> "pa.RecordBatch | pa.Table":
        """The columns that a schema asks for, by name or by place, cast to its types or refused."""
        has_columns = batch.num_columns > 0 and len(arrow_schema) > 0
        if not has_columns or batch.schema.equals(arrow_schema, check_metadata=False):
            return batch
        if reorder_by_name:
            _expect_names(batch.schema.names, arrow_schema.names)
            sources = [batch.column(name) for name in arrow_schema.names]
            names = arrow_schema.names
        else:
            if batch.num_columns != len(arrow_schema):
                raise PySparkRuntimeError(
                    errorClass="RESULT_COLUMN_SCHEMA_MISMATCH",
                    messageParameters={"expected": str(len(arrow_schema)), "actual": str(batch.num_columns)},
                )
            sources, names = batch.columns, batch.schema.names
        columns = _cast_columns(sources, arrow_schema, arrow_cast, safecheck)
        return type(batch).from_arrays(columns, names=names)

    @classmethod
    def to_pandas(
        cls,
        batch: "pa.RecordBatch | pa.Table",
        timezone: str,
        schema: StructType | None = None,
        struct_in_pandas: str = "dict",
        ndarray_as_list: bool = False,
        prefer_int_ext_dtype: bool = False,
        df_for_struct: bool = False,
    ) -> "list[pd.Series[Any] | pd.DataFrame]":
        """A series, or a frame for a struct if asked for, for each column; without a schema the types are Arrow's."""
        import pandas as pd

        from pyspark.sql._conversion.arrow_to_pandas import ArrowArrayToPandasConversion
        from pyspark.sql.pandas.types import from_arrow_schema

        if batch.num_columns == 0:
            # Something to count the rows by.
            return [pd.Series([pyspark._NoValue] * batch.num_rows)]
        convert = partial(
            ArrowArrayToPandasConversion.convert,
            timezone=timezone,
            df_for_struct=df_for_struct,
            struct_in_pandas=struct_in_pandas,
            prefer_int_ext_dtype=prefer_int_ext_dtype,
            ndarray_as_list=ndarray_as_list,
        )
        fields = (schema or from_arrow_schema(batch.schema)).fields
        # A schema may have more fields than the batch has columns.
        return [
            convert(column, field.dataType, ser_name=field.name)
            for column, field in zip(batch.columns, fields[: batch.num_columns], strict=True)
        ]


def _expect_names(actual: list[str], expected: list[str]) -> None:
    def listed(label: str, names: set[str]) -> str:
        return f" {label}: {', '.join(sorted(names))}." if names else ""

    wanted, given = set(expected), set(actual)
    if wanted != given:
        differences = {"missing": listed("Missing", wanted - given), "extra": listed("Unexpected", given - wanted)}
        raise PySparkRuntimeError(errorClass="RESULT_COLUMN_NAMES_MISMATCH", messageParameters=differences)


def _cast_columns(sources: list[Any], schema: "pa.Schema", arrow_cast: bool, safe: bool) -> list[Any]:
    import pyarrow as pa

    columns, mismatches = [], []
    for field, source in zip(schema, sources, strict=True):
        column = source
        if source.type != field.type:
            try:
                column = source.cast(target_type=field.type, safe=safe) if arrow_cast else None
            except (pa.ArrowInvalid, pa.ArrowTypeError):
                column = None
        if column is None:
            mismatches.append(f"column '{field.name}' (expected {field.type}, actual {source.type})")
        columns.append(column)
    if mismatches:
        raise PySparkRuntimeError(
            errorClass="RESULT_COLUMN_TYPES_MISMATCH", messageParameters={"mismatch": ", ".join(mismatches)}
        )
    return columns
