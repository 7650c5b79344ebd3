"""Between Arrow batches and pandas, as the settings of a query ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyspark._worker.settings import Settings
from pyspark.sql.conversion import ArrowBatchTransformer, PandasToArrowConversion
from pyspark.sql.types import DataType, StructField, StructType

if TYPE_CHECKING:
    import pyarrow as pa


def numbered_schema(types: Sequence[DataType]) -> StructType:
    """Results carry the names `_0`, `_1`, …"""
    return StructType([StructField(f"_{i}", data_type) for i, data_type in enumerate(types)])


@dataclass(frozen=True)
class PandasBridge:
    settings: Settings

    def columns(self, batch: "pa.RecordBatch | pa.Table", **how: Any) -> list[Any]:
        """A series, or a frame for a struct if asked for, for each column."""
        return ArrowBatchTransformer.to_pandas(
            batch, timezone=self.settings.time_zone, prefer_int_ext_dtype=self.settings.nullable_integers, **how
        )

    def batch(self, results: Sequence[Any], schema: StructType, **how: Any) -> "pa.RecordBatch":
        """A series or frame for each field of the schema, as a batch."""
        options: dict[str, Any] = {
            "timezone": self.settings.time_zone,
            "safecheck": self.settings.safe_casts,
            "arrow_cast": True,
            "prefers_large_types": self.settings.large_types,
            "assign_cols_by_name": self.settings.by_name,
            "int_to_decimal_coercion_enabled": self.settings.integers_to_decimals,
        }
        return PandasToArrowConversion.convert(results, schema, **{**options, **how})
