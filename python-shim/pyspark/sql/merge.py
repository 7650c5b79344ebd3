"""Changes of a table by the rows of a DataFrame: MERGE INTO."""

from typing import TYPE_CHECKING

from pyspark.sql.column import Column, _to_java_column
from pyspark.sql.utils import to_scala_map

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql.dataframe import DataFrame

__all__ = ["MergeIntoWriter"]


class MergeIntoWriter:
    """What is to happen with which rows, made by ``DataFrame.mergeInto``; :meth:`merge` does it."""

    def __init__(self, df: "DataFrame", table: str, condition: Column):
        self._spark = df.sparkSession
        self._jwriter = df._jdf.mergeInto(table, _to_java_column(condition))

    def whenMatched(self, condition: Column | None = None) -> "MergeIntoWriter.WhenMatched":
        """For rows of the table that have a row of the source."""
        return self.WhenMatched(self, condition)

    def whenNotMatched(self, condition: Column | None = None) -> "MergeIntoWriter.WhenNotMatched":
        """For rows of the source that have no row of the table."""
        return self.WhenNotMatched(self, condition)

    def whenNotMatchedBySource(self, condition: Column | None = None) -> "MergeIntoWriter.WhenNotMatchedBySource":
        """For rows of the table that have no row of the source."""
        return self.WhenNotMatchedBySource(self, condition)

    def withSchemaEvolution(self) -> "MergeIntoWriter":
        """Lets the table get columns that only the source has."""
        self._jwriter = self._jwriter.withSchemaEvolution()
        return self

    def merge(self) -> None:
        """Changes the table."""
        self._jwriter.merge()

    def _when(self, method: str, condition: Column | None) -> "JavaObject":
        return getattr(self._jwriter, method)(*([] if condition is None else [_to_java_column(condition)]))

    def _then(self, jwriter: "JavaObject") -> "MergeIntoWriter":
        self._jwriter = jwriter
        return self

    def _assignments(self, assignments: dict[str, Column]) -> "JavaObject":
        assert self._spark._jvm is not None
        return to_scala_map(self._spark._jvm, {name: _to_java_column(col) for name, col in assignments.items()})

    class WhenMatched:
        """What happens to rows of the table that have a row of the source."""

        def __init__(self, writer: "MergeIntoWriter", condition: Column | None):
            self.writer = writer
            self.when_matched = writer._when("whenMatched", condition)

        def updateAll(self) -> "MergeIntoWriter":
            """All columns get the values of the source's columns of the same names."""
            return self.writer._then(self.when_matched.updateAll())

        def update(self, assignments: dict[str, Column]) -> "MergeIntoWriter":
            """Some columns get new values."""
            return self.writer._then(self.when_matched.update(self.writer._assignments(assignments)))

        def delete(self) -> "MergeIntoWriter":
            """They are deleted."""
            return self.writer._then(self.when_matched.delete())

    class WhenNotMatched:
        """What happens to rows of the source that have no row of the table."""

        def __init__(self, writer: "MergeIntoWriter", condition: Column | None):
            self.writer = writer
            self.when_not_matched = writer._when("whenNotMatched", condition)

        def insertAll(self) -> "MergeIntoWriter":
            """They are inserted."""
            return self.writer._then(self.when_not_matched.insertAll())

        def insert(self, assignments: dict[str, Column]) -> "MergeIntoWriter":
            """Rows with these values are inserted."""
            return self.writer._then(self.when_not_matched.insert(self.writer._assignments(assignments)))

    class WhenNotMatchedBySource:
        """What happens to rows of the table that have no row of the source."""

        def __init__(self, writer: "MergeIntoWriter", condition: Column | None):
            self.writer = writer
            self.when_not_matched_by_source = writer._when("whenNotMatchedBySource", condition)

        def updateAll(self) -> "MergeIntoWriter":
            """All columns get the values of the source's columns of the same names."""
            return self.writer._then(self.when_not_matched_by_source.updateAll())

        def update(self, assignments: dict[str, Column]) -> "MergeIntoWriter":
            """Some columns get new values."""
            return self.writer._then(self.when_not_matched_by_source.update(self.writer._assignments(assignments)))

        def delete(self) -> "MergeIntoWriter":
            """They are deleted."""
            return self.writer._then(self.when_not_matched_by_source.delete())
