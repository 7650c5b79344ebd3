"""``python -m tspark.spark_sql`` is ``spark-sql``."""

import sys

from tspark.spark_sql.program import main

sys.exit(main(sys.argv[1:]))
