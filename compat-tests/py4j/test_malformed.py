"""100,000 malformed frames while a valid client is served; `make fuzz` sends a million."""

import pytest
from malformed import attack
from served import Server


@pytest.mark.parametrize("own_server", ["pinned lasting"], indirect=True)
def test_malformed_frames(own_server: Server) -> None:
    attack(own_server, frames=100_000, seed=20261122).check()
