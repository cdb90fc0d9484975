"""`gocache-scan`: the build cache of the go command, pruned, verified and kept below a quota."""
