"""The codes: one page each, and the Finding that names one."""
