"""The suite: the same rooms from outside."""
