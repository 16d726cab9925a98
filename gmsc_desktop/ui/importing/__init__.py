"""The window in which a table from outside is reviewed before it is written: sheet and columns left, result right."""
