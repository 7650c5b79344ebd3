"""Series and frames of pandas as batches of Arrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql._conversion.arrow_batches import ArrowBatchTransformer
from pyspark.sql.pandas._from_pandas import _create_converter_from_pandas
from pyspark.sql.pandas.types import to_arrow_type
from pyspark.sql.types import DataType, StructType

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_UNSAFE_HINT = (
    " It can be caused by overflows or other unsafe conversions warned by Arrow. Arrow safe type check can be "
    "disabled by using SQL config `spark.sql.execution.pandas.convertToArrowArraySafely`."
)


class PandasToArrowConversion:
    """From pandas to Arrow, by a schema of Spark."""

    @classmethod
    def convert(
        cls,
        data: "pd.DataFrame | Sequence[pd.Series[Any] | pd.DataFrame]",
        schema: StructType,
        *,
        timezone: str | None = None,
        safecheck: bool = True,
        arrow_cast: bool = False,
        prefers_large_types: bool = False,
        assign_cols_by_name: bool = False,
        int_to_decimal_coercion_enabled: bool = False,
        ignore_unexpected_complex_type_values: bool = False,
        is_legacy: bool = False,
    ) -> "pa.RecordBatch":
        """A batch with a column for each field of the schema.

        The data are a frame, or a series (for a struct: a frame) for each field. Values of other types are cast if
        `arrow_cast`, and with `is_legacy` even where Arrow sees no way from type to type.
        """
        options = _Options(
            timezone,
            safecheck,
            arrow_cast,
            prefers_large_types,
            assign_cols_by_name,
            int_to_decimal_coercion_enabled,
            ignore_unexpected_complex_type_values,
            is_legacy,
        )
        return options.batch(data, schema)


@dataclass(frozen=True)
class _Options:
    timezone: str | None
    safe: bool
    arrow_cast: bool
    large_types: bool
    by_name: bool
    integers_to_decimals: bool
    ignore_unexpected: bool
    is_legacy: bool

    def batch(self, data: Any, schema: StructType) -> "pa.RecordBatch":
        import pandas as pd
        import pyarrow as pa

        if len(schema.fields) == 0:
            rows = len(data[0]) if isinstance(data, list) and data else len(data)
            # A batch without columns is given its length by one that is then left out.
            return pa.RecordBatch.from_pydict({"_": [None] * rows}).select([])
        if not isinstance(data, pd.DataFrame):
            columns: list[Any] = list(data)
        elif len(data.columns) == 0:
            return pa.RecordBatch.from_struct_array(pa.array([{}] * len(data), self.arrow_type(schema)))
        else:
            if self.by_name and any(isinstance(name, str) for name in data.columns):
                data = data[schema.names]
            columns = [data.iloc[:, i] for i in range(len(schema.fields))]
        arrays = [
            self.column(column, field.dataType, field.name)
            for column, field in zip(columns, schema.fields, strict=False)
        ]
        return pa.RecordBatch.from_arrays(arrays, schema.names)

    def arrow_type(self, data_type: DataType) -> "pa.DataType":
        return to_arrow_type(data_type, timezone=self.timezone, prefers_large_types=self.large_types)

    def column(self, column: Any, data_type: DataType, name: str) -> "pa.Array":
        import pandas as pd

        if isinstance(column, pd.DataFrame):
            assert isinstance(data_type, StructType)
            return ArrowBatchTransformer.wrap_struct(self.batch(column, data_type)).column(0)
        if isinstance(column.dtype, pd.CategoricalDtype):
            column = column.astype(column.dtype.categories.dtype)
        converter = _create_converter_from_pandas(
            data_type,
            timezone=self.timezone,
            error_on_duplicated_field_names=False,
            int_to_decimal_coercion_enabled=self.integers_to_decimals,
            ignore_unexpected_complex_type_values=self.ignore_unexpected,
        )
        return self.array(converter(column), self.arrow_type(data_type), name)

    def array(self, series: Any, arrow_type: "pa.DataType", name: str) -> "pa.Array":
        import pyarrow as pa

        # A value that Arrow finds wrong may be cast; one of a wrong type only in the old way.
        castable = pa.ArrowException if self.is_legacy else pa.ArrowInvalid
        # Extension arrays know their NULLs themselves.
        mask = None if hasattr(series.array, "__arrow_array__") else series.isnull()
        try:
            try:
                return pa.Array.from_pandas(series, mask=mask, type=arrow_type, safe=self.safe)
            except castable:
                if not self.arrow_cast:
                    raise
                return pa.Array.from_pandas(series, mask=mask).cast(target_type=arrow_type, safe=self.safe)
        except TypeError as error:
            raise PySparkTypeError(self.failure(series, arrow_type, name, is_type=True)) from error
        except (ValueError, pa.ArrowException) as error:
            if not self.is_legacy and not isinstance(error, ValueError):
                raise
            message = self.failure(series, arrow_type, name, is_type=False)
            raise PySparkValueError(message + (_UNSAFE_HINT if self.safe else "")) from error

    def failure(self, series: Any, arrow_type: "pa.DataType", name: str, is_type: bool) -> str:
        # Spark's words: programs and tests look for them.
        if self.is_legacy:
            return (
                f"Exception thrown when converting pandas.Series ({series.dtype}) with name '{name}' "
                f"to Arrow Array ({arrow_type})."
            )
        if is_type:
            return (
                f"Cannot convert the output value of the column '{name}' with type '{series.dtype}' to the specified "
                f"return type of the column: '{arrow_type}'. Please check if the data types match and try again."
            )
        return (
            f"Failed to convert the value of the column '{name}' with type '{series.dtype}' "
            f"to Arrow type '{arrow_type}'."
        )
