"""The patterns of GOPRIVATE, GONOPROXY, GONOSUMDB and GOINSECURE.

Each is a comma-separated list of globs; a glob matches a module whose path begins with as many
elements as the glob has, `*` and `?` within one element
(https://go.dev/ref/mod#private-modules).
"""

from __future__ import annotations

from ..values.glob import matches_prefix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Hosts where anybody may publish, and hosts of well-known public projects
PUBLIC = frozenset(
    [
        "bitbucket.org",
        "cloud.google.com",
        "codeberg.org",
        "gitea.com",
        "git.apache.org",
        "git.kernel.org",
        "git.sr.ht",
        "git.zx2c4.com",
        "gitee.com",
        "github.com",
        "gitlab.com",
        "gitlab.eclipse.org",
        "gitlab.freedesktop.org",
        "gitlab.gnome.org",
        "gitlab.torproject.org",
        "go.etcd.io",
        "go.mongodb.org",
        "go.opentelemetry.io",
        "go.uber.org",
        "golang.org",
        "google.golang.org",
        "gopkg.in",
        "gorm.io",
        "gotest.tools",
        "honnef.co",
        "k8s.io",
        "rsc.io",
        "sigs.k8s.io",
    ]
)
_PRIVATE_ENDS = (".corp", ".home", ".internal", ".intranet", ".lan", ".local", ".localdomain")
_PRIVATE_LABELS = frozenset(["corp", "internal", "intranet", "private"])
_SERVERS = frozenset(["bitbucket", "code", "ghe", "git", "gitea", "github", "gitlab", "stash"])


def globs(text: str) -> list[str]:
    """The globs of a list."""
    return [glob.strip().rstrip("/") for glob in text.split(",") if glob.strip().rstrip("/")]


def sweeping(text: str) -> list[str]:
    """The globs that cover what is public: every host, or all of a host where anybody
    publishes."""
    hosts = ("github.com", "golang.org")
    found = []
    for glob in globs(text):
        host, _, rest = glob.partition("/")
        is_public = host in PUBLIC or any(matches_prefix(host, name) for name in hosts)
        if is_public and not rest.replace("*", "").replace("/", ""):
            found.append(glob)
    return found


def looks_private(module: str) -> bool:
    """Whether a module's host looks like one inside a company: a name that no public name server
    knows, or a source server of somebody's own."""
    host = module.partition("/")[0]
    labels = host.split(".")
    if host in PUBLIC or len(labels) < 2:
        return False
    if host.endswith(_PRIVATE_ENDS) or _PRIVATE_LABELS.intersection(labels):
        return True
    return labels[0] in _SERVERS and len(labels) > 2


def hosts(modules: Iterable[str]) -> list[str]:
    """Their hosts, each once."""
    return sorted({module.partition("/")[0] for module in modules})
