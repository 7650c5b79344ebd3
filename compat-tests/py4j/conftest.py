"""Servers and clients of both thread models."""

from collections.abc import Iterator
from typing import Any

import pytest
from py4j.java_gateway import JavaGateway
from served import Server, disconnect, start_server, stop_server


@pytest.fixture(scope="session", params=["pinned", "pooled"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One server a thread model, shared by the tests."""
    server = start_server(request.param)
    yield server
    assert server.process.poll() is None, "the gateway died during the tests"
    stop_server(server)


@pytest.fixture
def own_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server for a test that disturbs it; `indirect` parameters choose the mode."""
    server = start_server(*getattr(request, "param", "pinned").split())
    yield server
    stop_server(server)


@pytest.fixture
def gateway(server: Server) -> Iterator[JavaGateway]:
    gateway = server.connect(callbacks=True)
    yield gateway
    disconnect(gateway)


@pytest.fixture
def jvm(gateway: JavaGateway) -> Any:
    return gateway.jvm
