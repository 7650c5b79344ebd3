"""Functions over whole partitions of a frame: mapInPandas and mapInArrow."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from pyspark.sql.types import StructType
from pyspark.util import PythonEvalType

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.resource import ResourceProfile
    from pyspark.sql.dataframe import DataFrame

PartitionFunction = Callable[[Iterator[Any]], Iterator[Any]]


class PandasMapOpsMixin:
    """Part of `DataFrame`."""

    def mapInPandas(
        self,
        func: PartitionFunction,
        schema: StructType | str,
        barrier: bool = False,
        profile: "ResourceProfile | None" = None,
    ) -> "DataFrame":
        """Replaces the rows of each partition by those of the frames that a function yields from its frames.

        With `barrier` the tasks of all partitions start together; `profile` is what resources they need.
        """
        column = self._map_function(func, schema, PythonEvalType.SQL_MAP_PANDAS_ITER_UDF)
        return self._mapped(lambda frame: frame.mapInPandas(column, barrier, self._build_java_profile(profile)))

    def mapInArrow(
        self,
        func: PartitionFunction,
        schema: StructType | str,
        barrier: bool = False,
        profile: "ResourceProfile | None" = None,
    ) -> "DataFrame":
        """As `mapInPandas`, with record batches of Arrow."""
        column = self._map_function(func, schema, PythonEvalType.SQL_MAP_ARROW_ITER_UDF)
        return self._mapped(lambda frame: frame.mapInArrow(column, barrier, self._build_java_profile(profile)))

    def _map_function(self, func: PartitionFunction, schema: StructType | str, kind: int) -> "JavaObject":
        """The function called with all columns."""
        from pyspark.sql.pandas.functions import pandas_udf

        frame = cast("DataFrame", self)
        udf = pandas_udf(func, returnType=schema, functionType=kind)
        return udf(*[frame[name] for name in frame.columns])._jc

    def _mapped(self, operation: Callable[["JavaObject"], "JavaObject"]) -> "DataFrame":
        from pyspark.sql.dataframe import DataFrame

        frame = cast("DataFrame", self)
        return DataFrame(operation(frame._jdf), frame.sparkSession)

    def _build_java_profile(self, profile: "ResourceProfile | None" = None) -> "JavaObject | None":
        """The engine's copy of a resource profile."""
        if profile is None:
            return None
        if profile._java_resource_profile is not None:
            return profile._java_resource_profile
        from pyspark.resource.requests import ExecutorResourceRequests, TaskResourceRequests

        jvm = cast("DataFrame", self).sparkSession.sparkContext._jvm
        assert jvm is not None
        builder = getattr(jvm, "org.apache.spark.resource.ResourceProfileBuilder")()
        executors = ExecutorResourceRequests(jvm, profile._executor_resource_requests)
        tasks = TaskResourceRequests(jvm, profile._task_resource_requests)
        builder.require(executors._java_executor_resource_requests)
        builder.require(tasks._java_task_resource_requests)
        return builder.build()
