"""The command ``tspark``."""

import argparse
from collections.abc import Sequence

from tspark import spark_home
from tspark.run import run


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="tspark", description="PySpark without the JVM.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("home", help="print the folder to use as SPARK_HOME")
    script = commands.add_parser("run", help="run a script on the engine")
    script.add_argument("script", help="the Python script")
    script.add_argument("arguments", nargs=argparse.REMAINDER, help="what the script gets as sys.argv[1:]")
    options = parser.parse_args(argv)
    if options.command == "home":
        print(spark_home())
    else:
        run([options.script, *options.arguments])
