"""TPC-H or TPC-DS from Parquet on several engines in one run: tpc.py tpch|tpcds [QUERY…]

A query's time is the best of its runs in a session, then the median over the rounds; a ratio to our own engine is the
median of the rounds' ratios. The rows of all engines are compared with ours.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from agreement import Agreement, agreement
from competitors import COMPETITORS, Session, queries_of_duckdb, run_session
from rounds import Figure, Round, median, ratio, run_rounds, seconds_of, total_of
from tpc_data import SUITES, generated

OURS = "tspark"
ENGINES = ("jvm", OURS, "evaluator", "sail", "duckdb", "duckdb2", "polars")
# Of TPC-DS: star joins, many aggregates over one scan, rollups, windows, unions; what all engines here understand.
TPCDS = [
    f"q{number}" for number in (3, 7, 15, 19, 22, 27, 33, 34, 42, 46, 51, 52, 53, 59, 67, 69, 72, 75, 79, 88, 96, 98)
]

EXPLAINED = {
    Agreement.SCALE: "equal, decimals with another number of zeros at the end",
    Agreement.DOUBLE: "equal, with doubles for some of our decimals, which they round to",
    Agreement.ROUNDED: "decimals rounded or cut to another number of digits",
    Agreement.DIFFERENT: "DIFFERENT",
}


def main() -> int:
    options = arguments()
    engines: list[str] = options.engines.split(",")
    if options.scaling:
        engines = [each for engine in engines for each in (f"{engine}@1", engine)]
    texts = queries_of_duckdb(options.suite) if options.queries is None else queries_in(options.queries)
    names = options.names or (TPCDS if options.suite == "tpcds" else list(texts))
    queries = {name: texts[name].rstrip().rstrip(";") for name in names}
    data = generated(options.suite, options.scale)

    def run(engine: str) -> Session:
        return run_session(engine, data, queries, options.repeats, options.memory)

    rounds = run_rounds(engines, options.rounds, run)
    if options.scaling:
        print_scaling(options.engines.split(","), names, rounds)
    else:
        print_figures(engines, names, rounds)
    return print_answers(engines, names, rounds)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tpc.py", description="TPC-H or TPC-DS side by side.")
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--queries", type=Path, help="folder of q1.sql …; without it, the texts that DuckDB ships")
    parser.add_argument("--scale", default="1", help="scale factor of the data (1)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=3, help="runs of a query in a session (3)")
    parser.add_argument(
        "--engines", default=",".join(ENGINES), help=f"of {', '.join(COMPETITORS)}; with @1 behind it on one thread"
    )
    parser.add_argument("--memory", help="spark.driver.memory of the Sparks, such as 4g")
    parser.add_argument("--scaling", action="store_true", help="each engine on one thread and on two")
    parser.add_argument(
        "names", nargs="*", metavar="QUERY", help="such as q4; all of TPC-H, or some of TPC-DS, without"
    )
    options = parser.parse_intermixed_args()
    engines = {engine.partition("@")[0] for engine in options.engines.split(",")}
    if unknown := engines - set(COMPETITORS):
        parser.error(f"no engine {', '.join(sorted(unknown))}")
    if "jvm" in engines and shutil.which("java") is None:
        sys.exit("the comparison runs the real Spark, which needs Java 17: no java found")
    return options


def queries_in(folder: Path) -> dict[str, str]:
    def number(file: Path) -> tuple[int, str]:
        return int("".join(c for c in file.stem if c.isdigit()) or 0), file.stem

    return {file.stem: file.read_text() for file in sorted(folder.glob("q*.sql"), key=number)}


def print_figures(engines: Sequence[str], names: Sequence[str], rounds: Sequence[Round]) -> None:
    heads = "".join(f"{engine:>10}{'' if engine == OURS else 'ratio':>8}" for engine in engines)
    print(f"\n{'':12}{heads}")

    def line(title: str, figure: Figure, form: str) -> None:
        cells = ""
        for engine in engines:
            value = median(rounds, engine, figure)
            times = None if engine == OURS else ratio(rounds, engine, OURS, figure)
            cells += f"{'-' if value is None else format(value, form):>10}"
            cells += f"{'' if times is None else f'{times:.2f}x':>8}"
        print(f"{title:12}{cells}")

    for name in names:
        line(name, seconds_of(name), ".3f")
    line("total", total_of(names), ".3f")
    line("first query", lambda session: session.first_seconds, ".3f")
    line("peak MB", lambda session: session.peak_bytes / 1e6, ",.0f")
    print(f"\nSeconds, and how many times ours; the first query since its process started. {len(rounds)} rounds.")


def print_scaling(engines: Sequence[str], names: Sequence[str], rounds: Sequence[Round]) -> None:
    heads = "".join(f"{engine + '@1':>13}{engine + '@2':>13}{'gain':>8}" for engine in engines)
    print(f"\n{'':8}{heads}")
    for title, figure in [*((name, seconds_of(name)) for name in names), ("total", total_of(names))]:
        cells = ""
        for engine in engines:
            values = median(rounds, f"{engine}@1", figure), median(rounds, engine, figure)
            gain = ratio(rounds, f"{engine}@1", engine, figure)
            cells += "".join(f"{'-' if value is None else f'{value:.3f}':>13}" for value in values)
            cells += f"{'' if gain is None else f'{gain:.2f}x':>8}"
        print(f"{title:8}{cells}")
    print(f"\nSeconds on one thread and on two. Medians of {len(rounds)} rounds.")


def print_answers(engines: Sequence[str], names: Sequence[str], rounds: Sequence[Round]) -> int:
    """How the rows of the last round compare; 1 if an engine that could answer has other rows."""
    sessions = rounds[-1]
    if OURS not in sessions:
        return 0
    different = False
    print("\nRows compared with ours:")
    for engine in engines:
        if engine == OURS or engine not in sessions:
            continue
        notes: dict[str, list[str]] = {}
        same = 0
        for name in names:
            ours, theirs = sessions[OURS].answers[name], sessions[engine].answers[name]
            if "error" in ours or "error" in theirs:
                whose, answer = (OURS, ours) if "error" in ours else (engine, theirs)
                notes[f"no answer of {whose}: {answer['error'].splitlines()[0][:150]}"] = [name]
                continue
            level, note = agreement(ours["rows"], theirs["rows"])
            if level == Agreement.SAME:
                same += 1
                continue
            different |= level == Agreement.DIFFERENT
            detail = f" ({note})" if level == Agreement.DIFFERENT else ""
            notes.setdefault(EXPLAINED[level] + detail, []).append(name)
        print(f"{engine}: {same} of {len(names)} the same")
        for note, those in notes.items():
            print(f"  {', '.join(those)}: {note}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
