"""`modcheck`: the checks of the hooks, for the command line and for continuous integration."""

from __future__ import annotations

import sys

from ..command.output import catch_interrupts, print_error, reserve_std_streams, version, write_out
from ..git.process import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
usage: modcheck COMMAND ...

commands:
  check           judge the index, a commit or a range of commits
  diff            what changed in go.sum and go.mod between two commits or files
  fix             rewrite what go-mod-format, go-sum-sort and go-vendor-modules mend
  matrix          what would each Go release say of these modules?
  graph           which versions a module graph selects, and who asks for them
  why             why a version of a module is selected
  snapshot        every module with its hashes, to compare with later
  config          the configuration in force, and where each value comes from
  policy import   turn the policy of gomodguard, golangci-lint or kubernetes into ours
  verify          prove go.sum against the checksum database
  doctor          why does the go command behave differently here?
  rule            explain a code
  merge-driver    merge two go.sum files for git
  completion      a script for bash, zsh or tcsh that completes this command

modcheck COMMAND --help tells more; modcheck --version names the release.
Exit status: 0 nothing found; 1 findings; 2 an error, as each command says.
Documentation: https://gomod-hooks.github.io/gomod-hooks/
"""


COMMANDS = (
    *("check", "diff", "fix", "matrix", "graph", "why", "snapshot"),
    *("config", "policy", "verify", "doctor", "rule", "merge-driver", "completion"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. The exit status: 0 without findings, 1 with findings, 2 for an error."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    reserve_std_streams()
    try:
        catch_interrupts()
        return _run(*arguments)
    except GitError as error:
        return print_error("modcheck", str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from ..command.errors import in_one_line

        return print_error("modcheck", in_one_line(error))


def _run(command: str = "", *rest: str) -> int:
    if command == "check":
        from .check import check

        return check(rest)
    if command == "diff":
        from .diff import diff

        return diff(rest)
    if command == "fix":
        from .fix import fix

        return fix(rest)
    if command == "matrix":
        from .matrix import matrix

        return matrix(rest)
    if command in ("graph", "why"):
        from . import graph

        return graph.graph(rest) if command == "graph" else graph.why(rest)
    if command == "snapshot":
        from .snapshot import snapshot

        return snapshot(rest)
    if command == "config":
        from .config import config

        return config(rest)
    if command == "policy":
        from .policy import policy

        return policy(rest)
    if command == "verify":
        from .verify import verify

        return verify(rest)
    if command == "doctor":
        from .doctor import doctor

        return doctor(rest)
    if command == "rule":
        from .rule import rule

        return rule(rest)
    if command == "merge-driver":
        from .merge_driver import merge_driver

        return merge_driver(rest)
    if command == "completion":
        from .completion import completion

        return completion(rest)
    if command in ("-h", "--help"):
        return write_out(USAGE)
    if command == "--version":
        return write_out(version())
    from ..command.nearest import meant

    unknown = f"no command {command[:40]!r}" if command else "name a command"
    guess = meant(command, COMMANDS) if command else ""
    return print_error("modcheck", f"{unknown}: one of {', '.join(COMMANDS)}{guess}")


if __name__ == "__main__":
    sys.exit(main())
