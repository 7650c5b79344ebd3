"""Between frames of Spark and those of pandas or tables of Arrow: toPandas, toArrow, createDataFrame."""

import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from pyspark.errors import PySparkTypeError, PySparkValueError
from pyspark.sql.pandas._from_pandas import _create_converter_from_pandas
from pyspark.sql.pandas._local_records import records_of_frame
from pyspark.sql.pandas._to_pandas import _create_converter_to_pandas
from pyspark.sql.pandas.serializers import ArrowCollectSerializer, ArrowStreamSerializer
from pyspark.sql.pandas.types import (
    _check_arrow_table_timestamps_localize,
    _deduplicate_field_names,
    from_arrow_schema,
    from_arrow_type,
    to_arrow_schema,
    to_arrow_type,
)
from pyspark.sql.pandas.utils import require_minimum_pandas_version, require_minimum_pyarrow_version
from pyspark.sql.types import DataType, MapType, StringType, StructType, _has_type

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.session import SparkSession

_FALLBACK = "spark.sql.execution.arrow.pyspark.fallback.enabled"


def _confs(session: "SparkSession", *names: str) -> list[str]:
    """Several settings in one call."""
    return list(session._jconf.getConfs(list(names)))


def create_arrow_array_from_pandas(
    series: "pd.Series[Any]",
    spark_type: DataType | None,
    *,
    timezone: str | None = None,
    safecheck: bool = False,
    prefers_large_types: bool = False,
) -> "pa.Array":
    """A series as an array of Arrow for a type of Spark, or of the type that Arrow infers."""
    import pandas as pd
    import pyarrow as pa

    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.dtype.categories.dtype)
    arrow_type = None
    if spark_type is not None:
        arrow_type = to_arrow_type(spark_type, timezone=timezone, prefers_large_types=prefers_large_types)
        converter = _create_converter_from_pandas(spark_type, timezone=timezone, error_on_duplicated_field_names=False)
        series = converter(series)
    # Extension arrays know their NULLs themselves.
    mask = None if hasattr(series.array, "__arrow_array__") else series.isnull()
    try:
        array = pa.Array.from_pandas(series, mask=mask, type=arrow_type, safe=safecheck)
    except (TypeError, ValueError) as error:
        message = (
            f"Exception thrown when converting pandas.Series ({series.dtype}) with name '{series.name}' "
            f"to Arrow Array ({arrow_type})."
        )
        if isinstance(error, TypeError):
            raise PySparkTypeError(message) from error
        if safecheck:
            message += (
                " It can be caused by overflows or other unsafe conversions warned by Arrow. Arrow safe type check "
                "can be disabled by using SQL config `spark.sql.execution.pandas.convertToArrowArraySafely`."
            )
        raise PySparkValueError(message) from error
    # PyArrow before 19 gives large strings for some extension arrays, whatever it is asked for.
    return array if arrow_type is None or array.type == arrow_type else array.cast(arrow_type)


def create_arrow_table_from_pandas(
    series_with_types: "Iterable[tuple[pd.Series[Any], DataType | None]]",
    *,
    timezone: str | None = None,
    safecheck: bool = False,
    prefers_large_types: bool = False,
) -> "pa.Table":
    """Series as the columns `_0`, `_1`, … of a table."""
    import pyarrow as pa

    arrays = [
        create_arrow_array_from_pandas(
            series, spark_type, timezone=timezone, safecheck=safecheck, prefers_large_types=prefers_large_types
        )
        for series, spark_type in series_with_types
    ]
    return pa.Table.from_arrays(arrays, names=[f"_{i}" for i in range(len(arrays))])


