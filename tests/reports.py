"""What a run with --format json said."""

from __future__ import annotations

import json
from typing import Any


def findings(text: str) -> list[dict[str, Any]]:
    """The findings of a document; [] where nothing was written."""
    return list(json.loads(text)["findings"]) if text else []
