"""The only room that opens a socket, and `modcheck verify --online` is its only door."""
