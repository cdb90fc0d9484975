"""Go.mod and go.work files made up from a grammar, some of them damaged afterwards."""

from __future__ import annotations

from hypothesis import strategies as st

from hooks.values.releases import NEWEST

VERSIONS = (
    *("v1.0.0", "v1.2.3", "v0.1.0", "v1.10.0", "v1.9.0", "v2.0.0", "v2.1.0+incompatible"),
    *("v1.0.0-pre.1", "v0.0.0-20200101000000-abcdefabcdef", "v1.2.4-0.20200101000000-abcdefabcdef"),
)
ODD_VERSIONS = (
    *(
        "v1",
        "v1.2",
        "v2",
        "master",
        "latest",
        "patch",
        "1.0.0",
        "v01.0.0",
        "v1.0.0+meta",
        "v1.0.0-01",
    ),
    *('"v1.0.0"', "`v1.0.0`", "v1.0.0-", "V1.0.0", '""', "v1.0.0+incompatible", "abcdef", "<v1"),
)
PATHS = ("a.b/c", "d.e/f", "g.h/i/v2", "gopkg.in/y.v2", "x.y/z", "example.com/m", "k.l/m-n")
ODD_PATHS = (
    *(
        "a",
        "A.b/c",
        "a.b/c/v1",
        "gopkg.in/y",
        "go",
        "toolchain",
        "std",
        '"a.b/c"',
        '""',
        '"a b"',
        "é.b/c",
    ),
    *(
        "`a.b/c`",
        "./x",
        "a.b/../c",
        "a.b//c",
        "a'b",
        '"a',
        "a.b/v2.0",
        "-a.b",
        "a.b/con",
        "a,b",
        "a.b/c/",
    ),
)
GO_LINES = (
    *(
        "1.16",
        "1.17",
        "1.18",
        "1.20",
        "1.21",
        "1.21.0",
        "1.22",
        "1.23.0",
        "1.24",
        "1.25.5",
        f"1.{NEWEST}",
    ),
    *("1.21rc1", f"1.{NEWEST}.3", "1.20.3"),
)
ODD_GO_LINES = (
    *(
        "1.99",
        "1.99.1",
        "1",
        "1.21.x",
        "go1.21",
        "v1.21",
        '"1.21"',
        "1.021",
        "1.21alpha1",
        "1.99.x",
        "2.0",
    ),
    *("1.21rc01", "1.21.0rc1", "latest", "1.18 1.19", "", f"1.{NEWEST + 1}rc1", "v1.18.1"),
)
TOOLCHAINS = ("go1.21.0", "go1.24.1", "go1.99.0", "go1.22rc1", "go1.21.3-custom")
ODD_TOOLCHAINS = ("go1.21", "go1.18", "default", "local", "1.21.0", "go1.21.x", "go2.1", "go1", "")
SETTINGS = ("panicnil=1", "default=go1.21", "http2client=0", "asynctimerchan=0")
ODD_SETTINGS = ("nosuch=1", "x509sha1=1", "panicnil", "default=go1.99", "panicnil=1,x=2", "=1", "")
TARGETS = ("./x", "../x", "./x/y", "/abs")
ODD_TARGETS = (
    ".",
    "..",
    "x",
    "a.b@v1",
    ".\\x",
    "C:\\x",
    "C:/x",
    '"./x y"',
    "~/x",
    "./x/",
    "./x@v1",
)
DIRECTORIES = ("./a", "./b", "a", "./a/", "./c", ".", '"./a"', "../a", "/abs", "./a ./b", "")
COMMENTS = (
    "",
    "",
    "",
    "",
    " // indirect",
    " // indirect; why",
    " // c",
    "//x",
    " //\t y ",
    " // \r",
)
WORDS = (
    "wibble",
    "Require",
    "require",
    "(",
    ")",
    "use",
    "ignore",
    "[",
    "=>",
    '"x',
    "<<<<<<< HEAD",
    "{",
)
VERBS = (
    *(
        "require",
        "require",
        "require",
        "replace",
        "exclude",
        "retract",
        "tool",
        "ignore",
        "godebug",
    ),
    *("module", "go", "toolchain", "wibble", "use"),
)
MARKS = "()[]{},\"'`/\\ \t\r\n\0\x0b\x0c\x7f=>.v019aZ#*;\u00a0\u0085\u2028\u200b\ufeffé\udcff"
DAMAGE = (*MARKS, "//", "/*", "=>", "go 1.18\n")


