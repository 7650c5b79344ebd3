"""Sessions of several engines in alternating rounds, and what is read off them."""

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence

from competitors import Session

Round = Mapping[str, Session]
Figure = Callable[[Session], float | None]


def run_rounds(engines: Sequence[str], count: int, run: Callable[[str], Session]) -> list[Round]:
    """An engine that breaks down is left out of the rest."""
    left = list(engines)
    rounds: list[Round] = []
    for number in range(count):
        sessions: dict[str, Session] = {}
        # Each goes first in its turn, so that none always finds the warmer machine.
        first = number % len(left)
        for engine in left[first:] + left[:first]:
            print(f"round {number + 1} of {count}: {engine}", file=sys.stderr, flush=True)
            try:
                sessions[engine] = run(engine)
            except RuntimeError as failure:
                print(f"{engine} is left out: {failure}", file=sys.stderr)
                left.remove(engine)
        rounds.append(sessions)
    return rounds


def seconds_of(query: str) -> Figure:
    """The best of its runs in a session."""

    def best(session: Session) -> float | None:
        seconds = session.answers[query].get("seconds")
        return None if seconds is None else min(seconds)

    return best


def total_of(queries: Sequence[str]) -> Figure:
    """None where one of them has failed: a sum of fewer compares with nothing."""

    def total(session: Session) -> float | None:
        each = [seconds_of(query)(session) for query in queries]
        return None if None in each else sum(seconds for seconds in each if seconds is not None)

    return total


def median(rounds: Sequence[Round], engine: str, figure: Figure) -> float | None:
    values = [figure(each[engine]) for each in rounds if engine in each]
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def ratio(rounds: Sequence[Round], engine: str, other: str, figure: Figure) -> float | None:
    """How many times `engine` has what `other` has: the median over the rounds."""
    pairs = [(figure(each[engine]), figure(each[other])) for each in rounds if engine in each and other in each]
    ratios = [mine / yours for mine, yours in pairs if mine is not None and yours is not None and yours > 0]
    return statistics.median(ratios) if ratios else None
