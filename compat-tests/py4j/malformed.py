"""Malformed frames from many connections while a valid client is served; by itself: ``malformed.py FRAMES [SEED]``."""

import argparse
import random
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from py4j.java_gateway import JavaGateway
from served import SECRET, Server, start_server, stop_server

WORKERS = 8
WARM_UP = 500
GROWTH = 30 * 2**20
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


def send_frames(server: Server, rng: random.Random, count: int) -> None:
    """Sends frames over one connection until the server hangs up, then goes on with the next."""
    pending = count
    while pending:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(SECRET_LINE)
            assert connection.recv(100) == b"!yv\n"
            connection.settimeout(0.002)
            ending = rng.randrange(3)
            for _ in range(min(pending, rng.randrange(1, 30))):
                pending -= 1
                try:
                    connection.sendall(malformed_frame(rng))
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


def release_all(gateway: JavaGateway) -> None:
    """Gives back every object that an answer named: the gateway rightly keeps them, so the heap would say nothing."""
    newest = gateway.jvm.tests.zoo.Animal("last", 1)
    for identity in range(int(newest._target_id.removeprefix("o"))):
        gateway._gateway_client.send_command(f"m\nd\no{identity}\ne\n")


@dataclass(frozen=True)
class Outcome:
    """How often the valid client was served, and the engine's heap in bytes before and after."""

    served: int
    before: int
    after: int

    def check(self) -> None:
        assert self.served > 50, f"a valid client was served {self.served} times only"
        grown = self.after - self.before
        assert grown < GROWTH, f"{grown >> 20} MiB more than before"


def attack(server: Server, frames: int, seed: int) -> Outcome:
    """Sends the frames that belong to the seed, `WORKERS` connections at a time; a valid client that fails raises."""
    gateway = server.connect()
    jvm = gateway.jvm
    seeds = random.Random(seed)
    send_frames(server, seeds, WARM_UP)
    before = jvm.tests.Probe.heap()
    served = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        sent = [
            pool.submit(send_frames, server, random.Random(seeds.random()), frames // WORKERS) for _ in range(WORKERS)
        ]
        while not all(each.done() for each in sent):
            animal = jvm.tests.zoo.Animal("Rex", served)
            assert animal.describe() == f"Rex ({served})"
            assert list(jvm.tests.Values.iterate(3)) == [0, 1, 2]
            served += 1
        for each in sent:
            each.result()
    assert server.process.poll() is None, "the gateway died"
    release_all(gateway)
    # Node frees sockets and their buffers some seconds after they were closed.
    deadline = time.monotonic() + 10
    while (after := jvm.tests.Probe.heap()) - before > GROWTH and time.monotonic() < deadline:
        time.sleep(0.5)
    gateway.shutdown()
    return Outcome(served, before, after)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("frames", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=random.randrange(2**32))
    options = parser.parse_args()
    print(f"{options.frames:,} frames, seed {options.seed}", flush=True)
    server = start_server("pinned", "lasting")
    started = time.monotonic()
    try:
        outcome = attack(server, options.frames, options.seed)
    finally:
        stop_server(server)
    print(
        f"{time.monotonic() - started:.0f} s, a valid client served {outcome.served:,} times, "
        f"heap {outcome.before / 2**20:.1f} MiB before and {outcome.after / 2**20:.1f} MiB after"
    )
    outcome.check()


if __name__ == "__main__":
    main()