def _convert_arrow_table_to_pandas(
    arrow_table: "pa.Table",
    schema: StructType,
    *,
    timezone: str | None = None,
    struct_handling_mode: str | None = None,
    date_as_object: bool = False,
    self_destruct: bool = False,
) -> "pd.DataFrame":
    """A table as a frame; with `self_destruct` each column's memory is given back once it is converted."""
    import pandas as pd

    options: dict[str, Any] = {"coerce_temporal_nanoseconds": True, "date_as_object": date_as_object}
    if len(schema.fields) == 0:
        return arrow_table.to_pandas(**options)
    if self_destruct and arrow_table.num_rows > 0:
        options |= {"self_destruct": True, "split_blocks": True, "use_threads": False}
    refuses_equal_names = False
    if struct_handling_mode == "legacy" and any(_has_type(field.dataType, StructType) for field in schema.fields):
        refuses_equal_names = True
        struct_handling_mode = "dict"
    # Names of columns may be equal, and pandas would then give frames for them.
    arrow_table = arrow_table.rename_columns([f"col_{i}" for i in range(len(schema.names))])
    columns = [
        _create_converter_to_pandas(
            field.dataType,
            field.nullable,
            timezone=timezone,
            struct_in_pandas=struct_handling_mode,
            error_on_duplicated_field_names=refuses_equal_names,
        )(column.to_pandas(**options))
        for column, field in zip(arrow_table.columns, schema.fields, strict=True)
    ]
    frame = pd.concat(columns, axis="columns")
    frame.columns = pd.Index(schema.names)
    return frame


def _warn_and_decide(operation: str, error: Exception, falls_back: bool) -> None:
    """Before any data moved, a failure of Arrow may be taken for a reason to do without it."""
    enabled = "spark.sql.execution.arrow.pyspark.enabled"
    head = f"{operation} attempted Arrow optimization because '{enabled}' is set to true"
    if falls_back:
        warnings.warn(
            f"{head}; however, failed by the reason below:\n  {error}\n"
            f"Attempting non-optimization as '{_FALLBACK}' is set to true.",
            stacklevel=4,
        )
        return
    warnings.warn(
        f"{head}, but has reached the error below and will not continue because automatic fallback with "
        f"'{_FALLBACK}' has been set to false.\n  {error}",
        stacklevel=4,
    )
    raise error


class PandasConversionMixin:
    """Part of `DataFrame`."""

    def _to_pandas(self, **kwargs: Any) -> "pd.DataFrame":
        require_minimum_pandas_version()
        frame = cast("DataFrame", self)
        timezone, uses_arrow, large, falls_back, self_destruct, structs = _confs(
            frame.sparkSession,
            "spark.sql.session.timeZone",
            "spark.sql.execution.arrow.pyspark.enabled",
            "spark.sql.execution.arrow.useLargeVarTypes",
            _FALLBACK,
            "spark.sql.execution.arrow.pyspark.selfDestruct.enabled",
            "spark.sql.execution.pandas.structHandlingMode",
        )
        structs = str(kwargs.get("pandasStructHandlingMode", structs))
        if uses_arrow == "true":
            arrow_schema = None
            try:
                require_minimum_pyarrow_version()
                arrow_schema = to_arrow_schema(frame.schema, timezone="UTC", prefers_large_types=large == "true")
            except Exception as error:
                _warn_and_decide("toPandas", error, falls_back == "true")
            if arrow_schema is not None:
                return self._to_pandas_by_arrow(arrow_schema, timezone, structs, self_destruct == "true")
        return _rows_to_pandas(frame, timezone, structs)

    def _to_pandas_by_arrow(
        self, arrow_schema: "pa.Schema", timezone: str, structs: str, self_destruct: bool
    ) -> "pd.DataFrame":
        import pyarrow as pa

        try:
            batches = self._collect_as_arrow(split_batches=self_destruct)
            table = pa.Table.from_batches(batches) if batches else arrow_schema.empty_table()
            # Held by the table alone from here on.
            del batches
            return _convert_arrow_table_to_pandas(
                table,
                cast("DataFrame", self).schema,
                timezone=timezone,
                struct_handling_mode=structs,
                date_as_object=True,
                self_destruct=self_destruct,
            )
        except Exception as error:
            warnings.warn(
                "toPandas attempted Arrow optimization because 'spark.sql.execution.arrow.pyspark.enabled' is set to "
                "true, but has reached the error below and can not continue. Note that "
                f"'{_FALLBACK}' does not have an effect on failures in the middle of computation.\n  {error}",
                stacklevel=4,
            )
            raise

    def toArrow(self) -> "pa.Table":
        """All rows as a table of Arrow, in the memory of this process."""
        require_minimum_pyarrow_version()
        import pyarrow as pa

        frame = cast("DataFrame", self)
        large, self_destruct = _confs(
            frame.sparkSession,
            "spark.sql.execution.arrow.useLargeVarTypes",
            "spark.sql.execution.arrow.pyspark.selfDestruct.enabled",
        )
        schema = to_arrow_schema(
            frame.schema,
            error_on_duplicated_field_names_in_struct=True,
            timezone="UTC",
            prefers_large_types=large == "true",
        )
        batches = self._collect_as_arrow(self_destruct == "true", False, large == "true")
        return pa.Table.from_batches(batches).cast(schema)

    def _collect_as_arrow(
        self,
        split_batches: bool = False,
        empty_list_if_zero_records: bool = True,
        prefers_large_var_types: bool = False,
    ) -> "list[pa.RecordBatch]":
        """All rows as batches in order; `split_batches` gives each column memory that can be freed by itself."""
        import pyarrow as pa

        from pyspark.errors.exceptions.captured import unwrap_spark_exception
        from pyspark.traceback_utils import SCCallSiteSync
        from pyspark.util import _load_from_socket

        def split(batch: "pa.RecordBatch") -> "pa.RecordBatch":
            columns = [pa.concat_arrays([column]) for column in batch.columns]
            return pa.RecordBatch.from_arrays(columns, schema=batch.schema)

        frame = cast("DataFrame", self)
        with SCCallSiteSync(frame._sc):
            port, secret, server = frame._jdf.collectAsArrowToPython()
        try:
            with _load_from_socket((port, secret), ArrowCollectSerializer()) as stream:
                batches = [split(batch) for batch in stream] if split_batches else list(stream)
        finally:
            # The engine's own error says more than the broken stream that it left.
            with unwrap_spark_exception():
                server.getResult()
        if batches or empty_list_if_zero_records:
            return batches
        schema = to_arrow_schema(frame.schema, timezone="UTC", prefers_large_types=prefers_large_var_types)
        return [pa.RecordBatch.from_arrays([pa.array([], type=field.type) for field in schema], schema=schema)]


