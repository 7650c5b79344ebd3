"""Functions over the groups of a frame: applyInPandas, applyInArrow, and both over two frames."""

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, cast

from pyspark.errors import PySparkNotImplementedError, PySparkTypeError
from pyspark.sql.column import Column
from pyspark.sql.types import StructType
from pyspark.util import PythonEvalType

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql.dataframe import DataFrame
    from pyspark.sql.group import GroupedData

GroupFunction = Callable[..., Any]


def _function(func: GroupFunction, schema: StructType | str, kind: int, *groups: "GroupedData") -> "JavaObject":
    """The function called with all columns of the frames that were grouped."""
    from pyspark.sql.pandas.functions import pandas_udf

    udf = pandas_udf(func, returnType=schema, functionType=kind)
    return udf(*[column for group in groups for column in PandasCogroupedOps._extract_cols(group)])._jc


def _frame(jdf: "JavaObject", group: "GroupedData") -> "DataFrame":
    from pyspark.sql.dataframe import DataFrame

    return DataFrame(jdf, group.session)


def _inferred(infer: Callable[[GroupFunction], int | None], func: GroupFunction, otherwise: int) -> int:
    try:
        return infer(func) or otherwise
    except Exception as error:
        warnings.warn(f"Cannot infer the eval type from type hints: {error}", UserWarning, stacklevel=3)
        return otherwise


class PandasGroupedOpsMixin:
    """Part of `GroupedData`."""

    def apply(self, udf: Any) -> "DataFrame":
        """The old way to `applyInPandas`, with a function made by `pandas_udf`."""
        if isinstance(udf, Column) or getattr(udf, "evalType", None) != PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF:
            raise PySparkTypeError(
                errorClass="INVALID_UDF_EVAL_TYPE",
                messageParameters={"eval_type": "SQL_GROUPED_MAP_PANDAS_UDF"},
            )
        warnings.warn(
            "It is preferred to use 'applyInPandas' over this API. This API will be deprecated in the future releases. "
            "See SPARK-28264 for more details.",
            UserWarning,
            stacklevel=2,
        )
        return self.applyInPandas(udf.func, schema=udf.returnType)

    def applyInPandas(self, func: GroupFunction, schema: StructType | str) -> "DataFrame":
        """Replaces the rows of each group by those of the frame that a function makes of it.

        The function takes the group as a frame, or the tuple of its key values and the frame. By type hints it may
        take and give iterators of frames instead.
        """
        from pyspark.sql.pandas.typehints import infer_group_pandas_eval_type_from_func

        kind = _inferred(infer_group_pandas_eval_type_from_func, func, PythonEvalType.SQL_GROUPED_MAP_PANDAS_UDF)
        group = cast("GroupedData", self)
        return _frame(group._jgd.flatMapGroupsInPandas(_function(func, schema, kind, group)), group)

    def applyInArrow(self, func: GroupFunction, schema: StructType | str) -> "DataFrame":
        """As `applyInPandas`, with tables of Arrow, or iterators of record batches."""
        from pyspark.sql.pandas.typehints import infer_group_arrow_eval_type_from_func

        kind = _inferred(infer_group_arrow_eval_type_from_func, func, PythonEvalType.SQL_GROUPED_MAP_ARROW_UDF)
        group = cast("GroupedData", self)
        return _frame(group._jgd.flatMapGroupsInArrow(_function(func, schema, kind, group)), group)

    def applyInPandasWithState(
        self,
        func: GroupFunction,
        outputStructType: StructType | str,
        stateStructType: StructType | str,
        outputMode: str,
        timeoutConf: str,
    ) -> "DataFrame":
        """For streams, which this client does not have yet."""
        _no_streams("applyInPandasWithState")

    def transformWithStateInPandas(
        self,
        statefulProcessor: Any,
        outputStructType: StructType | str,
        outputMode: str,
        timeMode: str,
        initialState: "GroupedData | None" = None,
        eventTimeColumnName: str = "",
    ) -> "DataFrame":
        """For streams, which this client does not have yet."""
        _no_streams("transformWithStateInPandas")

    def transformWithState(
        self,
        statefulProcessor: Any,
        outputStructType: StructType | str,
        outputMode: str,
        timeMode: str,
        initialState: "GroupedData | None" = None,
        eventTimeColumnName: str = "",
    ) -> "DataFrame":
        """For streams, which this client does not have yet."""
        _no_streams("transformWithState")

    def cogroup(self, other: "GroupedData") -> "PandasCogroupedOps":
        """The groups of two frames side by side, by equal keys."""
        return PandasCogroupedOps(cast("GroupedData", self), other)


def _no_streams(feature: str) -> NoReturn:
    raise PySparkNotImplementedError(errorClass="NOT_IMPLEMENTED", messageParameters={"feature": feature})


class PandasCogroupedOps:
    """Two frames, grouped; made by `GroupedData.cogroup`."""

    def __init__(self, gd1: "GroupedData", gd2: "GroupedData"):
        self._gd1 = gd1
        self._gd2 = gd2

    def applyInPandas(self, func: GroupFunction, schema: StructType | str) -> "DataFrame":
        """The rows of the frame that a function makes of each two groups of the same key.

        The function takes both as frames, of which one may be empty, or the tuple of key values and both.
        """
        column = _function(func, schema, PythonEvalType.SQL_COGROUPED_MAP_PANDAS_UDF, self._gd1, self._gd2)
        return _frame(self._gd1._jgd.flatMapCoGroupsInPandas(self._gd2._jgd, column), self._gd1)

    def applyInArrow(self, func: GroupFunction, schema: StructType | str) -> "DataFrame":
        """As `applyInPandas`, with tables of Arrow."""
        column = _function(func, schema, PythonEvalType.SQL_COGROUPED_MAP_ARROW_UDF, self._gd1, self._gd2)
        return _frame(self._gd1._jgd.flatMapCoGroupsInArrow(self._gd2._jgd, column), self._gd1)

    @staticmethod
    def _extract_cols(gd: "GroupedData") -> list[Column]:
        return [gd._df[name] for name in gd._df.columns]
