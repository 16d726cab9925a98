"""Sees that no test reaches for a network: whatever is not a local socket is refused, told, and fails the test."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Any

LOCAL = frozenset(("", "localhost", "127.0.0.1", "::1"))
LOCAL_FAMILIES = frozenset({getattr(socket, "AF_UNIX", None), getattr(socket, "AF_NETLINK", None)})
# What Python tells of before it is done; a name that is looked up goes to a server as well.
_TO_AN_ADDRESS = frozenset(("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"))
_BY_NAME = frozenset(("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"))
_QT = {
    "QAbstractSocket": ("connectToHost", "bind"),
    "QTcpServer": ("listen",),
    "QUdpSocket": ("writeDatagram",),
    "QNetworkAccessManager": ("get", "post", "put", "head", "deleteResource", "sendCustomRequest"),
    "QHostInfo": ("lookupHost", "fromName"),
    "QDnsLookup": ("lookup",),
}


class Guard:
    """Everything that was tried since the last ``taken``; one in a process, for an audit hook stays for good."""

    def __init__(self) -> None:
        self._told: list[str] = []
        sys.addaudithook(self._hear)

    def taken(self) -> list[str]:
        """What was tried; from now on only what comes later is."""
        told, self._told = self._told, []
        return told

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _TO_AN_ADDRESS:
            here = arguments[0].family in LOCAL_FAMILIES or _host(arguments[1]) in LOCAL
        elif event in _BY_NAME:
            here = _host(arguments[0]) in LOCAL
        else:
            return
        if not here:
            self.refuse(f"{event} {arguments[0 if event in _BY_NAME else 1]}")

    def refuse(self, what: str) -> None:
        """Note what was tried and raise, so that nothing leaves this computer."""
        self._told.append(what)
        raise PermissionError(what)

    def hold_qt(self, patch: Callable[[type, str, object], None]) -> None:
        """Let Qt's own classes tell too; ``patch`` is a test's way of replacing an attribute for its time."""
        from PySide6 import QtNetwork

        for name, methods in _QT.items():
            kind = getattr(QtNetwork, name)
            for method in methods:
                patch(kind, method, lambda *_given, what=f"{name}.{method}", **_named: self.refuse(what))


def _host(address: object) -> str:
    """The host of an address as Python's functions take it; a path of a local socket stays as it is."""
    first = address[0] if isinstance(address, tuple) and address else address
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else first
    return text if isinstance(text, str) else "" if text is None else repr(text)


GUARD = Guard()
