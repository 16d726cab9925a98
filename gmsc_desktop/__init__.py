"""GMSC Desktop: district smart city master plans, offline first."""

__version__ = "0.1.0"
