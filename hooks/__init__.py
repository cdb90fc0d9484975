"""Pre-commit hooks that judge the staged go.mod, go.sum, go.work and vendor files."""