def _rows_to_pandas(frame: "DataFrame", timezone: str, structs: str) -> "pd.DataFrame":
    """Without Arrow: the rows are collected, then each column is corrected."""
    import pandas as pd

    rows = frame.collect()
    if rows:
        collected = pd.DataFrame.from_records(rows, index=range(len(rows)), columns=frame.columns)
    else:
        collected = pd.DataFrame(columns=frame.columns)
    if len(collected.columns) == 0:
        return collected
    columns = [
        _create_converter_to_pandas(
            field.dataType,
            field.nullable,
            timezone=timezone,
            struct_in_pandas="row" if structs == "legacy" else structs,
            error_on_duplicated_field_names=False,
            timestamp_utc_localized=False,
        )(series)
        for (_, series), field in zip(collected.items(), frame.schema.fields, strict=True)
    ]
    return pd.concat(columns, axis="columns")


class SparkConversionMixin:
    """Part of `SparkSession`."""

    def createDataFrame(
        self,
        data: Any,
        schema: StructType | str | Sequence[str] | None = None,
        samplingRatio: float | None = None,
        verifySchema: bool = True,
    ) -> "DataFrame":
        """A frame of Spark from one of pandas or a table of Arrow."""
        session = cast("SparkSession", self)
        timestamp_type, timezone, uses_arrow, large, falls_back, batch_size, safe, dicts_as_maps = _confs(
            session,
            "spark.sql.timestampType",
            "spark.sql.session.timeZone",
            "spark.sql.execution.arrow.pyspark.enabled",
            "spark.sql.execution.arrow.useLargeVarTypes",
            _FALLBACK,
            "spark.sql.execution.arrow.maxRecordsPerBatch",
            "spark.sql.execution.pandas.convertToArrowArraySafely",
            "spark.sql.execution.pandas.inferPandasDictAsMap",
        )
        prefers_ntz, prefers_large = timestamp_type == "TIMESTAMP_NTZ", large == "true"
        if type(data).__name__ == "Table":
            require_minimum_pyarrow_version()
            names = data.schema.names if schema is None else schema
            return _from_arrow_table(session, data, names, timezone, prefers_ntz, prefers_large, int(batch_size))
        require_minimum_pandas_version()
        if schema is None:
            schema = [str(name) for name in data.columns]
        if uses_arrow == "true" and len(data) > 0:
            try:
                return _from_pandas_by_arrow(
                    session,
                    data,
                    schema,
                    timezone,
                    prefers_ntz,
                    prefers_large,
                    int(batch_size),
                    safe == "true",
                    dicts_as_maps == "true",
                )
            except Exception as error:
                _warn_and_decide("createDataFrame", error, falls_back == "true")
        records = records_of_frame(data, schema, timezone, prefers_ntz)
        names = schema if isinstance(schema, StructType) else list(schema)
        return session._create_dataframe(records, names, samplingRatio, verifySchema)


