"""The package: written whole or not at all, sealed, and read as if a stranger had made it."""
