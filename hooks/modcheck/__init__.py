"""The command line for people and for continuous integration."""
