"""A row of `modcheck matrix`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree.tree import ModFileRef
    from ..verdicts.matrix import Cell


class MatrixRow:
    """One question about one go.mod or go.work, with a cell for each release."""

    __slots__ = ("at", "cells", "question")

    def __init__(self, at: ModFileRef, question: str, cells: Sequence[Cell]) -> None:
        self.at = at
        self.question = question
        self.cells = cells

    @property
    def module(self) -> str:
        """The module's path; "" for a workspace."""
        line = self.at.file.module
        return "" if line is None else line.path
