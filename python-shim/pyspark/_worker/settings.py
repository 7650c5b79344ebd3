"""Settings of a query as Python functions see them."""

from collections.abc import Mapping
from dataclasses import dataclass

_LEGACY = "spark.sql.legacy.execution"
_PANDAS = "spark.sql.execution.pythonUDF.pandas"


@dataclass(frozen=True)
class Settings:
    time_zone: str
    # Columns of results go to those of the schema by name, where they have names; else by place.
    by_name: bool
    large_types: bool
    safe_casts: bool
    integers_to_decimals: bool
    nullable_integers: bool
    binary_as_bytes: bool
    # Rows of `udf(useArrow=True)` go by way of pandas, as in Spark 3.5.
    legacy_udf: bool
    legacy_udtf: bool
    # Any iterable may come from mapInPandas and mapInArrow, not iterators alone.
    accept_iterables: bool
    # Threads that call a row-wise function over Arrow; below 1 means the task's own.
    threads: int
    udf_profiler: str
    data_source_profiler: str
    # Whether each window function's frame is "unbounded" or "bounded".
    window_bounds: list[str]


def read_settings(conf: Mapping[str, str]) -> Settings:
    def flag(key: str, default: str = "false") -> bool:
        return conf.get(key, default).lower() == "true"

    return Settings(
        time_zone=conf.get("spark.sql.session.timeZone", "UTC"),
        by_name=flag(f"{_LEGACY}.pandas.groupedMap.assignColumnsByName", "true"),
        large_types=flag("spark.sql.execution.arrow.useLargeVarTypes"),
        safe_casts=flag("spark.sql.execution.pandas.convertToArrowArraySafely"),
        integers_to_decimals=flag(f"{_PANDAS}.intToDecimalCoercionEnabled"),
        nullable_integers=flag(f"{_PANDAS}.preferIntExtensionDtype"),
        binary_as_bytes=flag("spark.sql.execution.pyspark.binaryAsBytes", "true"),
        legacy_udf=flag(f"{_LEGACY}.pythonUDF.pandas.conversion.enabled"),
        legacy_udtf=flag(f"{_LEGACY}.pythonUDTF.pandas.conversion.enabled"),
        accept_iterables=flag("spark.sql.execution.pythonUDF.mapInBatch.legacy.acceptAnyIterable.enabled", "true"),
        threads=int(conf.get("spark.sql.execution.pythonUDF.arrow.concurrency.level", "-1")),
        udf_profiler=conf.get("spark.sql.pyspark.udf.profiler", "").lower(),
        data_source_profiler=conf.get("spark.sql.pyspark.dataSource.profiler", "").lower(),
        window_bounds=[bound.strip().lower() for bound in conf.get("window_bound_types", "").split(",")],
    )
