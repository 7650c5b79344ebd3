"""`spark-sql`: what it prints is what Spark 4.3's own program printed for the same input."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from terminal import END, INTERRUPT, at_a_terminal
from tspark import spark_home
from tspark.spark_sql.arguments import UsageError, parse
from tspark.spark_sql.statements import split

CLIENTS = {"stock": "", "shim": str(spark_home().parents[1])}


def spark_sql(
    *words: str | Path, typed: str = "", client: str = "stock", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [spark_home() / "bin/spark-sql", "--master", "local[1]", *words],
        input=typed,
        env={**os.environ, "PYTHONPATH": CLIENTS[client]},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
    )


SCRIPT = """\
-- a comment; with semicolon
SELECT 1 AS a, 'x;y' AS b; /* block ; comment */ SELECT 2;
create temp view v as select * from values (1, 'a', cast(null as string), 1.50, array(1,2,null),
  map('k',1,'a',null), named_struct('x',1,'y','z'), true, date'2020-01-01', timestamp'2020-01-01 01:02:03', X'4142',
  1e10D, interval '-1 02:03:04.5' day to second, interval '-13' month) as t(a,b,c,d,e,f,g,h,i,j,k,l,m,n);
select * from v;
select * from v where a > 5;
describe v;
show tables;
set spark.sql.cli.print.header=true;
set x.y=5;
select '${x.y}', '${D}';
select id from range(2)
"""

PRINTED = """\
1\tx;y
2
1\ta\tNULL\t1.50\t[1,2,null]\t{"a":null,"k":1}\t{"x":1,"y":"z"}\ttrue\t2020-01-01\t2020-01-01 01:02:03\tAB\
\t1.0E10\t-1 02:03:04.500000000\t-1-1
a                   \tint                 \t                    
b                   \tstring              \t                    
c                   \tstring              \t                    
d                   \tdecimal(3,2)        \t                    
e                   \tarray<int>          \t                    
f                   \tmap<string,int>     \t                    
g                   \tstruct<x:int,y:string>\t                    
h                   \tboolean             \t                    
i                   \tdate                \t                    
j                   \ttimestamp           \t                    
k                   \tbinary              \t                    
l                   \tdouble              \t                    
m                   \tinterval day to second\t                    
n                   \tinterval month      \t                    
v
key\tvalue
spark.sql.cli.print.header\ttrue
key\tvalue
x.y\t5
5\tdd
5\tdd
id
0
1
"""  # noqa: W291

TIMES = [1, 1, 0, 1, 0, 14, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_file_of_statements(client: str, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(SCRIPT)
    result = spark_sql("-f", "a.sql", "-d", "D=dd", client=client, cwd=tmp_path)
    assert result.stdout == PRINTED
    assert result.returncode == 0
    first, *times = result.stderr.splitlines()
    assert re.fullmatch(r"Spark master: local\[1\], Application Id: local-\d+", first)
    pattern = r"Time taken: \d+\.\d{1,3} seconds(?:, Fetched (\d+) row\(s\))?"
    assert [int(re.fullmatch(pattern, line)[1] or 0) for line in times] == TIMES  # type: ignore[index]


def test_the_prompt_gathers_lines_runs_commands_and_goes_on_after_an_error(tmp_path: Path) -> None:
    (tmp_path / "more.sql").write_text("select 'from source'; select bad syntax here from; select 'after'")
    typed = [
        "select",
        "1 as x, -- ; not the end",
        "'a;b'",
        ";",
        "select nope;",
        "!echo hi;",
        "source more.sql;",
        "-- only a comment",
        "select 4; select 5;",
        "quit;",
        "select 6;",
    ]
    result = spark_sql(typed="\n".join(typed) + "\n", cwd=tmp_path)
    assert result.stdout == (
        "spark-sql (default)> select\n"
        "                   > 1 as x, -- ; not the end\n"
        "                   > 'a;b'\n"
        "                   > ;\n"
        "1\ta;b\n"
        "spark-sql (default)> select nope;\n"
        "spark-sql (default)> !echo hi;\n"
        "hi\n"
        "spark-sql (default)> source more.sql;\n"
        "from source\n"
        "spark-sql (default)> -- only a comment\n"
        "spark-sql (default)> select 4; select 5;\n"
        "4\n"
        "5\n"
        "spark-sql (default)> quit;\n"
    )
    assert "[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION]" in result.stderr
    assert "[PARSE_SYNTAX_ERROR] Syntax error at or near 'here'" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.returncode == 0


@pytest.mark.parametrize("client", CLIENTS)
def test_an_interrupt_ends_the_statement_and_not_the_program(client: str) -> None:
    prompt, bar = r"spark-sql \(default\)> $", r"\[Stage \d+:.*\]$"
    steps = [
        (prompt, "select sum(hash(id)) from range(0, 10000000000000, 1, 4);\n"),
        (bar, INTERRUPT),
        (prompt, "select 'half\n"),
        (r"\n {19}> $", INTERRUPT),
        (prompt, "select 'whole';\n"),
        (prompt, END),
    ]
    command: list[str | Path] = [spark_home() / "bin/spark-sql", "--master", "local[1]"]
    code, screen = at_a_terminal(command, steps, {"PYTHONPATH": CLIENTS[client]})
    assert "whole\r\nTime taken: " in screen, screen
    assert "Traceback" not in screen
    assert code == 0


def test_the_end_of_the_input_ends_the_prompt() -> None:
    result = spark_sql(typed="select 1;\n")
    assert result.stdout == "spark-sql (default)> select 1;\n1\nspark-sql (default)> \n"
    assert result.returncode == 0


def test_an_error_ends_the_statements_of_the_command_line() -> None:
    result = spark_sql("-e", "select 1; select 1/0; select 2")
    assert result.stdout == "1\n"
    assert "[DIVIDE_BY_ZERO] Division by zero." in result.stderr
    assert '"level"' not in result.stderr
    assert result.returncode == 1


def test_stock_pysparks_program_runs_ours_where_spark_home_is_ours() -> None:
    program = Path(sys.executable).parent / "spark-sql"
    result = subprocess.run(
        [program, "--master", "local[1]", "-S", "-e", "select 1"], capture_output=True, text=True, timeout=60
    )
    assert (result.stdout, result.stderr, result.returncode) == ("1\n", "", 0)


def test_silence_a_file_to_start_with_and_settings(tmp_path: Path) -> None:
    (tmp_path / "init.sql").write_text("set spark.x.y=7; select 'init'")
    words = ["-S", "-i", "init.sql", "--hiveconf", "spark.a=1", "--conf", "spark.b=2", "--name", "mine"]
    result = spark_sql(*words, "-e", "select '${spark.x.y}${spark.a}${spark.b}${spark.app.name}'", cwd=tmp_path)
    assert result.stdout == "spark.x.y\t7\ninit\n712mine\n"
    assert result.stderr == ""
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--database", "nodb", "-e", "select 1"], 1, "[SCHEMA_NOT_FOUND]"),
        (["-f", "no-such.sql"], 3, "Could not open input file for reading."),
        (["-f", "a.sql", "-e", "select 1"], 1, "cannot be specified simultaneously"),
        (["-e"], 1, "Missing argument for option '-e'."),
        (["stray"], 1, "unexpected argument: stray"),
        (["--no-such-option", "x", "-e", "select 1"], 1, "Error: Unrecognized option: --no-such-option\n"),
        (["--master", "local[many]", "-e", "select 1"], 1, "local[many]"),
    ],
)
def test_a_start_that_fails_has_an_exit_code_and_says_why(words: Sequence[str], code: int, message: str) -> None:
    result = spark_sql(*words)
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert result.returncode == code


def test_the_version_is_the_engines() -> None:
    assert "version 4.3.0" in spark_sql("--version").stderr


def test_help_names_every_option() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tspark.spark_sql", "--help"], capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 0
    for option in ("-e", "-f", "-i", "-S", "--database", "--define", "--hivevar", "--hiveconf", "--conf"):
        assert option in result.stdout


def test_options_of_spark_are_handed_on_with_their_values() -> None:
    words = ["--master=local[2]", "-c", "a=b", "--conf", "spark.x=1", "--load-spark-defaults", "-e", "select 1"]
    arguments = parse(words)
    assert arguments.launch == words[:-2]
    assert arguments.statements == "select 1"
    with pytest.raises(UsageError):
        parse(["--define", "novalue"])


@pytest.mark.parametrize(
    ("text", "statements", "rest"),
    [
        ("a;b ;\n c", ["a", "b"], "c"),
        ('select \';\', "a;\\";", `b;`; x', ['select \';\', "a;\\";", `b;`'], "x"),
        ("-- c;\na; -- d;\n", ["-- c;\na"], ""),
        ("/* a; /* b; */ c; */; d", [], "d"),
        ("a /* open ; ", [], "a /* open ;"),
        ("/* open ; ", [], "/* open ;"),
        ("'open ; ", [], "'open ;"),
        ("select /*+ x */ 1 - 2 / 3;", ["select /*+ x */ 1 - 2 / 3"], ""),
        (" ;; ; ", [], ""),
    ],
)
def test_statements_end_at_semicolons_outside_of_strings_names_and_comments(
    text: str, statements: list[str], rest: str
) -> None:
    assert split(text) == (statements, rest)
