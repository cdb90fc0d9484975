"""What decides how the go command behaves here, beside the files: programs, settings, sources."""
