"""`gocache-scan`: prune, verify and bound the build cache of the go command."""

from __future__ import annotations

import sys

from ..command.output import (
    FOUND,
    PASSED,
    catch_interrupts,
    print_error,
    reserve_std_streams,
    write_out,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from ..command.parser import Parser
    from .outcome import ScanOutcome

PROGRAM = "gocache-scan"
ABOUT = """Scan the build cache of the go command: remove what was not used for long, verify the
contents, keep it below a quota. Nothing that was used within the last 2 hours is removed, so
builds may run beside it."""

EXITS = "0 clean; 1 damage, or over the quota; 2 usage error, or an entry that cannot be removed"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the scan. The exit status: 0 clean, 1 damage or over quota, 2 for an error."""
    from ..command.errors import in_one_line

    arguments = sys.argv[1:] if argv is None else list(argv)
    reserve_std_streams()
    try:
        catch_interrupts()
        return _run(_parser().parse_args(arguments))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return print_error(PROGRAM, in_one_line(error))


def _parser() -> Parser:
    from ..command.parser import Parser

    parser = Parser(PROGRAM, ABOUT, EXITS)
    parser.add_argument("--root", metavar="DIR", help="the cache: what go env GOCACHE prints")
    parser.add_argument("--prune", metavar="TIME", help="remove what was not used for: 48h, 7d")
    parser.add_argument(
        "--verify-checksum", action="store_true", help="read every output and compare its hash"
    )
    parser.add_argument(
        "--quota", metavar="SIZE", help="remove the least recently used above: 10G, 500M"
    )
    parser.add_argument("--report-json", metavar="FILE", help="write what was found to this file")
    parser.add_argument("--dry-run", action="store_true", help="remove nothing, say what would be")
    return parser


def _run(given: argparse.Namespace) -> int:
    """Raises UsageError and OSError."""
    from ..command.errors import UsageError
    from .outcome import as_text
    from .scan import scan

    if not given.root:
        raise UsageError('--root names no folder: --root "$(go env GOCACHE)"')
    prune, quota = _amounts(given)
    from .contents import NotACacheError

    try:
        outcome = scan(
            given.root,
            prune=prune,
            prune_text=given.prune or "",
            quota=quota,
            is_verifying=given.verify_checksum,
            is_dry_run=given.dry_run,
        )
    except NotACacheError as error:
        raise UsageError(f"{given.root}: {error}") from None
    write_out(as_text(outcome))
    if given.report_json:
        _write_report(given.report_json, outcome)
    for path, reason in outcome.refused[:1]:
        more = f" (and {len(outcome.refused) - 1:,} more)" if len(outcome.refused) > 1 else ""
        return print_error(PROGRAM, f"{path} was not removed: {reason}{more}")
    return PASSED if outcome.is_clean else FOUND


def _amounts(given: argparse.Namespace) -> tuple[int | None, int | None]:
    """The seconds of --prune and the bytes of --quota; UsageError for what is neither."""
    from ..command.errors import UsageError
    from ..values import amounts
    from . import plan

    option = "--prune"
    try:
        prune = None if given.prune is None else amounts.duration(given.prune)
        option = "--quota"
        quota = None if given.quota is None else amounts.size(given.quota)
    except ValueError as error:
        value = given.prune if option == "--prune" else given.quota
        raise UsageError(f"{option} {value}: {error}") from None
    if prune is not None and prune < plan.GRACE:
        raise UsageError(f"--prune {given.prune}: what was used within 2 hours is never removed")
    return prune, quota


def _write_report(path: str, outcome: ScanOutcome) -> None:
    """Write the JSON: the whole of it or, where that fails, nothing. Raises OSError."""
    import os

    from .outcome import as_json

    scratch = f"{path}.{os.getpid()}.tmp"
    try:
        with open(scratch, "x", encoding="ascii", newline="\n") as file:
            file.write(as_json(outcome))
        os.replace(scratch, path)
    finally:
        if os.path.lexists(scratch):
            os.unlink(scratch)


if __name__ == "__main__":
    sys.exit(main())
