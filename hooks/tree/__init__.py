"""One tree of files, whatever holds it: its module files, and which of them a change concerns."""
