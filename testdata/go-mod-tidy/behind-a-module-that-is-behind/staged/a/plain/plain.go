package plain

