"""`python3 -m tests.known_repositories`: write hooks/values/known_repositories.txt anew.

It names the repositories of which at least three of the projects below require modules, by the
go.mod file of their newest release in the module proxy: each by the shortest path of a module in
it. Of a host that has no owners one module stands for all, but for golang.org.
"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from hooks.formats import go_mod
from hooks.values import module_path, semver
from hooks.values.known_repositories import FILE
from hooks.values.look_alike import RepositoryName

LEAST = 3  # projects
PROXY = "https://proxy.golang.org"
PROJECTS = """
    cloud.google.com/go/storage
    code.gitea.io/gitea
    github.com/99designs/gqlgen
    github.com/VictoriaMetrics/VictoriaMetrics
    github.com/anchore/grype
    github.com/anchore/syft
    github.com/aquasecurity/trivy
    github.com/argoproj/argo-cd/v2
    github.com/aws/aws-sdk-go-v2/config
    github.com/bufbuild/buf
    github.com/caddyserver/caddy/v2
    github.com/cilium/cilium
    github.com/containerd/containerd
    github.com/containerd/containerd/v2
    github.com/cortexproject/cortex
    github.com/cosmos/cosmos-sdk
    github.com/dapr/dapr
    github.com/docker/buildx
    github.com/docker/cli
    github.com/docker/compose/v2
    github.com/docker/docker
    github.com/envoyproxy/gateway
    github.com/ethereum/go-ethereum
    github.com/fluxcd/flux2/v2
    github.com/gin-gonic/gin
    github.com/go-task/task/v3
    github.com/gofiber/fiber/v2
    github.com/gohugoio/hugo
    github.com/golangci/golangci-lint
    github.com/golangci/golangci-lint/v2
    github.com/google/ko
    github.com/google/osv-scanner
    github.com/goreleaser/goreleaser/v2
    github.com/grafana/loki/v3
    github.com/grafana/mimir
    github.com/gravitational/teleport
    github.com/hashicorp/consul
    github.com/hashicorp/terraform
    github.com/hashicorp/vault
    github.com/influxdata/influxdb
    github.com/influxdata/telegraf
    github.com/ipfs/kubo
    github.com/jaegertracing/jaeger
    github.com/junegunn/fzf
    github.com/kyverno/kyverno
    github.com/labstack/echo/v4
    github.com/libp2p/go-libp2p
    github.com/mikefarah/yq/v4
    github.com/minio/minio
    github.com/moby/buildkit
    github.com/nats-io/nats-server/v2
    github.com/open-policy-agent/opa
    github.com/opencontainers/runc
    github.com/opentofu/opentofu
    github.com/ory/hydra/v2
    github.com/projectcalico/calico
    github.com/prometheus/alertmanager
    github.com/prometheus/prometheus
    github.com/pulumi/pulumi/pkg/v3
    github.com/rclone/rclone
    github.com/restic/restic
    github.com/sigstore/cosign/v2
    github.com/smallstep/certificates
    github.com/spf13/cobra
    github.com/spf13/viper
    github.com/syncthing/syncthing
    github.com/thanos-io/thanos
    github.com/tikv/client-go/v2
    github.com/traefik/traefik/v3
    go.etcd.io/etcd/server/v3
    go.etcd.io/etcd/v3
    go.k6.io/k6
    go.opentelemetry.io/collector
    go.opentelemetry.io/contrib/bridges/otelslog
    go.opentelemetry.io/otel
    google.golang.org/grpc
    gopkg.in/DataDog/dd-trace-go.v1
    gorm.io/gorm
    helm.sh/helm/v3
    istio.io/istio
    k8s.io/client-go
    k8s.io/kubernetes
    knative.dev/serving
    sigs.k8s.io/cluster-api
    sigs.k8s.io/controller-runtime
    sigs.k8s.io/kustomize/kustomize/v5
    tailscale.com
"""


def asked(project: str) -> bytes:
    """The go.mod of the newest release of a module (https://go.dev/ref/mod#goproxy-protocol)."""
    place = f"{PROXY}/{module_path.escaped(project)}/@v"
    with urllib.request.urlopen(f"{place}/list", timeout=30) as answer:
        versions = [each for each in answer.read().decode().split() if semver.is_valid(each)]
    newest = max(versions, key=lambda each: (not semver.prerelease(each), semver.key(each)))
    with urllib.request.urlopen(f"{place}/{module_path.escaped(newest)}.mod", timeout=30) as answer:
        data: bytes = answer.read()
    return data


def required() -> dict[str, set[str]]:
    """The modules that each project requires, by its path."""
    projects = PROJECTS.split()
    with ThreadPoolExecutor(8) as pool:
        files = map(go_mod.parse, pool.map(asked, projects))
        return {
            project: {each.path for each in file.requirements}
            for project, file in zip(projects, files, strict=True)
        }


def paths(projects: Mapping[str, set[str]]) -> list[str]:
    """The lines of the file, by what projects require."""
    count: Counter[tuple[str, ...]] = Counter()
    shortest: dict[tuple[str, ...], str] = {}
    for modules in projects.values():
        keys = set()
        for path in modules:
            repository = RepositoryName(path)
            is_one = repository.is_hosted or repository.owner == "golang.org"
            key = repository.key if is_one else (repository.owner,)
            keys.add(key)
            known = shortest.get(key, path)
            shortest[key] = min(known, path, key=lambda each: (len(each), each))
        count.update(keys)
    return sorted(shortest[key] for key, number in count.items() if number >= LEAST)


def main() -> int:
    """Write the file; 2 where the proxy cannot be asked."""
    try:
        lines = paths(required())
    except urllib.error.URLError as error:
        print(f"{PROXY}: {error}", file=sys.stderr)
        return 2
    with open(FILE, "w", encoding="utf-8") as file:
        file.write("".join(path + "\n" for path in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
