"""`python3 -m tests.schema`: write gomod-hooks.schema.json anew, for editors that know TOML."""

from __future__ import annotations

import sys
from pathlib import Path

from hooks.command.config_schema import schema
from hooks.report.json_report import dump

FILE = Path(__file__).parent.parent / "gomod-hooks.schema.json"


def text() -> str:
    """The text of the file."""
    return dump(schema())


def main() -> int:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
