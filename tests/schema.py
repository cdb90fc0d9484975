"""`python3 -m tests.schema`: write gomod-hooks.schema.json anew, for editors that know TOML."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hooks.command.config_schema import schema

FILE = Path(__file__).parent.parent / "gomod-hooks.schema.json"


def text() -> str:
    """The text of the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
