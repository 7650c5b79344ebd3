"""Databases, tables, views and functions."""

import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pyspark.sql._arguments import require_type
from pyspark.sql.dataframe import DataFrame
from pyspark.sql.types import StructType
from pyspark.storagelevel import StorageLevel

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

    from pyspark.sql._typing import DataTypeOrString, UserDefinedFunctionLike
    from pyspark.sql.session import SparkSession


class CatalogMetadata(NamedTuple):
    """A catalog."""

    name: str
    description: str | None


class Database(NamedTuple):
    """A database."""

    name: str
    catalog: str | None
    description: str | None
    locationUri: str


class Table(NamedTuple):
    """A table or view."""

    name: str
    catalog: str | None
    namespace: list[str] | None
    description: str | None
    tableType: str
    isTemporary: bool

    @property
    def database(self) -> str | None:
        """The namespace, if it has one part."""
        return self.namespace[0] if self.namespace is not None and len(self.namespace) == 1 else None


class Column(NamedTuple):
    """A column of a table."""

    name: str
    description: str | None
    dataType: str
    nullable: bool
    isPartition: bool
    isBucket: bool
    isCluster: bool


class Function(NamedTuple):
    """A function of SQL."""

    name: str
    catalog: str | None
    namespace: list[str] | None
    description: str | None
    className: str
    isTemporary: bool


class TablePartition(NamedTuple):
    """A partition of a table."""

    partition: str


def _entry(kind: Any, java: "JavaObject") -> Any:
    """Each field is a method of the Java object."""
    values = {field: getattr(java, field)() for field in kind._fields}
    if values.get("namespace") is not None:
        values["namespace"] = list(values["namespace"])
    return kind(**values)


def _entries(kind: Any, dataset: "JavaObject") -> list[Any]:
    return [_entry(kind, java) for java in _each(dataset.toLocalIterator())]


def _each(iterator: "JavaObject") -> "Iterator[JavaObject]":
    while iterator.hasNext():
        yield iterator.next()


def _given(*arguments: Any) -> list[Any]:
    return [argument for argument in arguments if argument is not None]


def _warn_of_database_argument(method: str) -> None:
    warnings.warn(
        "`dbName` has been deprecated since Spark 3.4 and might be removed in a future version. "
        f"Use {method}(`dbName.tableName`) instead.",
        FutureWarning,
        stacklevel=3,
    )


