"""Arrays of Arrow with some of their values, at any depth, made into others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class ArrowArrayConversion:
    """Converts what is of certain types and leaves all else."""

    @classmethod
    def check_conversion(cls, pa_type: "pa.DataType", check_type: Callable[["pa.DataType"], bool]) -> bool:
        """Whether a type, or one that it is made of, is to be converted."""
        import pyarrow.types as types

        if check_type(pa_type):
            return True
        if types.is_dictionary(pa_type):
            return cls.check_conversion(pa_type.value_type, check_type)
        if types.is_map(pa_type):
            return any(cls.check_conversion(part, check_type) for part in (pa_type.key_type, pa_type.item_type))
        if types.is_struct(pa_type):
            return any(cls.check_conversion(field.type, check_type) for field in pa_type)
        if types.is_list(pa_type) or types.is_large_list(pa_type) or types.is_fixed_size_list(pa_type):
            return cls.check_conversion(pa_type.value_type, check_type)
        return False

    @classmethod
    def convert_array(
        cls,
        arr: "pa.Array",
        check_type: Callable[["pa.DataType"], bool],
        convert: Callable[["pa.Array"], "pa.Array"],
    ) -> "pa.Array":
        """Converts the parts of an array that are of the types asked for."""
        import pyarrow as pa
        import pyarrow.types as types

        assert isinstance(arr, pa.Array)

        def inner(part: "pa.Array") -> "pa.Array":
            return cls.convert_array(part, check_type, convert)

        at = arr.type
        if not cls.check_conversion(at, check_type):
            return arr
        if check_type(at):
            converted = convert(arr)
            assert len(converted) == len(arr)
            return converted
        if types.is_list(at):
            return pa.ListArray.from_arrays(arr.offsets, inner(arr.values))
        if types.is_large_list(at):
            return pa.LargeListArray.from_arrays(arr.offsets, inner(arr.values))
        if types.is_fixed_size_list(at):
            return pa.FixedSizeListArray.from_arrays(inner(arr.values), at.list_size)
        if types.is_dictionary(at):
            return pa.DictionaryArray.from_arrays(arr.indices, inner(arr.dictionary))
        if types.is_map(at):
            return pa.MapArray.from_arrays(arr.offsets, inner(arr.keys), inner(arr.items))
        return pa.StructArray.from_arrays([inner(arr.field(i)) for i in range(at.num_fields)], names=at.names)

    @classmethod
    def convert(
        cls,
        arr: "pa.Array | pa.ChunkedArray",
        check_type: Callable[["pa.DataType"], bool],
        convert: Callable[["pa.Array"], "pa.Array"],
    ) -> "pa.Array | pa.ChunkedArray":
        """Converts an array, or each of its chunks."""
        import pyarrow as pa

        assert isinstance(arr, (pa.Array, pa.ChunkedArray))
        if not cls.check_conversion(arr.type, check_type):
            return arr
        if isinstance(arr, pa.Array):
            return cls.convert_array(arr, check_type, convert)
        return pa.chunked_array([cls.convert_array(chunk, check_type, convert) for chunk in arr.iterchunks()])

    @classmethod
    def localize_tz(cls, arr: "pa.Array | pa.ChunkedArray") -> "pa.Array | pa.ChunkedArray":
        """Instants as local times of the time zone that their own type names."""
        import pyarrow.compute as pc
        import pyarrow.types as types

        return cls.convert(
            arr,
            check_type=lambda at: types.is_timestamp(at) and at.tz is not None,
            convert=pc.local_timestamp,
        )

    @classmethod
    def preprocess_time(cls, arr: "pa.Array | pa.ChunkedArray") -> "pa.Array | pa.ChunkedArray":
        """Local times in nanoseconds, as pandas before 3 has them."""
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.types as types

        def convert(times: "pa.Array") -> "pa.Array":
            local = times if times.type.tz is None else pc.local_timestamp(times)
            return local if local.type.unit == "ns" else pc.cast(local, target_type=pa.timestamp("ns"))

        return cls.convert(
            arr,
            check_type=lambda at: types.is_timestamp(at) and (at.unit != "ns" or at.tz is not None),
            convert=convert,
        )
