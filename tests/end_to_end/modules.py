"""Small sound modules to start from."""

from __future__ import annotations

HASHES = [f"h1:{letter * 43}=" for letter in "ABCDEFGH"]
A, B, C, D = HASHES[:4]

GO_MOD = """\
module example.com/shop

go 1.22

require (
\texample.com/colour v0.2.1
\texample.com/money v1.4.0
)
"""
GO_SUM = f"""\
example.com/colour v0.2.1 {A}
example.com/colour v0.2.1/go.mod {B}
example.com/money v1.4.0 {C}
example.com/money v1.4.0/go.mod {D}
"""
MODULES_TXT = """\
# example.com/colour v0.2.1
## explicit; go 1.20
example.com/colour
# example.com/money v1.4.0
## explicit
example.com/money
example.com/money/cent
"""
SOUND: dict[str, str | bytes] = {
    "go.mod": GO_MOD,
    "go.sum": GO_SUM,
    "main.go": "package main\n",
}
VENDORED: dict[str, str | bytes] = {
    **SOUND,
    "main.go": "package main\n\nimport (\n"
    '\t_ "example.com/colour"\n\t_ "example.com/money"\n\t_ "example.com/money/cent"\n)\n',
    "vendor/modules.txt": MODULES_TXT,
    "vendor/example.com/colour/colour.go": "package colour\n",
    "vendor/example.com/money/money.go": "package money\n",
    "vendor/example.com/money/cent/cent.go": "package cent\n",
}
LOCAL: dict[str, str | bytes] = {
    "go.mod": """\
module example.com/shop

go 1.22

require example.com/lib v0.0.0

replace example.com/lib => ./lib
""",
    "main.go": "package main\n",
    "lib/go.mod": "module example.com/lib\n\ngo 1.22\n",
    "lib/lib.go": "package lib\n",
}
