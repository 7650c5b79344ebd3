"""Every script prints on the engine, with either client, what it printed on the real Spark."""

import pytest
from scripts import CLIENTS, RECORDED, SCRIPTS, output_of, recorded_file
from tspark import spark_home


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_prints_what_the_real_spark_prints(name: str, client: str) -> None:
    assert output_of(name, spark_home(), client) == recorded_file(name).read_text()


def test_every_script_is_recorded_and_nothing_else() -> None:
    assert {file.stem for file in RECORDED.glob("*.txt")} == SCRIPTS.keys()
