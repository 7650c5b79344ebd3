"""10,000 malformed frames while a valid client is served."""

import random
import socket
import threading

import pytest
from served import SECRET, Server

FRAMES = 10_000
WORKERS = 8
COMMANDS = "aciftdhjlmprsSzqAxe!"
SECRET_LINE = f"A\n{SECRET}\n".encode()


def random_value(rng: random.Random) -> bytes:
    kinds = (
        lambda: b"i" + str(rng.randrange(-(2**70), 2**70)).encode(),
        lambda: b"L" + b"9" * rng.randrange(1, 400),
        lambda: b"i" + rng.choice((b"abc", b"", b"1.5", b"0x10", b"--1", b"1e9")),
        lambda: b"d" + rng.choice((b"nan", b"1e999", b"x", b"", b"1_0")),
        lambda: b"D" + rng.choice((b"1E999999999", b"1e-5", b".", b"12.5.6", b"-")),
        lambda: b"ro" + str(rng.randrange(0, 10**9)).encode(),
        lambda: b"r" + rng.choice((b"", b"j", b"t", b"GATEWAY_SERVER", b"constructor")),
        lambda: b"s" + rng.randbytes(rng.randrange(0, 40)).replace(b"\n", b""),
        lambda: b"j" + rng.randbytes(10).replace(b"\n", b""),
        lambda: b"f" + rng.choice((b"p1;tests.Callback", b"p1", b";;;", b"p1;java.lang.String", b"")),
        lambda: b"b" + rng.choice((b"true", b"maybe", b"")),
        lambda: rng.choice((b"n", b"v", b"e", b"", b"\xff\xfe\x80", b"?unknown", b"!yi1", b"\\", b"s\\")),
        lambda: b"s" + b"x" * rng.choice((0, 1, 1000, 100_000)),
    )
    return rng.choice(kinds)()


def random_target(rng: random.Random) -> bytes:
    return rng.choice(
        (b"o1", b"o999999999", b"z:tests.Values", b"z:", b"z:no.Such", b"t", b"j", b"", b"z:java.lang.Class",
         b"GATEWAY_SERVER", b"z:constructor", b"z:[[[[J", b"z:" + b"[" * 500, b"\xff\xff")
    )  # fmt: skip


def random_name(rng: random.Random) -> bytes:
    names = (b"getName", b"toString", b"constructor", b"__proto__", b"e", b"", b"hasOwnProperty", b"\x80", b"longOne",
             b"forName", b"valueOf")  # fmt: skip
    return rng.choice(names)


def malformed_frame(rng: random.Random) -> bytes:
    command = rng.choice(COMMANDS).encode()
    if command == b"s":
        command = b"ss"
    lines = [command]
    if rng.random() < 0.7:
        lines.append(rng.choice((b"g", b"s", b"l", b"e", b"c", b"u", b"m", b"i", b"d", b"f", b"o", b"r", b"x", b"Q")))
    lines.append(random_target(rng))
    if rng.random() < 0.7:
        lines.append(random_name(rng))
    lines += [random_value(rng) for _ in range(rng.randrange(0, 5))]
    if rng.random() < 0.8:
        lines.append(b"e")
    frame = b"\n".join(lines) + b"\n"
    if rng.random() < 0.2:
        frame = frame[: rng.randrange(0, len(frame))]
    if rng.random() < 0.1:
        frame = rng.randbytes(rng.randrange(1, 200)) + frame
    return frame


def send_batch(server: Server, rng: random.Random, frames: list[bytes]) -> None:
    """Sends frames over one connection until the server hangs up, then goes on with the next."""
    pending = list(frames)
    while pending:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(SECRET_LINE)
            assert connection.recv(100) == b"!yv\n"
            connection.settimeout(0.002)
            ending = rng.randrange(3)
            for _ in range(min(len(pending), rng.randrange(1, 30))):
                frame = pending.pop()
                try:
                    connection.sendall(frame)
                    if not connection.recv(65536):
                        break
                except TimeoutError:
                    continue
                except OSError:
                    break
            try:
                if ending == 0:
                    connection.shutdown(socket.SHUT_WR)
                elif ending == 1:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            except OSError:
                pass


@pytest.mark.parametrize("own_server", ["pinned lasting"], indirect=True)
def test_malformed_frames(own_server: Server) -> None:
    gateway = own_server.connect()
    jvm = gateway.jvm
    seeds = random.Random(20261122)
    work = []
    for _ in range(WORKERS):
        rng = random.Random(seeds.random())
        work.append((rng, [malformed_frame(rng) for _ in range(FRAMES // WORKERS)]))
    warm_up = random.Random(1)
    send_batch(own_server, warm_up, [malformed_frame(warm_up) for _ in range(500)])
    before = jvm.tests.Probe.heap()
    failures: list[BaseException] = []

    def attack(rng: random.Random, frames: list[bytes]) -> None:
        try:
            send_batch(own_server, rng, frames)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=attack, args=each) for each in work]
    for thread in threads:
        thread.start()
    served = 0
    while any(thread.is_alive() for thread in threads):
        animal = jvm.tests.zoo.Animal("Rex", served)
        assert animal.describe() == f"Rex ({served})"
        assert list(jvm.tests.Values.iterate(3)) == [0, 1, 2]
        served += 1
    assert not failures
    assert served > 50
    assert own_server.process.poll() is None
    grown = jvm.tests.Probe.heap() - before
    assert grown < 30 * 2**20, f"{grown >> 20} MiB more than before"
    gateway.close()
