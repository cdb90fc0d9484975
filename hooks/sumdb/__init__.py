"""The checksum database: its signed tree of records, and what they say of a line of go.sum."""
