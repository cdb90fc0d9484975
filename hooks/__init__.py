"""Pre-commit hooks that judge the staged go.mod, go.sum, go.work and vendor files."""

from __future__ import annotations

import sys

if sys.argv[:1] == ["-m"]:
    # `python -m` imports the package before the module that it runs. Until that one is ready
    # (`command.output.catch_interrupts`), Ctrl-C ends the process without a traceback.
    import _signal  # type: ignore[import-not-found]

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
