"""The go.sum files of real repositories: what tidy wrote is left alone, what was damaged comes
back, what was merged is all there."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator

import pytest

from hooks.checks import sum_lines
from hooks.formats import go_sum, go_sum_layout
from tests import shared
from tests.differential.conftest import Sample


def files(stride: Sample) -> Iterator[tuple[str, bytes]]:
    """Real files, each once."""
    every = shared.corpus_texts("go.sum", "go.work.sum")
    return itertools.islice(every, 0, None, stride(12))


def pairs() -> list[tuple[str, bytes, bytes]]:
    """Two versions of one file, one after the other in a repository's history."""
    shared.folder()
    last: dict[tuple[str, str], str] = {}
    changed = []
    corpus = shared.corpus()
    for entry in sorted(corpus.index(), key=lambda each: (each["repo"], each["date"])):
        for path, blob in entry["files"].items():
            if path.rpartition("/")[2] == "go.sum":
                before = last.get((entry["repo"], path), blob)
                last[entry["repo"], path] = blob
                if before != blob:
                    name = f"{entry['repo']}@{entry['commit'][:12]}:{path}"
                    changed.append((name, corpus.blobs[before], corpus.blobs[blob]))
    return changed


def test_real_files_are_untouched_and_damaged_copies_come_back(stride: Sample) -> None:
    chance = random.Random(1)
    canonical = odd = 0
    for name, data in files(stride):
        sums = go_sum.parse(data)
        assert bytes(sums) == data, name
        after = go_sum_layout.canonical(sums)
        if not go_sum_layout.is_canonical(sums):
            odd += 1
            # what tidy did not write so: lines twice, an order of its own, no last newline
            assert set(after.split(b"\n")) == set(data.split(b"\n")) | {b""}, name
            continue
        canonical += 1
        assert after is data or after == data, name
        lines = data.split(b"\n")[:-1]
        lines += chance.sample(lines, len(lines) // 10)
        chance.shuffle(lines)
        assert go_sum_layout.repaired(b"\r\n".join(lines)) == data, name
    assert canonical > 100 * odd


def test_real_pairs_merge_without_loss(stride: Sample) -> None:
    every = pairs()
    assert len(every) > 500
    conflicts = []
    for name, ours, theirs in every[:: stride(12)]:
        left, right = go_sum.parse(ours), go_sum.parse(theirs)
        merged = go_sum_layout.merge(left, right)
        lines = set(merged.data.split(b"\n"))
        assert {*ours.split(b"\n"), *theirs.split(b"\n")} <= lines, name
        if merged.disagreements:
            conflicts.append(name)
            for conflict in merged.disagreements:
                module, version = conflict.module, conflict.version
                assert left.hashes(module, version) != right.hashes(module, version)
            continue
        assert merged.data == go_sum_layout.merge(right, left).data, name
        assert go_sum_layout.is_canonical(go_sum.parse(merged.data)), name
        marked = b"<<<<<<< ours\n" + ours + b"=======\n" + theirs + b">>>>>>> theirs\n"
        if ours.endswith(b"\n") and theirs.endswith(b"\n"):
            assert go_sum_layout.repaired(marked) == merged.data, name
    assert len(conflicts) <= 3, conflicts  # tags that were moved, in the first year of modules


def test_no_real_file_has_two_hashes_or_a_bad_one(stride: Sample) -> None:
    for name, data in files(stride):
        sums = go_sum.parse(data)
        assert not list(sum_lines.conflicting_hashes(name, sums, [])), name
        assert not list(sum_lines.unreadable_lines(name, sums)), name
        assert not list(sum_lines.malformed_hashes(name, sums, [])), name


@pytest.mark.parametrize("size", [10_000, 100_000])
def test_time_is_linear(size: int) -> None:
    """A microsecond a line or little more; a hundred times that is allowed on a busy machine."""
    digest = b"h1:" + b"A" * 43 + b"="
    text = b"".join(
        b"example.com/m%06d v1.%d.0%s %s\n"
        % (at // 4, at % 4 // 2, (b"", b"/go.mod")[at % 2], digest)
        for at in range(size)
    )
    start = time.process_time()
    sums = go_sum.parse(text)
    assert sums.has_h1("example.com/m000007", "v1.1.0/go.mod")
    assert not sums.malformed
    assert go_sum_layout.is_canonical(sums)
    base = go_sum.parse(text[: len(text) // 2])
    assert not list(sum_lines.changed_hashes("go.sum", sums, [base]))
    assert time.process_time() - start < size * 100e-6
