"""The edge: the only room that starts a process, and the process is git."""
