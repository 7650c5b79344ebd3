"""Arrays of Arrow as series of pandas."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyspark.sql._conversion.arrow_arrays import ArrowArrayConversion
from pyspark.sql.pandas._to_pandas import _create_converter_to_pandas
from pyspark.sql.types import (
    BinaryType,
    BooleanType,
    ByteType,
    DataType,
    DateType,
    DoubleType,
    FloatType,
    Geography,
    GeographyType,
    Geometry,
    GeometryType,
    IntegerType,
    LongType,
    NullType,
    ShortType,
    StructType,
    TimestampNTZType,
    TimestampType,
    TimeType,
    UserDefinedType,
    VariantType,
    VariantVal,
)

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Columns that Arrow converts by itself, and quickest.
_BY_ARROW = (
    NullType,
    BinaryType,
    BooleanType,
    FloatType,
    DoubleType,
    ByteType,
    ShortType,
    IntegerType,
    LongType,
    DateType,
    TimeType,
    TimestampType,
    TimestampNTZType,
)
# Columns with a class of their own for each value.
_BY_VALUE = (UserDefinedType, VariantType, GeographyType, GeometryType)

_NULLABLE_INTEGERS: dict[type[DataType], str] = {
    ByteType: "Int8Dtype",
    ShortType: "Int16Dtype",
    IntegerType: "Int32Dtype",
    LongType: "Int64Dtype",
}


class ArrowArrayToPandasConversion:
    """Columns of Arrow as series, or as frames for structs."""

    @classmethod
    def convert(
        cls,
        arr: "pa.Array | pa.ChunkedArray",
        spark_type: DataType,
        *,
        ser_name: str | None = None,
        timezone: str | None = None,
        struct_in_pandas: str = "dict",
        ndarray_as_list: bool = False,
        prefer_int_ext_dtype: bool = False,
        df_for_struct: bool = False,
    ) -> "pd.Series[Any] | pd.DataFrame":
        """The way that is quickest for the type; instants need a time zone."""
        if cls._prefer_convert_numpy(spark_type, df_for_struct):
            return cls.convert_numpy(
                arr,
                spark_type,
                ser_name=ser_name,
                timezone=timezone,
                struct_in_pandas=struct_in_pandas,
                ndarray_as_list=ndarray_as_list,
                prefer_int_ext_dtype=prefer_int_ext_dtype,
                df_for_struct=df_for_struct,
            )
        return cls.convert_legacy(
            arr,
            spark_type,
            timezone=timezone,
            struct_in_pandas=struct_in_pandas,
            ndarray_as_list=ndarray_as_list,
            df_for_struct=df_for_struct,
        )

    @classmethod
    def convert_legacy(
        cls,
        arr: "pa.Array | pa.ChunkedArray",
        spark_type: DataType,
        *,
        timezone: str | None = None,
        struct_in_pandas: str | None = None,
        ndarray_as_list: bool = False,
        df_for_struct: bool = False,
    ) -> "pd.Series[Any] | pd.DataFrame":
        """Any type, value by value where it must be."""
        if df_for_struct and isinstance(spark_type, StructType):
            return _frame(
                arr,
                spark_type,
                lambda array, inner, _: cls.convert_legacy(
                    array,
                    inner,
                    timezone=timezone,
                    struct_in_pandas=struct_in_pandas,
                    ndarray_as_list=ndarray_as_list,
                ),
            )
        # Dates as objects: nanoseconds hold no dates before 1677 or after 2262.
        series = arr.to_pandas(date_as_object=True, coerce_temporal_nanoseconds=True, integer_object_nulls=True)
        converter = _create_converter_to_pandas(
            spark_type,
            True,
            timezone=timezone,
            struct_in_pandas=struct_in_pandas,
            error_on_duplicated_field_names=True,
            ndarray_as_list=ndarray_as_list,
            integer_object_nulls=True,
        )
        return converter(series)

    @classmethod
    def _prefer_convert_numpy(cls, spark_type: DataType, df_for_struct: bool) -> bool:
        if df_for_struct and isinstance(spark_type, StructType):
            return all(isinstance(field.dataType, _BY_ARROW + _BY_VALUE) for field in spark_type.fields)
        return isinstance(spark_type, _BY_ARROW + _BY_VALUE)

    @classmethod
    def convert_numpy(
        cls,
        arr: "pa.Array | pa.ChunkedArray",
        spark_type: DataType,
        *,
        ser_name: str | None = None,
        timezone: str | None = None,
        struct_in_pandas: str | None = None,
        ndarray_as_list: bool = False,
        prefer_int_ext_dtype: bool = False,
        df_for_struct: bool = False,
    ) -> "pd.Series[Any] | pd.DataFrame":
        """Types that are not made of others, as whole columns."""
        import pandas as pd

        if df_for_struct and isinstance(spark_type, StructType):
            return _frame(
                arr,
                spark_type,
                lambda array, inner, name: cls.convert_numpy(
                    array, inner, ser_name=name, prefer_int_ext_dtype=prefer_int_ext_dtype
                ),
            )
        # Lost by the next step.
        name = arr._name if ser_name is None else ser_name
        arr = ArrowArrayConversion.preprocess_time(arr)
        integers = _NULLABLE_INTEGERS.get(type(spark_type)) if prefer_int_ext_dtype else None
        if integers is not None:
            series = arr.to_pandas(types_mapper=pd.ArrowDtype).astype(getattr(pd, integers)())
        else:
            series = arr.to_pandas()
            convert = _value_converter(spark_type)
            if convert is not None:
                series = series.map(lambda value: None if value is None else convert(value))
        return series.rename(name)


def _value_converter(spark_type: DataType) -> Callable[[Any], Any] | None:
    match spark_type:
        case UserDefinedType():
            return lambda value: value if hasattr(value, "__UDT__") else spark_type.deserialize(value)
        case VariantType():
            return lambda value: VariantVal(value["value"], value["metadata"])
        case GeographyType():
            return lambda value: Geography.fromWKB(value["wkb"], value["srid"])
        case GeometryType():
            return lambda value: Geometry.fromWKB(value["wkb"], value["srid"])
    return None


def _frame(
    arr: "pa.Array | pa.ChunkedArray",
    spark_type: StructType,
    convert: Callable[["pa.Array", DataType, str], Any],
) -> "pd.DataFrame":
    """A struct with a column for each field."""
    import pandas as pd

    arrays = arr.flatten()
    assert len(arrays) == len(spark_type.fields)
    columns = [
        convert(array, field.dataType, field.name) for array, field in zip(arrays, spark_type.fields, strict=True)
    ]
    frame = pd.concat(columns, axis=1)
    frame.columns = pd.Index(spark_type.names)
    return frame
