"""`modcheck policy import FILE`: the policy of another tool as `.gomod-hooks.toml` says it."""

from __future__ import annotations

from ..command.errors import UsageError
from ..command.output import print_note, write_out
from ..command.parser import Parser
from .imported import ImportedPolicy, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT = """Print the policy of another tool as entries of .gomod-hooks.toml: the configuration of
gomodguard (its first version too), the gomodguard and gomoddirectives sections of a golangci-lint
configuration, or an unwanted-dependencies.json as kubernetes has. What has no counterpart is told
on standard error. Nothing is written."""
LARGEST = 1 << 20  # bytes of a file that is read
OF_GOMODGUARD = ("gomodguard", "gomodguard_v2")


def policy(arguments: Sequence[str]) -> int:
    """Print what a file says; UsageError for one that cannot be read."""
    given = parser().parse_args(arguments)
    imported = read(given.file)
    for note in imported.notes:
        print_note("modcheck policy", note)
    return write_out(imported.toml())


def parser() -> Parser:
    """The command line."""
    made = Parser("modcheck policy", ABOUT, "0 printed; 2 a file that cannot be read, or usage")
    made.add_argument("action", choices=("import",), metavar="import")
    made.add_argument("file", metavar="FILE", help="the other tool's configuration")
    return made


def read(file: str) -> ImportedPolicy:
    """The policy in a file of one of the tools; UsageError where there is none."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UsageError(f"{file}: larger than {LARGEST} bytes")
    found = table(_loaded(file, data), file)
    imported = ImportedPolicy()
    if not _add(found, imported):
        raise UsageError(
            f"{file}: no policy that is known here: no allowed or blocked modules of gomodguard, "
            "no section of golangci-lint for gomodguard or gomoddirectives, no unwantedModules"
        )
    return imported


def _add(found: dict[str, object], imported: ImportedPolicy) -> bool:
    """Add each policy that is in a file; whether there is any."""
    from .imported_directives import gomoddirectives
    from .imported_gomodguard import gomodguard
    from .imported_kubernetes import kubernetes

    if "unwantedModules" in table(found.get("spec"), "spec"):
        kubernetes(found, imported)
        return True
    if "allowed" in found or "blocked" in found or "local_replace_directives" in found:
        gomodguard(found, imported)
        return True
    linters = table(found.get("linters"), "linters")
    settings = {
        **table(found.get("linters-settings"), "linters-settings"),
        **table(linters.get("settings"), "linters.settings"),
    }
    names = [name for name in OF_GOMODGUARD if name in settings]
    for name in names:
        gomodguard(table(settings[name], name), imported)
    if "gomoddirectives" in settings:
        gomoddirectives(table(settings["gomoddirectives"], "gomoddirectives"), imported)
        names.append("gomoddirectives")
    return bool(names)


def _loaded(file: str, data: bytes) -> object:
    """The tables of a file: JSON, TOML or YAML, by its name."""
    import sys

    try:
        if file.endswith(".json"):
            import json

            return json.loads(data)
        if file.endswith(".toml"):
            if sys.version_info >= (3, 11):
                import tomllib
            else:
                import tomli as tomllib
            return tomllib.loads(data.decode("utf-8"))
        import yaml
    except ImportError as error:
        wanted = "PyYAML" if error.name == "yaml" else str(error.name)
        raise UsageError(f"{file}: it takes {wanted} to read it: pip install pyyaml") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}: {error}") from None
    try:
        return yaml.safe_load(data)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{file}: not YAML: {reason}") from None
