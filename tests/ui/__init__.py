"""Tests of the window, driven by keyboard and mouse."""
