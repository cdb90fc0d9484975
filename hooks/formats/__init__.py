"""The file formats: bytes are read into an object with positions, which gives them back."""
