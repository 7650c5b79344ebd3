"""Runs a command and watches the memory of it and of everything it starts."""

import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Looking costs the watched machine time: at most a tenth of it goes there.
SHORTEST_PAUSE_SECONDS = 0.02
PAUSE_PER_LOOK = 10


@dataclass(frozen=True)
class Measured:
    seconds: float
    peak_bytes: int
    output: str


def measure(command: Sequence[str], env: Mapping[str, str]) -> Measured:
    """Memory is the proportional set size: pages that processes share count once."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    peak = 0
    while process.poll() is None:
        look = time.perf_counter()
        peak = max(peak, sum(proportional_set_size(pid) for pid in family(process.pid)))
        time.sleep(max(SHORTEST_PAUSE_SECONDS, PAUSE_PER_LOOK * (time.perf_counter() - look)))
    elapsed = time.perf_counter() - start
    output, errors = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {process.returncode}:\n{errors[-3000:]}")
    return Measured(elapsed, peak, output)


def family(root: int) -> list[int]:
    """The process and all its descendants."""
    children = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = read(stat).rpartition(")")[2].split()
        if fields:
            children[int(fields[1])].append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found.extend(children[pid])
    return found


def proportional_set_size(pid: int) -> int:
    for line in read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def processor_seconds(processes: list[int]) -> float:
    """Theirs, and those of children of theirs that have ended."""
    fields = (read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split() for pid in processes)
    return sum(sum(map(int, each[11:15])) for each in fields if each) / os.sysconf("SC_CLK_TCK")


def read(path: Path) -> str:
    """Empty for a process that has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""
