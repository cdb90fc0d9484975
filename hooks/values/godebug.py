"""The godebug settings that each release accepts in go.mod and go.work.

https://go.dev/ref/mod#go-mod-file-godebug; https://go.dev/doc/godebug is the public
history of the names. The tables were observed: each name was tried with each release
from 1.23 on.
"""

from __future__ import annotations

from . import go_version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .releases import Release

# The settings that Go 1.23.0 knows
_FIRST = frozenset(
    [
        *("asynctimerchan", "execerrdot", "gocachehash", "gocachetest", "gocacheverify"),
        *("gotypesalias", "http2client", "http2debug", "http2server", "httplaxcontentlength"),
        *("httpmuxgo121", "httpservecontentkeepheaders", "installgoroot", "jstmpllitinterp"),
        *("multipartmaxheaders", "multipartmaxparts", "multipathtcp", "netdns", "netedns0"),
        *("panicnil", "randautoseed", "tarinsecurepath", "tls10server", "tls3des", "tlskyber"),
        *("tlsmaxrsasize", "tlsrsakex", "tlsunsafeekm", "winreadlinkvolume", "winsymlink"),
        *("x509keypairleaf", "x509negativeserial", "x509sha1", "x509usefallbackroots"),
        *("x509usepolicies", "zipinsecurepath"),
    ]
)

# name: for each minor release that got it in a patch, the first such patch; minor releases
# after the last one listed know it from the start
_ADDED: dict[str, dict[int, int]] = {
    "allowmultiplevcs": {23: 11, 24: 5},
    "containermaxprocs": {25: 0},
    "cryptocustomrand": {26: 0},
    "dataindependenttiming": {24: 0},
    "decoratemappings": {25: 0},
    "embedfollowsymlinks": {25: 0},
    "fips140": {24: 0},
    "fips140ems": {25: 13, 26: 6},
    "gotestjsonbuildtext": {24: 0},
    "htmlmetacontenturlescape": {25: 8, 26: 1},
    "httpcookiemaxnum": {24: 8, 25: 2},
    "httpservecontentmaxranges": {26: 9},
    "randseednop": {24: 0},
    "rsa1024min": {24: 0},
    "tlsmlkem": {24: 0},
    "tlssecpmlkem": {26: 0},
    "tlssha1": {25: 0},
    "tracebacklabels": {27: 0},
    "updatemaxprocs": {25: 0},
    "urlmaxqueryparams": {24: 12, 25: 6, 26: 0},
    "urlstrictcolons": {26: 0},
    "x509rsacrt": {24: 0},
    "x509sha256skid": {25: 0},
    "x509sslcertoverrideplatform": {27: 0},
}

# name: the first minor release that no longer knows it
_REMOVED = {
    "asynctimerchan": 27,
    "gotypesalias": 27,
    "tls10server": 27,
    "tls3des": 27,
    "tlskyber": 24,
    "tlsrsakex": 27,
    "tlsunsafeekm": 27,
    "x509keypairleaf": 27,
    "x509sha1": 24,
}

# name of a removed setting: the values that are refused from 1.27 on; any other is accepted
_OLD_VALUES = {
    "asynctimerchan": ("1", "2"),
    "gotypesalias": ("0",),
    "tls10server": ("1",),
    "tls3des": ("1",),
    "tlskyber": ("0",),
    "tlsrsakex": ("1",),
    "tlsunsafeekm": ("1",),
    "x509keypairleaf": ("0",),
    "x509sha1": ("1",),
}
_FIRST_BY_VALUE = 27  # the first release that judges a removed setting by its value
_REMOVED_IN_26 = ("x509sha1",)


def is_known(name: str, release: Release) -> bool:
    """Whether a release knows the setting of this name."""
    if name in _FIRST:
        return name not in _REMOVED or release.minor < _REMOVED[name]
    added = _ADDED.get(name)
    if added is None:
        return False
    if release.minor in added:
        return release.patch >= added[release.minor]
    return release.minor > max(added)


def fault(key: str, value: str, release: Release) -> str:
    """Why a release refuses `godebug key=value`, in its own words; "" where it accepts it."""
    if key == "default":
        return _default_fault(value, release)
    if is_known(key, release):
        return ""
    if key in _REMOVED and release.minor >= _FIRST_BY_VALUE:
        if value in _OLD_VALUES[key]:
            return f'removed GODEBUG "{key}" set to old value "{value}"'
        return ""
    if key in _REMOVED_IN_26 and release.minor == 26:
        return f'use of removed godebug "{key}"'
    return f'unknown godebug "{key}"'


def _default_fault(value: str, release: Release) -> str:
    if not value.startswith("go") or not go_version.is_valid(value[2:]):
        return "value for default= must be goVERSION"
    if go_version.order(value[2:]) > go_version.order(release.version):
        return f"default={value} too new (toolchain is go{release.version})"
    return ""
