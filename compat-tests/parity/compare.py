"""How far our own client offers what the stock one does."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHIM = HERE.parents[1] / "python-shim"
EXCEPTIONS = HERE / "exceptions.toml"
MODULES = HERE.joinpath("modules.txt").read_text().split()

# By module: what it offers, and what each of that takes.
Offers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Report:
    """What of the stock modules is there, and what is not, with a reason or without."""

    total: Mapping[str, int]
    missing: Mapping[str, str]
    excepted: Mapping[str, str]
    needless: frozenset[str]
    """Exceptions that agree with the stock client by now."""

    def coverage(self) -> list[str]:
        """A line for each module, and one for all."""
        different = [*self.missing, *self.excepted]

        def line(name: str, total: int, found: int) -> str:
            return f"{name:45} {found:5} of {total:5}  {100 * found / total if total else 100:6.2f} %"

        lines = [
            line(module, total, total - sum(key.partition(":")[0] == module for key in different))
            for module, total in self.total.items()
        ]
        total = sum(self.total.values())
        return [*lines, line("all", total, total - len(different))]


def describe_both() -> tuple[Offers, Offers]:
    """What is the stock client's own, and all that ours has."""
    with ThreadPoolExecutor(2) as pool:
        stock = pool.submit(described, "own", {})
        ours = pool.submit(described, "all", {"PYTHONPATH": str(SHIM)})
        return stock.result(), ours.result()


def described(scope: str, variables: Mapping[str, str]) -> Offers:
    inherited = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "SPARK_HOME")}
    command = [sys.executable, str(HERE / "describe.py"), scope, *MODULES]
    done = subprocess.run(
        command, env={**inherited, **variables, "TSPARK": "off"}, stdout=subprocess.PIPE, text=True, check=True
    )
    offers: Offers = json.loads(done.stdout)
    return offers


def compare(stock: Offers, ours: Offers, exceptions: Mapping[str, Mapping[str, str]]) -> Report:
    missing: dict[str, str] = {}
    excepted: dict[str, str] = {}
    used: set[str] = set()
    for module, offered in stock.items():
        found = ours.get(module, {})
        for name, wanted in offered.items():
            given = found.get(name)
            if given == wanted:
                continue
            key = f"{module}:{name}"
            pattern = next((one for one in exceptions.get(module, {}) if fnmatchcase(name, one)), None)
            if pattern is None:
                missing[key] = found.get("error") or difference(wanted, given)
            else:
                used.add(f"{module}:{pattern}")
                excepted[key] = exceptions[module][pattern]
    listed = {f"{module}:{pattern}" for module, patterns in exceptions.items() for pattern in patterns}
    total = {module: len(offered) for module, offered in stock.items()}
    return Report(total, missing, excepted, frozenset(listed - used))


def difference(wanted: str, given: str | None) -> str:
    if given is None:
        return "is not there"
    lacking = sorted(set(wanted.split()) - set(given.split()))
    added = sorted(set(given.split()) - set(wanted.split()))
    if len(wanted) > 400:
        return f"lacks {lacking}, adds {added}"
    return f"{wanted} is wanted, {given} found"


def read_exceptions() -> Mapping[str, Mapping[str, str]]:
    """Reason by name or pattern, from ``["module"]`` tables of ``"Class.method" = "reason"``."""
    return tomllib.loads(EXCEPTIONS.read_text())


def main() -> int:
    stock, ours = describe_both()
    report = compare(stock, ours, read_exceptions())
    for key, reason in report.missing.items():
        print(f"DIFFERS {key}: {reason}")
    for key in sorted(report.needless):
        print(f"NEEDLESS {key}: is excepted, but agrees")
    print("\n".join(report.coverage()))
    print(f"{len(report.missing)} differ, {len(report.excepted)} are excepted")
    return 1 if report.missing or report.needless else 0


if __name__ == "__main__":
    sys.exit(main())