class Catalog:
    """What has a name in SQL; reached by ``SparkSession.catalog``."""

    def __init__(self, sparkSession: "SparkSession") -> None:
        self._sparkSession = sparkSession
        self._jsparkSession = sparkSession._jsparkSession
        self._sc = sparkSession._sc
        self._jcatalog = sparkSession._jsparkSession.catalog()

    # Catalogs and databases.

    def currentCatalog(self) -> str:
        """The catalog where names without one are looked for."""
        return str(self._jcatalog.currentCatalog())

    def setCurrentCatalog(self, catalogName: str) -> None:
        """Changes the catalog where names without one are looked for."""
        self._jcatalog.setCurrentCatalog(catalogName)

    def listCatalogs(self, pattern: str | None = None) -> list[CatalogMetadata]:
        """The catalogs whose names match a pattern."""
        return _entries(CatalogMetadata, self._jcatalog.listCatalogs(*_given(pattern)))

    def currentDatabase(self) -> str:
        """The database where names without one are looked for."""
        return str(self._jcatalog.currentDatabase())

    def setCurrentDatabase(self, dbName: str) -> None:
        """Changes the database where names without one are looked for."""
        self._jcatalog.setCurrentDatabase(dbName)

    def listDatabases(self, pattern: str | None = None) -> list[Database]:
        """The databases whose names match a pattern."""
        return _entries(Database, self._jcatalog.listDatabases(*_given(pattern)))

    def getDatabase(self, dbName: str) -> Database:
        """What is known of a database."""
        database: Database = _entry(Database, self._jcatalog.getDatabase(dbName))
        return database

    def databaseExists(self, dbName: str) -> bool:
        """Whether there is a database of that name."""
        return bool(self._jcatalog.databaseExists(dbName))

    def createDatabase(self, dbName: str, ifNotExists: bool = False, properties: dict[str, str] | None = None) -> None:
        """Makes a database."""
        self._jcatalog.createDatabase(dbName, ifNotExists, properties or {})

    def dropDatabase(self, dbName: str, ifExists: bool = False, cascade: bool = False) -> None:
        """Drops a database, with ``cascade`` and what is in it."""
        self._jcatalog.dropDatabase(dbName, ifExists, cascade)

    # Tables and views.

    def listTables(self, dbName: str | None = None, pattern: str | None = None) -> list[Table]:
        """Tables and views of a database, and temporary views, whose names match a pattern."""
        database = self.currentDatabase() if dbName is None else dbName
        return _entries(Table, self._jcatalog.listTables(database, *_given(pattern)))

    def listViews(self, dbName: str | None = None, pattern: str | None = None) -> list[Table]:
        """Views of a database, and temporary ones, whose names match a pattern."""
        if pattern is not None and dbName is None:
            dbName = self.currentDatabase()
        return _entries(Table, self._jcatalog.listViews(*_given(dbName, pattern)))

    def getTable(self, tableName: str) -> Table:
        """What is known of a table or view."""
        table: Table = _entry(Table, self._jcatalog.getTable(tableName))
        return table

    def tableExists(self, tableName: str, dbName: str | None = None) -> bool:
        """Whether there is a table or view of that name."""
        if dbName is not None:
            _warn_of_database_argument("tableExists")
        return bool(self._jcatalog.tableExists(*_given(dbName, tableName)))

    def listColumns(self, tableName: str, dbName: str | None = None) -> list[Column]:
        """The columns of a table or view."""
        if dbName is not None:
            _warn_of_database_argument("listColumns")
        return _entries(Column, self._jcatalog.listColumns(*_given(dbName, tableName)))

    def listPartitions(self, tableName: str) -> list[TablePartition]:
        """The partitions of a table."""
        return _entries(TablePartition, self._jcatalog.listPartitions(tableName))

    def getTableProperties(self, tableName: str) -> dict[str, str]:
        """The properties of a table."""
        properties = self._jcatalog.getTableProperties(tableName)
        return {key: properties.get(key) for key in properties.keySet()}

    def getCreateTableString(self, tableName: str, asSerde: bool = False) -> str:
        """The statement that makes such a table."""
        return str(self._jcatalog.getCreateTableString(tableName, asSerde))

    def createTable(
        self,
        tableName: str,
        path: str | None = None,
        source: str | None = None,
        schema: StructType | None = None,
        description: str | None = None,
        **options: str,
    ) -> DataFrame:
        """Makes a table of the files at a path, or an empty one, and gives its rows."""
        if path is not None:
            options["path"] = path
        if source is None:
            source = self._sparkSession._jconf.defaultDataSourceName()
        types = []
        if schema is not None:
            require_type(schema, StructType, "schema", "struct type")
            types.append(self._jsparkSession.parseDataType(schema.json()))
        table = self._jcatalog.createTable(tableName, source, *types, description or "", options)
        return DataFrame(table, self._sparkSession)

    def createExternalTable(
        self,
        tableName: str,
        path: str | None = None,
        source: str | None = None,
        schema: StructType | None = None,
        **options: str,
    ) -> DataFrame:
        """The old name of :meth:`createTable`."""
        warnings.warn(
            "createExternalTable is deprecated since Spark 2.2, please use createTable instead.",
            FutureWarning,
            stacklevel=2,
        )
        return self.createTable(tableName, path, source, schema, **options)

    def dropTable(self, tableName: str, ifExists: bool = False, purge: bool = False) -> None:
        """Drops a table."""
        self._jcatalog.dropTable(tableName, ifExists, purge)

    def dropView(self, viewName: str, ifExists: bool = False) -> None:
        """Drops a view of the catalog."""
        self._jcatalog.dropView(viewName, ifExists)

    def dropTempView(self, viewName: str) -> bool:
        """Drops a view of the session; whether there was one."""
        return bool(self._jcatalog.dropTempView(viewName))

    def dropGlobalTempView(self, viewName: str) -> bool:
        """Drops a view of all sessions; whether there was one."""
        return bool(self._jcatalog.dropGlobalTempView(viewName))

    def truncateTable(self, tableName: str) -> None:
        """Takes all rows out of a table."""
        self._jcatalog.truncateTable(tableName)

    def analyzeTable(self, tableName: str, noScan: bool = False) -> None:
        """Finds out how large a table is, for the planner."""
        self._jcatalog.analyzeTable(tableName, noScan)

    def refreshTable(self, tableName: str) -> None:
        """Forgets what is known of the files of a table."""
        self._jcatalog.refreshTable(tableName)

    def refreshByPath(self, path: str) -> None:
        """Forgets what is known of the files below a path."""
        self._jcatalog.refreshByPath(path)

    def recoverPartitions(self, tableName: str) -> None:
        """Adds the partitions whose folders are there."""
        self._jcatalog.recoverPartitions(tableName)

    # Functions.

    def listFunctions(self, dbName: str | None = None, pattern: str | None = None) -> list[Function]:
        """Functions whose names match a pattern."""
        database = self.currentDatabase() if dbName is None else dbName
        return _entries(Function, self._jcatalog.listFunctions(database, *_given(pattern)))

    def getFunction(self, functionName: str) -> Function:
        """What is known of a function."""
        function: Function = _entry(Function, self._jcatalog.getFunction(functionName))
        return function

    def functionExists(self, functionName: str, dbName: str | None = None) -> bool:
        """Whether there is a function of that name."""
        if dbName is not None:
            _warn_of_database_argument("functionExists")
        return bool(self._jcatalog.functionExists(*_given(dbName, functionName)))

    def registerFunction(
        self, name: str, f: Callable[..., Any], returnType: "DataTypeOrString | None" = None
    ) -> "UserDefinedFunctionLike":
        """The old name of ``spark.udf.register``."""
        warnings.warn("Deprecated in 2.3.0. Use spark.udf.register instead.", FutureWarning, stacklevel=2)
        return self._sparkSession.udf.register(name, f, returnType)

    # What is kept.

    def isCached(self, tableName: str) -> bool:
        """Whether the rows of a table or view are kept."""
        return bool(self._jcatalog.isCached(tableName))

    def cacheTable(self, tableName: str, storageLevel: StorageLevel | None = None) -> None:
        """Keeps the rows of a table or view once they have been read."""
        levels = [] if storageLevel is None else [self._sc._getJavaStorageLevel(storageLevel)]
        self._jcatalog.cacheTable(tableName, *levels)

    def uncacheTable(self, tableName: str) -> None:
        """Keeps the rows of a table or view no longer."""
        self._jcatalog.uncacheTable(tableName)

    def clearCache(self) -> None:
        """Keeps no rows any longer."""
        self._jcatalog.clearCache()
