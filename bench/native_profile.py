"""What DuckDB says of the operators of a query: its own profile, as lines of a tree."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from competitors import COMPETITORS, THREADS

PROGRAM = """
import duckdb, json, sys
asked = json.load(sys.stdin)
connection = duckdb.connect(config={"threads": asked["threads"]})
connection.execute("SET TimeZone = 'UTC'")
query = "EXPLAIN (ANALYZE, FORMAT JSON) " + asked["sql"]
print(connection.execute(query, asked["parameters"]).fetchall()[0][1])
"""
MOST_WIDTH = 140
SHOWN = ("Join Type", "Conditions", "Groups", "Filters")


def native_profile(sql: str, parameters: Sequence[object]) -> list[str]:
    """An operator's seconds are its own, summed over threads."""
    asked = json.dumps({"sql": sql, "parameters": parameters, "threads": THREADS})
    python = COMPETITORS["duckdb"].python
    done = subprocess.run([python, "-c", PROGRAM], input=asked, capture_output=True, text=True)
    if done.returncode != 0:
        return [f"  not to be had: {done.stderr.strip().splitlines()[-1]}"]
    return list(lines(json.loads(done.stdout), 1))


def lines(node: dict[str, Any], depth: int) -> Iterator[str]:
    name = node.get("operator_name", "").strip()
    hidden = name in ("", "EXPLAIN_ANALYZE", "RESULT_COLLECTOR")
    if not hidden:
        ms = float(node["operator_timing"]) * 1e3
        facts = node.get("extra_info", {})
        shown = "; ".join(" ".join(str(facts[key]).split()) for key in SHOWN if key in facts)
        title = f"{'  ' * depth}{name.lower().replace('_', '-')}"
        yield f"{title:46}{ms:>10,.1f} ms{node['operator_cardinality']:>12,} rows  {shown}"[:MOST_WIDTH].rstrip()
    for child in node.get("children", []):
        yield from lines(child, depth if hidden else depth + 1)
