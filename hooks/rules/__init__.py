"""The codes, a page each, and the findings that have one."""
