"""The kinds of problems that the go command reports, each declared once.

A kind names one message, however a release words it. `rules.codes` maps kinds to codes.
"""

from __future__ import annotations

# The syntax of go.mod and go.work, https://go.dev/ref/mod#go-mod-file-lexical
SYNTAX_AFTER_PAREN = "syntax-after-paren"
SYNTAX_BLOCK_OPEN = "syntax-block-open"
SYNTAX_CHAR = "syntax-char"
SYNTAX_COMMENT = "syntax-comment"
SYNTAX_STRING = "syntax-string"
SYNTAX = frozenset(
    [SYNTAX_AFTER_PAREN, SYNTAX_BLOCK_OPEN, SYNTAX_CHAR, SYNTAX_COMMENT, SYNTAX_STRING]
)

# Their directives, https://go.dev/ref/mod#go-mod-file-grammar
UNKNOWN_BLOCK = "unknown-block"
UNKNOWN_DIRECTIVE = "unknown-directive"
UNKNOWN = frozenset([UNKNOWN_BLOCK, UNKNOWN_DIRECTIVE])
USAGE = "usage"
QUOTING = "quoting"
REPEATED = "repeated"
EXTRA_TOKEN = "extra-token"
GO_ARGS = "go-args"
GO_VERSION = "go-version"
TOOLCHAIN_ARGS = "toolchain-args"
TOOLCHAIN_VERSION = "toolchain-version"
TOOL_ARGS = "tool-args"
IGNORE_ARGS = "ignore-args"
RETRACT_INTERVAL = "retract-interval"
RETRACT_NO_MODULE = "retract-no-module"
REPLACE_AT = "replace-at"
REPLACE_DIR_VERSION = "replace-dir-version"
REPLACE_NEEDS_DIR = "replace-needs-dir"
REPLACE_WINDOWS = "replace-windows"

# Module paths and versions, https://go.dev/ref/mod#go-mod-file-ident
PATH_INVALID = "path-invalid"
PATH_MALFORMED = "path-malformed"
VERSION_FORM = "version-form"
VERSION_INVALID = "version-invalid"
VERSION_LOOKUP = "version-lookup"
VERSION_MAJOR = "version-major"
VERSION_QUERY = "version-query"
VERSION_STANDARD = "version-standard"
VCS_OFF = "vcs-off"

# Loading the main module or the workspace
CONFLICTING_REPLACEMENTS = "conflicting-replacements"
EXCLUDED_REQUIRED = "excluded-required"
GO_CRASH = "go-crash"
GODEBUG_VALUE = "godebug-value"
GOMOD_TOO_NEW = "gomod-too-new"
GOWORK_TOO_NEW = "gowork-too-new"
TOO_NEW = frozenset([GOMOD_TOO_NEW, GOWORK_TOO_NEW])
GOWORK_GO_TOO_OLD = "gowork-go-too-old"
MISSING_FILE = "missing-file"
NO_MODULE_LINE = "no-module-line"
TOO_LARGE = "too-large"
TOOLCHAIN_INVALID = "toolchain-invalid"
TOOLCHAIN_MISSING = "toolchain-missing"
UPDATES_NEEDED = "updates-needed"
WORK_CANNOT_LOAD = "work-cannot-load"
WORK_DUPLICATE_USE = "work-duplicate-use"
WORK_REPLACED_MODULE = "work-replaced-module"

# The module graph, https://go.dev/ref/mod#glos-module-graph
DEP_TOO_NEW = "dep-too-new"
GOSUM_FIELDS = "gosum-fields"
GOSUM_MISSING = "gosum-missing"
NO_GOMOD = "no-gomod"
REPLACE_NO_GOMOD = "replace-no-gomod"
WORK_NO_MODULES = "work-no-modules"

# Vendoring, https://go.dev/ref/mod#vendoring
VENDOR_BAD_DIR = "vendor-bad-dir"
VENDOR_EXPLICIT_NOT_REQUIRED = "vendor-explicit-not-required"
VENDOR_IN_WORKSPACE = "vendor-in-workspace"
VENDOR_NOT_EXPLICIT = "vendor-not-explicit"
VENDOR_NOT_MARKED_REPLACED = "vendor-not-marked-replaced"
VENDOR_OTHER_VERSION = "vendor-other-version"
VENDOR_REPLACED_DIFFERENTLY = "vendor-replaced-differently"
VENDOR_REPLACED_NOT_IN_GOMOD = "vendor-replaced-not-in-gomod"
VENDOR_SHOULD_BE_REQUIRED = "vendor-should-be-required"
VENDOR_TOO_NEW = "vendor-too-new"
