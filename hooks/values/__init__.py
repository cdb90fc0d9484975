"""The vocabulary: Go releases, versions, module paths and checksums as plain values."""
