"""Go releases, versions, module paths and checksums: plain values, and pure functions on them."""