def _mostly(usual: tuple[str, ...], odd: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Nine in ten of `usual`."""
    return st.integers(0, 9).flatmap(lambda n: st.sampled_from(odd if n == 0 else usual))


def _target() -> st.SearchStrategy[str]:
    module = st.tuples(PATH, VERSION).map(" ".join)
    return st.one_of(_mostly(TARGETS, ODD_TARGETS), module, st.just("./x v1.0.0"))


PATH = _mostly(PATHS, ODD_PATHS)
VERSION = _mostly(VERSIONS, ODD_VERSIONS)
_PAIR = st.tuples(PATH, VERSION).map(" ".join)
_INTERVAL = st.tuples(
    VERSION, VERSION, st.sampled_from(("[{}, {}]", "[{},{}]", "[{} {}]", "[{}, {}"))
).map(lambda parts: parts[2].format(parts[0], parts[1]))
_REPLACED = st.one_of(PATH, PATH, _PAIR)
ARGUMENTS: dict[str, st.SearchStrategy[str]] = {
    "require": _PAIR,
    "exclude": _PAIR,
    "replace": st.tuples(_REPLACED, _target()).map(" => ".join),
    "retract": st.one_of(VERSION, _INTERVAL),
    "tool": st.one_of(PATH, st.tuples(PATH, st.just("/cmd/x")).map("".join)),
    "ignore": st.sampled_from(("./a", "b", "./a/b", "../x", "", '"./a b"', "./a ./b")),
    "godebug": _mostly(SETTINGS, ODD_SETTINGS),
    "module": PATH,
    "go": _mostly(GO_LINES, ODD_GO_LINES),
    "toolchain": _mostly(TOOLCHAINS, ODD_TOOLCHAINS),
    "wibble": st.sampled_from(("", "x", "x y", "(")),
    "use": st.sampled_from(DIRECTORIES),
}
_ABOVE = st.sampled_from(
    ("", "", "", "// above\n", "\n", "\n\n", "\n// alone\n\n", "//\n", " \t\n")
)
_INDENT = st.sampled_from(("\t", "\t", "\t", " ", "", "\t\t"))
_MORE = st.sampled_from(("", "", "", "", "", "", "", "", "", " x"))


@st.composite
def _line(draw: st.DrawFn, verb: str) -> str:
    return draw(ARGUMENTS[verb]) + draw(_MORE) + draw(st.sampled_from(COMMENTS)) + "\n"


@st.composite
def _statement(draw: st.DrawFn, verbs: tuple[str, ...]) -> str:
    verb = draw(st.sampled_from(verbs))
    above = draw(_ABOVE)
    if draw(st.integers(0, 2)):
        return f"{above}{verb} {draw(_line(verb))}"
    lines = draw(st.lists(st.tuples(_ABOVE, _INDENT, _line(verb)).map("".join), max_size=4))
    opening = draw(st.sampled_from((" (\n", " (\n", " (\n", "(\n", " ( // o\n", " x (\n")))
    closing = draw(st.sampled_from((")\n", ")\n", ")\n", ") // e\n", "// last\n)\n", ") x\n", "")))
    return f"{above}{verb}{opening}{''.join(lines)}{closing}"


@st.composite
def _damaged(draw: st.DrawFn, text: str) -> str:
    """One or two strokes of damage: something put in, taken out, or said again."""
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(text)))
        stroke = draw(st.integers(0, 3))
        if stroke == 0:
            text = text[:at] + draw(st.sampled_from(DAMAGE)) + text[at:]
        elif stroke == 1:
            text = text[:at] + text[at + draw(st.integers(1, 3)) :]
        elif stroke == 2:
            lines = text.split("\n")
            number = draw(st.integers(0, len(lines) - 1))
            lines.insert(draw(st.integers(0, len(lines))), lines[number])
            text = "\n".join(lines)
        else:
            text = text[:at] + draw(st.sampled_from(WORDS)) + text[at:]
    return text


def _file(
    start: st.SearchStrategy[str], verbs: tuple[str, ...], statements: int
) -> st.SearchStrategy[bytes]:
    whole = st.tuples(start, st.lists(_statement(verbs), max_size=statements).map("".join))
    text = whole.map("".join)
    return st.one_of(text, text, text.flatmap(_damaged)).map(
        lambda text: text.encode("utf-8", "surrogateescape")
    )


def _start(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    go = ARGUMENTS["go"].map(lambda version: f"go {version}\n\n")
    return st.tuples(st.sampled_from(words), st.one_of(go, go, go, st.just(""))).map("".join)


def go_mods() -> st.SearchStrategy[bytes]:
    """Texts of go.mod files, most of them valid or nearly so."""
    module = "module example.com/m\n\n"
    start = _start(
        (module, module, module, module, "", "module example.com/m // Deprecated: x\n\n")
    )
    return _file(start, VERBS, 6)


def go_works() -> st.SearchStrategy[bytes]:
    """Texts of go.work files that use ./a and ./b, most of them valid or nearly so."""
    verbs = ("use", "use", "replace", "replace", "godebug", "toolchain", "go", "require", "wibble")
    both = "use (\n\t./a\n\t./b\n)\n"
    return _file(_start(("", both, both, both + "\n")), verbs, 4)


def members() -> st.SearchStrategy[bytes]:
    """Texts of go.mod files of a workspace's modules, less odd than the others."""
    paths = st.sampled_from(("example.com/a", "example.com/b", "example.com/c", "./x", "go"))
    module = paths.map(lambda path: f"module {path}\n\n")
    verbs = ("require", "replace", "replace", "tool", "toolchain", "godebug", "exclude")
    return _file(st.tuples(module, _start(("",))).map("".join), verbs, 2)
