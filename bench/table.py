"""The rows: what each costs, in units of what it is measured against, beside its budget."""

from __future__ import annotations

from bench.measure import Cost


class Table:
    """Prints rows; `missed` counts the budgets that were not met."""

    def __init__(self) -> None:
        self.missed = 0

    def title(self, text: str, unit: float = 0.0, name: str = "floor") -> None:
        """The heading of some rows, and what they are measured against, in seconds."""
        print(f"\n{text}")
        if unit:
            print(f"  {name:28} {unit * 1000:8.1f}")

    def row(self, name: str, cost: Cost, unit: float, budget: float, memory: float = 0) -> None:
        """One command: its CPU milliseconds as a ratio to `unit`, and its peak memory in MiB. One
        that could not run, status 2, meets nothing."""
        ratio = cost.seconds / unit
        met = ratio <= budget and (not memory or cost.memory <= memory) and cost.status != 2
        self.missed += not met
        print(
            f"  {name:28} {cost.seconds * 1000:8.1f}  ratio {ratio:5.2f} (<= {budget:.2f})"
            f"  {cost.memory:6.1f} MiB  exit {cost.status}{'' if met else '  MISSED'}"
        )

    def ratio(self, name: str, value: float, budget: float) -> None:
        """A ratio of two costs."""
        met = value <= budget
        self.missed += not met
        print(f"  {name:37}  ratio {value:5.2f} (<= {budget:.2f}){'' if met else '  MISSED'}")
