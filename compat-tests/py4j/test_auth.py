"""Nobody without the secret gets anything."""

import socket

import pytest
from py4j.protocol import Py4JAuthenticationError, Py4JNetworkError
from served import SECRET, Server


def answer_to(server: Server, data: bytes) -> bytes:
    """Everything the server says until it hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        received = b""
        try:
            while chunk := connection.recv(1000):
                received += chunk
        except ConnectionResetError:
            pass
        return received


def test_wrong_secret(server: Server) -> None:
    with pytest.raises((Py4JAuthenticationError, Py4JNetworkError)):
        server.connect(secret="wrong").jvm.tests.Values.longOne()


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper()])
def test_wrong_secrets_are_refused(server: Server, secret: str) -> None:
    assert answer_to(server, f"A\n{secret}\n".encode()) == b"!xsAuthentication error: bad auth token received.\n"


@pytest.mark.parametrize("command", ["c\nz:tests.Values\nlongOne\ne\n", "s\n", "!yv\n", "q\n", "z\n127.0.0.1\n1\n2\n"])
def test_commands_before_the_secret_are_refused(server: Server, command: str) -> None:
    received = answer_to(server, command.encode())
    assert received == b"!xsAuthentication error: unexpected command.\n"
    assert server.process.poll() is None


def test_an_endless_first_line(server: Server) -> None:
    assert b"too long" in answer_to(server, b"A" * 100_000)


def test_only_loopback(server: Server) -> None:
    """Listens on no other address of this machine."""
    others = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {
        "127.0.0.1"
    }
    for address in others:
        if address.startswith("127."):
            continue
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, server.port), timeout=2)
