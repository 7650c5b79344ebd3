"""Entry of a Python worker: the daemon calls `main`, and ``python -m pyspark.worker`` connects back by itself."""

from typing import IO

from pyspark._worker.connection import engine_connection
from pyspark._worker.task import run_task
from pyspark.util import with_faulthandler


@with_faulthandler
def main(infile: IO[bytes], outfile: IO[bytes]) -> None:
    """Runs one task; leaves by SystemExit when the worker must not be used again."""
    run_task(infile, outfile)


if __name__ == "__main__":
    with engine_connection() as stream:
        main(stream, stream)
