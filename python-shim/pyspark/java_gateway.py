"""Starts the engine, or finds the one that runs, and connects to it by py4j."""

import atexit
import errno
import logging
import os
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from subprocess import PIPE, Popen, TimeoutExpired
from typing import TYPE_CHECKING, Any, NamedTuple

from pyspark.errors import PySparkRuntimeError
from pyspark.find_spark_home import _find_spark_home
from pyspark.local_socket import local_connect_and_auth as local_connect_and_auth
from pyspark.serializers import UTF8Deserializer, read_int

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway

    from pyspark.conf import SparkConf

_CONNECTION_FILE_NAME = "connection"
_FIRST_LOOK_SECONDS = 0.001
_LONGEST_WAIT_SECONDS = 0.05
_LONGEST_FAREWELL_SECONDS = 1
_LONGEST_END_SECONDS = 0.3

_ERROR = "x"
# With its stack, at level ERROR. The exceptions that come of it say enough.
_LOGGED_BY_PY4J = ("KeyboardInterrupt while sending command.", "Exception while sending command.")

# What Python code finds under its simple name as an attribute of the JVM view.
_IMPORTS = (
    "org.apache.spark.SparkConf",
    "org.apache.spark.api.java.*",
    "org.apache.spark.api.python.*",
    "org.apache.spark.ml.python.*",
    "org.apache.spark.mllib.api.python.*",
    "org.apache.spark.resource.*",
    "org.apache.spark.sql.Encoders",
    "org.apache.spark.sql.OnSuccessCall",
    "org.apache.spark.sql.functions",
    "org.apache.spark.sql.classic.*",
    "org.apache.spark.sql.api.python.*",
    "org.apache.spark.sql.hive.*",
    "scala.Tuple2",
)


class _Launch(NamedTuple):
    """An engine that is starting, and the file that will say where it listens."""

    command: list[str]
    process: "Popen[bytes]"
    folder: str

    @property
    def connection_file(self) -> str:
        return os.path.join(self.folder, _CONNECTION_FILE_NAME)


_ahead: _Launch | None = None


def launch_ahead(conf: "SparkConf") -> None:
    """Start the engine that :func:`launch_gateway` will be asked for: what else has to be imported can be meanwhile."""
    global _ahead
    if _ahead is None and "PYSPARK_GATEWAY_PORT" not in os.environ:
        _ahead = _launch(_launch_command(conf), {})


def _take_ahead(command: list[str]) -> _Launch | None:
    global _ahead
    launch, _ahead = _ahead, None
    if launch is None or launch.command == command:
        return launch
    launch.process.kill()
    shutil.rmtree(launch.folder)
    return None


def launch_gateway(conf: "SparkConf | None" = None, popen_kwargs: dict[str, Any] | None = None) -> "JavaGateway":
    """Connect to the engine that ``PYSPARK_GATEWAY_PORT`` names, or to one that is started for this process.

    ``popen_kwargs`` goes to :class:`subprocess.Popen`, to capture what the engine prints.
    """
    if "PYSPARK_GATEWAY_PORT" in os.environ:
        process = None
        port, secret = int(os.environ["PYSPARK_GATEWAY_PORT"]), os.environ["PYSPARK_GATEWAY_SECRET"]
    else:
        command = _launch_command(conf)
        launch = (None if popen_kwargs else _take_ahead(command)) or _launch(command, popen_kwargs or {})
        process = launch.process
        _import_py4j()
        try:
            port, secret = _wait_for_connection_info(process, launch.connection_file)
        finally:
            shutil.rmtree(launch.folder)
    gateway = _connect(port, secret)
    gateway.proc = process
    _explain_lost_connections(gateway)
    return gateway


def has_ended(gateway: "JavaGateway") -> bool:
    """Whether the engine that was started for the gateway is no more. Of others one cannot know."""
    # Not by getattr: an attribute that the gateway does not have is looked for in the engine.
    process = gateway.__dict__.get("proc")
    return process is not None and process.poll() is not None


def _explain_lost_connections(gateway: "JavaGateway") -> None:
    """Where nobody listens any more, the error says what became of the engine, in place of what py4j makes of it."""
    client = gateway._gateway_client
    # With pinned threads each one keeps its connection, and the client has another method for that.
    method = "_create_new_connection" if hasattr(client, "_create_new_connection") else "_create_connection"
    connect, send = getattr(client, method), client.send_command
    process = gateway.__dict__["proc"]

    def connect_or_explain() -> Any:
        try:
            return connect()
        except ConnectionError as error:
            raise ConnectionRefusedError(error.errno, _fate(process)) from None

    def send_or_explain(command: str, retry: bool = True, binary: bool = False) -> Any:
        response = send(command, retry, binary)
        # What py4j makes of a connection that breaks; the engine answers so to few commands.
        if response == _ERROR and _is_ending(process):
            raise ConnectionResetError(errno.ECONNRESET, _fate(process))
        return response

    setattr(client, method, connect_or_explain)
    client.send_command = send_or_explain
    logging.getLogger().addFilter(lambda record: record.msg not in _LOGGED_BY_PY4J)


