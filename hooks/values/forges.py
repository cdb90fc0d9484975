"""Where the source of a module lies, as far as its path tells.

A path that begins with the name of a code host names a repository of an owner
(https://go.dev/ref/mod#vcs-find); for a few hosts of their own it is known where they lead.
Any other host stands for its owner, and nobody knows where its repositories are.
"""

from __future__ import annotations

from . import module_path, pseudo_version, semver

# Hosts whose paths go on with an owner and a repository: the address of a comparison there
_COMPARE = {
    "github.com": "compare/{before}...{after}",
    "gitlab.com": "-/compare/{before}...{after}",
    "bitbucket.org": "branches/compare/{after}%0D{before}",
    "codeberg.org": "compare/{before}...{after}",
    "gitea.com": "compare/{before}...{after}",
    "gitee.com": "compare/{before}...{after}",
}
# Hosts of their own, and the repositories that their paths lead to
_ELSEWHERE = {
    "golang.org/x/": "github.com/golang/",
    "k8s.io/": "github.com/kubernetes/",
    "sigs.k8s.io/": "github.com/kubernetes-sigs/",
    "go.uber.org/": "github.com/uber-go/",
    "google.golang.org/grpc": "github.com/grpc/grpc-go",
    "google.golang.org/protobuf": "github.com/protocolbuffers/protobuf-go",
    "google.golang.org/api": "github.com/googleapis/google-api-go-client",
    "google.golang.org/genproto": "github.com/googleapis/go-genproto",
}


def owner(module: str) -> str:
    """Whom a module is from: the host with the owner's name, "github.com/NAME", or the host alone
    where its paths name no owner."""
    host, _, rest = module.partition("/")
    if host == "gopkg.in":
        user, slash, _ = rest.partition("/")
        return f"github.com/{user if slash else 'go-' + rest.rpartition('.v')[0]}"
    if host in _COMPARE:
        return f"{host}/{rest.partition('/')[0]}"
    return host


def comparison(module: str, before: str, after: str) -> str:
    """The address of a page that shows what changed between two versions of a module; "" where it
    is not known."""
    if before == after or module_path.module_path_fault(module):
        return ""
    host, _, rest = _repository(module).partition("/")
    parts = rest.split("/")
    if host not in _COMPARE or len(parts) < 2 or (host == "gitlab.com" and len(parts) > 2):
        return ""
    folder = "/".join(parts[2:])
    old, new = _revision(folder, before), _revision(folder, after)
    if not old or not new:
        return ""
    page = _COMPARE[host].format(before=old, after=new)
    return f"https://{host}/{parts[0]}/{parts[1]}/{page}"


def _repository(module: str) -> str:
    """The path of the repository and of the folder in it, without the major version."""
    if module.startswith("gopkg.in/"):
        name = module.rpartition(".v")[0].removeprefix("gopkg.in/")
        return f"github.com/{name if '/' in name else f'go-{name}/{name}'}"
    path = module_path.split_major(module)[0]
    for start, place in _ELSEWHERE.items():
        rest = path.removeprefix(start)
        if rest != path and (start.endswith("/") or rest[:1] in ("", "/")):
            return place + rest
    return path


def _revision(folder: str, version: str) -> str:
    """The tag or the commit that a version stands for; "" for no version."""
    if semver.parse(version) is None:
        return ""
    pseudo = pseudo_version.parse(version)
    if pseudo is not None:
        return pseudo.revision
    tag = version.removesuffix("+incompatible")
    return f"{folder}/{tag}" if folder else tag
