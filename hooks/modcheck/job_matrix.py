"""The matrix of a GitHub Actions workflow: a job for each module and each release that accepts it.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax, under
`jobs.<job_id>.strategy.matrix.include`.
"""

from __future__ import annotations

from ..verdicts import matrix as verdicts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..tree.tree import Tree
    from ..values.releases import Release
    from .matrix_row import MatrixRow


def accepted(rows: Sequence[MatrixRow]) -> dict[str, list[Release]]:
    """For each file the releases that accept it, whatever was asked, oldest first."""
    declined: dict[str, set[Release]] = {}
    asked: dict[str, list[Release]] = {}
    for row in rows:
        asked.setdefault(row.at.path, [cell.release for cell in row.cells])
        declined.setdefault(row.at.path, set()).update(
            cell.release for cell in row.cells if cell.state != verdicts.ACCEPTS
        )
    return {
        path: [release for release in releases if release not in declined[path]]
        for path, releases in asked.items()
    }


def ends(releases: Sequence[Release], is_oldest: bool, is_newest: bool) -> Sequence[Release]:
    """Of releases, oldest first, the ends that are asked for; all of them where neither is."""
    if not (is_oldest or is_newest):
        return releases
    oldest, newest = releases[:1] if is_oldest else [], releases[-1:] if is_newest else []
    return [*oldest, *(release for release in newest if release not in oldest)]


def jobs(
    rows: Sequence[MatrixRow], tree: Tree, is_oldest: bool, is_newest: bool
) -> tuple[list[dict[str, str]], Collection[str]]:
    """A job for each module and release: the `folder` of the module ("." at the top), its
    `module` path and the `go` release, which the workspace that the module belongs to has to
    accept as well. And the go.mod files that no release accepts."""
    from ..report.json_report import plain

    takes = accepted(rows)
    made: list[dict[str, str]] = []
    without = []
    for path, row in {row.at.path: row for row in rows if not row.at.is_workspace}.items():
        folder = row.at.folder
        releases = takes[path]
        workspace = tree.workspace_of(folder)
        if workspace is not None and (at := tree.workspace_file(workspace)) is not None:
            allowed = takes.get(at.path, releases)
            releases = [release for release in releases if release in allowed]
        if not releases:
            without.append(path)
        for release in ends(releases, is_oldest, is_newest):
            made.append(
                {
                    "folder": plain(folder) or ".",
                    "module": plain(row.module),
                    "go": release.version,
                }
            )
    return made, without