def _is_ending(process: "Popen[bytes] | None") -> bool:
    """The sockets of a process are closed an instant before its parent can see that it has ended."""
    try:
        return process is not None and process.wait(_LONGEST_END_SECONDS) is not None
    except TimeoutExpired:
        return False


def _fate(process: "Popen[bytes] | None") -> str:
    if process is None:
        return "The engine that this process was connected to does not answer any more"
    try:
        code = process.wait(_LONGEST_FAREWELL_SECONDS)
    except TimeoutExpired:
        return "The engine runs, but does not answer any more"
    ending = f"signal {-code}" if code < 0 else f"exit code {code}"
    return f"The engine has ended, by {ending}: stop the session and make a new one"


def _launch_command(conf: "SparkConf | None") -> list[str]:
    script = "spark-submit.cmd" if os.name == "nt" else "spark-submit"
    command = [os.path.join(_find_spark_home(), "bin", script)]
    for key, value in conf.getAll() if conf is not None else []:
        command += ["--conf", f"{key}={value}"]
    if os.environ.get("SPARK_TESTING"):
        command += ["--conf", "spark.ui.enabled=false"]
    return command + shlex.split(os.environ.get("PYSPARK_SUBMIT_ARGS", "pyspark-shell"))


def _launch(command: list[str], popen_kwargs: Mapping[str, Any]) -> _Launch:
    folder = tempfile.mkdtemp()
    try:
        return _Launch(
            command, _start_engine(command, os.path.join(folder, _CONNECTION_FILE_NAME), popen_kwargs), folder
        )
    except OSError:
        shutil.rmtree(folder)
        raise


def _start_engine(command: list[str], connection_file: str, popen_kwargs: Mapping[str, Any]) -> "Popen[bytes]":
    environment = {**os.environ, "SPARK_CONNECT_MODE": "0", "_PYSPARK_DRIVER_CONN_INFO_PATH": connection_file}
    if sys.executable:
        # Workers run on this interpreter where PYSPARK_PYTHON names none.
        environment.setdefault("TSPARK_CLIENT_PYTHON", sys.executable)
    # The engine ends when its standard input does, so with this process, however that ends.
    options: dict[str, Any] = {**popen_kwargs, "stdin": PIPE, "env": environment}
    if os.name != "nt":
        # Ctrl-C cancels the jobs, through this process; the engine lives on.
        return Popen(command, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN), **options)
    process = Popen(command, **options)
    # Windows starts the engine below a command shell, which does not hand on the end of its input.
    atexit.register(lambda: Popen(["taskkill", "/f", "/t", "/pid", str(process.pid)]))
    return process


def _import_py4j() -> None:
    """While the engine starts there is time for it."""
    import py4j.clientserver
    import py4j.java_gateway  # noqa: F401


def _wait_for_connection_info(process: "Popen[bytes]", file: str) -> tuple[int, str]:
    """Port and secret, as soon as the engine has written them. A real Spark takes its time: the waits get longer."""
    wait = _FIRST_LOOK_SECONDS
    while not os.path.isfile(file):
        if process.poll() is not None and not os.path.isfile(file):
            raise PySparkRuntimeError(errorClass="JAVA_GATEWAY_EXITED", messageParameters={})
        time.sleep(wait)
        wait = min(wait * 1.2, _LONGEST_WAIT_SECONDS)
    with open(file, "rb") as info:
        return read_int(info), str(UTF8Deserializer().loads(info))


def _connect(port: int, secret: str) -> "JavaGateway":
    from py4j.clientserver import ClientServer, JavaParameters, PythonParameters
    from py4j.java_gateway import GatewayParameters, JavaGateway, java_import

    gateway: JavaGateway
    if os.environ.get("PYSPARK_PIN_THREAD", "true").lower() == "true":
        # Each Python thread has a thread of its own in the engine.
        gateway = ClientServer(
            java_parameters=JavaParameters(port=port, auth_token=secret, auto_convert=True),
            python_parameters=PythonParameters(port=0, eager_load=False),
        )
    else:
        gateway = JavaGateway(gateway_parameters=GatewayParameters(port=port, auth_token=secret, auto_convert=True))
    for name in _IMPORTS:
        java_import(gateway.jvm, name)
    return gateway


def ensure_callback_server_started(gw: "JavaGateway") -> None:
    """Let the engine call Python. With pinned threads it can anyway, on the connection that waits for its answer."""
    from py4j.java_gateway import JavaObject

    # Not by hasattr: an attribute that the gateway does not have is looked for in the engine.
    if gw.__dict__.get("_callback_server") is not None:
        return
    parameters = gw.callback_server_parameters
    parameters.eager_load = True
    parameters.daemonize = True
    parameters.daemonize_connections = True
    parameters.port = 0
    gw.start_callback_server(parameters)
    port = gw._callback_server.server_socket.getsockname()[1]
    gw._callback_server.port = port
    gw._python_proxy_port = port
    server = JavaObject("GATEWAY_SERVER", gw._gateway_client)
    server.resetCallbackClient(server.getCallbackClient().getAddress(), port)
