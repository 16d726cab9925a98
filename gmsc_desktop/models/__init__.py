"""The plan: everything that is true without a window."""
