"""Tests of what leaves a plan as a file."""
