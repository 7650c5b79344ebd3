"""Whether a query itself says in which order its rows come, read from its analysed plan as Spark prints it."""

import re
from collections.abc import Iterator

from pyspark.sql import DataFrame

ORDER_LOST = {"Join", "LateralJoin", "Aggregate", "Generate", "Sample", "Distinct"}
DESCRIPTIONS = {"DescribeTableCommand", "DescribeQueryCommand", "DescribeRelation", "DescribeColumnCommand"}
ROOT = re.compile(r"['!~]*[A-Z]\w+\b")
BRANCH = re.compile(r"((?:[: ]  )*)(\+- |:- )(\S.*)")


def keeps_order(frame: DataFrame) -> bool:
    return plan_keeps_order(analysed_plan(frame))


def analysed_plan(frame: DataFrame) -> str:
    spark = frame.sparkSession
    jvm = spark.sparkContext._jvm
    assert jvm is not None
    text: str = jvm.PythonSQLUtils.explainString(frame._jdf.queryExecution(), "extended")
    return text.partition("== Analyzed Logical Plan ==\n")[2].partition("\n\n== Optimized Logical Plan ==")[0]


def plan_keeps_order(plan: str) -> bool:
    """A global sort decides unless what is above it loses the order."""
    lost_below: int | None = None
    for depth, name, text in nodes(plan):
        if lost_below is not None and depth > lost_below:
            continue
        lost_below = None
        if name in ORDER_LOST:
            lost_below = depth
        elif name in DESCRIPTIONS or (name == "Sort" and text.endswith(", true")):
            return True
    return False


def nodes(plan: str) -> Iterator[tuple[int, str, str]]:
    """Depth, name and text of each node, without the plans of subqueries, which are drawn two steps deeper."""
    parents: list[int] = []
    for depth, text in lines(plan):
        while parents and parents[-1] >= depth:
            parents.pop()
        if parents and depth != parents[-1] + 1:
            continue
        parents.append(depth)
        yield depth, re.split(r"\W", text.lstrip("'!~"), maxsplit=1)[0], text


def lines(plan: str) -> Iterator[tuple[int, str]]:
    """Only the lines that begin a node: texts in a plan may have line breaks of their own."""
    rest = plan.split("\n")
    # The first line is the schema, which is empty for a command.
    root = next((i for i, line in enumerate(rest) if i > 0 and ROOT.match(line)), len(rest) - 1)
    yield 0, rest[root]
    for line in rest[root + 1 :]:
        if found := BRANCH.match(line):
            yield len(found[1]) // 3 + 1, found[3]
