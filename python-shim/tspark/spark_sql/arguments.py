"""The command line of ``spark-sql``: its own options, and Spark's, which go on to the launch of the session."""

from collections.abc import Sequence
from dataclasses import dataclass, field

USAGE = """\
Usage: spark-sql [options]

  -e STATEMENTS              run these statements and end
  -f FILE                    run the statements of a file and end
  -i FILE                    run the statements of a file first
  --database NAME            the database to start in
  -d, --define NAME=VALUE    what ${NAME} stands for in statements; also --hivevar
  --hiveconf KEY=VALUE       a setting of the session
  -S, --silent               results only, no times
  -v, --verbose              show each statement before it runs
  -H, --help                 this text

Every option of spark-submit is taken too: --master, --conf KEY=VALUE, --properties-file …
At the prompt a statement ends with a semicolon. `source FILE;` runs a file, `!COMMAND;` a command of the system,
`quit;` ends.
"""

#: Spark's options that stand alone; every other one is followed by its value.
_FLAGS = frozenset({"--load-spark-defaults", "--supervise", "--usage-error", "--version"})
_SETTINGS = frozenset({"-d", "--define", "--hivevar", "--hiveconf"})


class UsageError(Exception):
    """The command line cannot be meant."""


@dataclass
class Arguments:
    statements: str | None = None
    file: str | None = None
    first_file: str | None = None
    database: str | None = None
    settings: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    verbose: bool = False
    help: bool = False
    #: Handed on to ``spark-submit``.
    launch: list[str] = field(default_factory=list)


def parse(words: Sequence[str]) -> Arguments:
    arguments = Arguments()
    rest = list(words)

    def value(option: str, joined: str | None) -> str:
        if joined is not None:
            return joined
        if not rest:
            raise UsageError(f"Missing argument for option '{option}'.")
        return rest.pop(0)

    while rest:
        word = rest.pop(0)
        option, has_value, text = word.partition("=") if word.startswith("--") else (word, "", "")
        joined = text if has_value else None
        match option:
            case "-e":
                arguments.statements = value(option, joined)
            case "-f":
                arguments.file = value(option, joined)
            case "-i":
                arguments.first_file = value(option, joined)
            case "--database":
                arguments.database = value(option, joined)
            case "-S" | "--silent":
                arguments.silent = True
            case "-v" | "--verbose":
                arguments.verbose = True
            case "-H" | "-h" | "--help":
                arguments.help = True
            case _ if option in _SETTINGS:
                key, equals, setting = value(option, joined).partition("=")
                if not equals:
                    raise UsageError(f"{option} takes NAME=VALUE, not {key}")
                arguments.settings[key] = setting
            case _ if not option.startswith("-"):
                raise UsageError(f"unexpected argument: {word}")
            case _:
                arguments.launch.append(word)
                if option not in _FLAGS and joined is None:
                    arguments.launch.append(value(option, None))
    if arguments.statements is not None and arguments.file is not None:
        raise UsageError("The '-e' and '-f' options cannot be specified simultaneously")
    return arguments
