"""One module per file format: bytes in, a tree with positions out, the same bytes back."""
