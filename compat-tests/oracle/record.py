"""Records what the real Spark answers: record.py [NAME…], all scripts without a name. Needs Java 17."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from scripts import RECORDED, SCRIPTS, output_of, recorded_file


def main(names: list[str]) -> None:
    unknown = set(names) - SCRIPTS.keys()
    if unknown:
        sys.exit(f"no such script: {', '.join(sorted(unknown))}; there are {', '.join(sorted(SCRIPTS))}")
    if shutil.which("java") is None:
        sys.exit("recording asks the real Spark, which needs Java 17: no java found")
    stock = find_spec("pyspark")
    if stock is None or stock.origin is None:
        sys.exit("stock pyspark is not installed: run `make build`")
    RECORDED.mkdir(exist_ok=True)
    for name in sorted(names or SCRIPTS):
        recorded_file(name).write_text(output_of(name, Path(stock.origin).parent))
        print(f"recorded {name}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
