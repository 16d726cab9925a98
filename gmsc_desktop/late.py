"""What starts quickly pays for what it uses alone: names of packages are fetched when they are first used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from sys import modules
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

Method = TypeVar("Method", bound=Callable[..., object])

if TYPE_CHECKING:
    from typing_extensions import override as override  # noqa: PLC0414 - handed on
else:

    def override(method: Method) -> Method:
        """A mark for the checker of types alone, in what home brings in: the library that has it takes 2 ms."""
        return method


def fetch_late(package: str, **names: str) -> Callable[[str], object]:
    """The ``__getattr__`` of a package (PEP 562); ``names`` says which of its modules holds what, between blanks.

    Type checkers read the same names from imports under ``TYPE_CHECKING``; a test holds ``__all__`` against them.
    """
    homes = {name: module for module, held in names.items() for name in held.split()}

    def fetch(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(modules[package], name, found)
        return found

    return fetch


def bring_in(name: str) -> ModuleType:
    """Import a module on a thread, its packages first and from the outermost inwards.

    ``import_module`` alone holds the lock of the innermost while it waits for the others; another thread that imports
    the package, which imports that module, is then given half a package, and fails (tried with SQLAlchemy).
    """
    parts = name.split(".")
    for count in range(1, len(parts)):
        import_module(".".join(parts[:count]))
    return import_module(name)
