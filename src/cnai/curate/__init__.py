"""Keeping the data: read the TOML tree, validate it, check it, compile it. The only part of cnai that writes data and imports pydantic."""
