"""The formats in which findings and differences are written, for people and for programs."""
