import datetime
import decimal
import pstats
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeAlias, TypedDict, TypeVar

from pyspark._typing import PrimitiveType
from pyspark.profiler import CodeMapDict
from pyspark.sql.column import Column
from pyspark.sql.tvf_argument import TableValuedFunctionArgument
from pyspark.sql.types import AtomicType, DataType, Row

ColumnOrName: TypeAlias = Column | str
TVFArgumentOrName: TypeAlias = TableValuedFunctionArgument | str
ColumnOrNameOrOrdinal: TypeAlias = Column | str | int
DecimalLiteral: TypeAlias = decimal.Decimal
DateTimeLiteral: TypeAlias = datetime.datetime | datetime.date
LiteralType: TypeAlias = PrimitiveType
AtomicDataTypeOrString: TypeAlias = AtomicType | str
DataTypeOrString: TypeAlias = DataType | str
OptionalPrimitiveType: TypeAlias = PrimitiveType | None

# What a column is combined with by an operator.
Operand: TypeAlias = Column | LiteralType | DecimalLiteral | DateTimeLiteral

AtomicValue = TypeVar("AtomicValue", datetime.datetime, datetime.date, decimal.Decimal, bool, str, int, float)
RowLike = TypeVar("RowLike", list[Any], tuple[Any, ...], Row)

SQLBatchedUDFType: TypeAlias = Literal[100]
SQLArrowBatchedUDFType: TypeAlias = Literal[101]
SQLTableUDFType: TypeAlias = Literal[300]
SQLArrowTableUDFType: TypeAlias = Literal[301]
SQLArrowUDTFType: TypeAlias = Literal[302]

class SupportsOpen(Protocol):
    def open(self, partition_id: int, epoch_id: int) -> bool: ...

class SupportsProcess(Protocol):
    def process(self, row: Row) -> None: ...

class SupportsClose(Protocol):
    def close(self, error: Exception) -> None: ...

class UserDefinedFunctionLike(Protocol):
    func: Callable[..., Any]
    evalType: int
    deterministic: bool
    @property
    def returnType(self) -> DataType: ...
    def __call__(self, *args: ColumnOrName) -> Column: ...
    def asNondeterministic(self) -> UserDefinedFunctionLike: ...

ProfileResults: TypeAlias = dict[int | str, tuple[pstats.Stats | None, CodeMapDict | None]]

class ProfileResult(TypedDict, total=False):
    perf: pstats.Stats
    memory: CodeMapDict

ProfileResultsV2: TypeAlias = dict[int | str, ProfileResult]
