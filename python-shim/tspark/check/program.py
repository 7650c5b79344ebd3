"""From script files to a report and an exit code."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tspark.check.client_api import Client
from tspark.check.uses import Uses
from tspark.check.verdicts import Finding, Verdict, judge
from tspark.client_choice import installed_client, own_client_path


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(
        prog="tspark check", description="Say what of a script's PySpark, SQL and JVM uses the engine has."
    )
    parser.add_argument("scripts", nargs="+", metavar="SCRIPT")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave out what is supported")
    parser.add_argument("--json", action="store_true", help="findings as JSON")
    options = parser.parse_args(arguments)
    own = Client(Path(own_client_path()) / "pyspark")
    installed = installed_client()
    client = own if installed is None else Client(Path(installed.folder))
    findings: dict[str, list[Finding]] = {}
    for script in options.scripts:
        try:
            uses = Uses(client, Path(script).read_text(encoding="utf-8"), script)
        except (OSError, SyntaxError, UnicodeDecodeError) as error:
            print(f"tspark check: {script}: {error}", file=sys.stderr)
            return 2
        findings[script] = judge(uses.found, uses.registered, own)
    print(_json(findings) if options.json else _report(findings, quiet=options.quiet))
    return 1 if any(finding.verdict is Verdict.NOT_SUPPORTED for each in findings.values() for finding in each) else 0


def _report(findings: dict[str, list[Finding]], *, quiet: bool) -> str:
    lines = []
    for script, each in findings.items():
        for finding in each:
            if quiet and finding.verdict is Verdict.SUPPORTED:
                continue
            reason = f": {' '.join(finding.reason.split())}" if finding.reason else ""
            lines.append(f"{script}:{finding.use.line}: {finding.verdict.value}: {finding.use.title}{reason}")
        counts = Counter(finding.verdict for finding in each)
        lines.append(f"{script}: " + ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict))
    return "\n".join(lines)


def _json(findings: dict[str, list[Finding]]) -> str:
    return json.dumps(
        [
            {
                "script": script,
                "line": finding.use.line,
                "kind": finding.use.kind,
                "use": finding.use.title,
                "verdict": finding.verdict.value,
                "reason": finding.reason,
            }
            for script, each in findings.items()
            for finding in each
        ],
        indent=1,
    )
