"""One session that answers queries: tpc_session.py sql|dataframes FOLDER_OF_TABLES QUERIES.json ANSWERS.json."""

import json
import sys
import time
from pathlib import Path

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from tpch_dataframes import QUERIES as DATAFRAMES


def main(api: str, data: Path, asked: Path, told: Path) -> None:
    spark = SparkSession.builder.appName("tpc").getOrCreate()
    for table in data.glob("*.parquet"):
        spark.read.parquet(str(table)).createOrReplaceTempView(table.stem)
    answers = {}
    for name, query in json.loads(asked.read_text()).items():
        start = time.perf_counter()
        rows: list[list[str]] = []
        error = None
        try:
            frame = DATAFRAMES[name](spark) if api == "dataframes" else spark.sql(query)
            rows = [[repr(value) for value in row] for row in frame.collect()]
        except PySparkException as failure:
            error = failure.getCondition() or type(failure).__name__
        answers[name] = {"rows": rows, "error": error, "seconds": time.perf_counter() - start}
    told.write_text(json.dumps(answers))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