def _from_pandas_by_arrow(
    session: "SparkSession",
    frame: "pd.DataFrame",
    schema: Any,
    timezone: str,
    prefers_ntz: bool,
    prefers_large: bool,
    batch_size: int,
    safe: bool,
    dicts_as_maps: bool,
) -> "DataFrame":
    require_minimum_pyarrow_version()
    import pyarrow as pa

    if isinstance(schema, (list, tuple)):
        schema = _inferred_schema(frame, schema, prefers_ntz, dicts_as_maps)
    if not isinstance(schema, StructType):
        raise PySparkTypeError(
            errorClass="UNSUPPORTED_DATA_TYPE_FOR_ARROW", messageParameters={"data_type": str(schema)}
        )
    types = [_deduplicate_field_names(field.dataType) for field in schema.fields]
    step = batch_size if batch_size > 0 else len(frame)
    batches: list[pa.RecordBatch] = []
    for start in range(0, len(frame), step):
        part = frame.iloc[start : start + step]
        if len(frame.columns) == 0:
            batches.append(pa.RecordBatch.from_pandas(part))
            continue
        table = create_arrow_table_from_pandas(
            [(series, data_type) for (_, series), data_type in zip(part.items(), types, strict=False)],
            timezone=timezone,
            safecheck=safe,
            prefers_large_types=prefers_large,
        )
        batches.extend(table.to_batches())
    return _from_batches(session, batches, schema)


def _inferred_schema(frame: "pd.DataFrame", names: Sequence[str], prefers_ntz: bool, dicts_as_maps: bool) -> StructType:
    """Arrow's view of a frame; dicts are structs there, and maps if a setting says so."""
    import pyarrow as pa

    def spark_type(arrow_type: "pa.DataType") -> DataType:
        if not dicts_as_maps or not isinstance(arrow_type, pa.StructType):
            return from_arrow_type(arrow_type, prefers_ntz)
        if arrow_type.num_fields == 0:
            raise PySparkValueError(errorClass="CANNOT_INFER_EMPTY_SCHEMA", messageParameters={})
        return MapType(StringType(), from_arrow_type(arrow_type.field(0).type, prefers_ntz))

    schema = StructType()
    for name, field in zip(names, pa.Schema.from_pandas(frame, preserve_index=False), strict=False):
        schema.add(name, spark_type(field.type), nullable=field.nullable)
    return schema


def _from_arrow_table(
    session: "SparkSession",
    table: "pa.Table",
    schema: Any,
    timezone: str,
    prefers_ntz: bool,
    prefers_large: bool,
    batch_size: int,
) -> "DataFrame":
    if isinstance(schema, (list, tuple)):
        table = table.rename_columns(list(schema))
        named = StructType()
        for name, field in zip(schema, table.schema, strict=False):
            named.add(name, from_arrow_type(field.type, prefers_ntz), nullable=field.nullable)
        schema = named
    if not isinstance(schema, StructType):
        schema = from_arrow_schema(table.schema, prefer_timestamp_ntz=prefers_ntz)
    if len(schema.fields) > 0:
        arrow_schema = to_arrow_schema(
            schema,
            error_on_duplicated_field_names_in_struct=True,
            timezone="UTC",
            prefers_large_types=prefers_large,
        )
        table = _check_arrow_table_timestamps_localize(table, schema, True, timezone).cast(arrow_schema)
    return _from_batches(session, table.to_batches(max_chunksize=batch_size), schema)


def _from_batches(session: "SparkSession", batches: "list[pa.RecordBatch]", schema: StructType) -> "DataFrame":
    """Each batch is a partition."""
    from pyspark.sql.dataframe import DataFrame

    jvm = session._jvm
    assert jvm is not None
    read: Callable[[str], Any] = jvm.PythonSQLUtils.readArrowStreamFromFile
    rows = session._sc._serialize_to_jvm(batches, ArrowStreamSerializer(), read, jvm.ArrowIteratorServer)
    frame = DataFrame(jvm.PythonSQLUtils.toDataFrame(rows, schema.json(), session._jsparkSession), session)
    # Known already; asking the engine for it costs a call.
    frame._schema = schema
    return frame
