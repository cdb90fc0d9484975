"""Pre-commit hooks that judge the staged go.mod, go.sum, go.work and vendor files."""

import sys

# Everything up to here is read by any Python, so that an old one says what is wrong
if sys.version_info < (3, 10):
    found = "this is Python %d.%d" % sys.version_info[:2]
    sys.stderr.write("gomod-hooks needs Python 3.10 or newer: %s\n" % found)
    raise SystemExit(2)

if sys.argv[:1] == ["-m"]:
    # `python -m` imports the package before the module that it runs. Until that one is ready
    # (`command.output.catch_interrupts`), Ctrl-C ends the process without a traceback.
    import _signal  # type: ignore[import-not-found]

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
