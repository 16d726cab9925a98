"""Rows of a planning document from outside: compared with what the plan has, then written as one change."""
