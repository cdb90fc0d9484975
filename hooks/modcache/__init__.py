"""The module cache of this machine, read as a store of bytes that a hash names."""
