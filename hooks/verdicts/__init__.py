"""What would Go say? Files and releases in, Go's own complaints out."""
