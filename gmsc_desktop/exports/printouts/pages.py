"""Pages of a PDF of ours as pictures, for the preview and for printers."""

from __future__ import annotations

import ctypes
import math
import threading
from dataclasses import dataclass

_ONE_AT_A_TIME = threading.RLock()  # the library that draws pages is not made for several threads


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: rows of ``stride`` bytes, four bytes a pixel (blue, green, red, nothing), or one where it is grey."""

    width: int
    height: int
    stride: int
    data: bytes


class PdfPages:
    """An open PDF; safe to be asked from any thread, one after another."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(content)
            self.count = len(self._document)
            self._sizes = [self._document.get_page_size(number) for number in range(self.count)]

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        wide, high = self._sizes[page]
        return float(wide), float(high)

    def pixels(self, page: int, scale: float) -> tuple[int, int]:
        """Width and height of a page's picture, ``scale`` pixels a point."""
        wide, high = self.size(page)
        return math.ceil(wide * scale), math.ceil(high * scale)

    def picture(self, page: int, scale: float, *, grey: bool = False, top: int = 0, high: int = 0) -> Raster:
        """A page in ``scale`` pixels a point, or ``high`` rows of pixels of it from ``top``: printers need little room.

        Raises ``ValueError`` after the document was closed.
        """
        from pypdfium2 import raw

        width, height = self.pixels(page, scale)
        high = high or height - top
        with _ONE_AT_A_TIME:
            if self._document is None:
                raise ValueError("the document is closed")
            loaded = self._document[page]
            kind, bytes_a_pixel = (raw.FPDFBitmap_Gray, 1) if grey else (raw.FPDFBitmap_BGRx, 4)
            stride = (width * bytes_a_pixel + 3) // 4 * 4
            buffer = bytearray(b"\xff") * (stride * high)
            memory = (ctypes.c_ubyte * len(buffer)).from_buffer(buffer)
            bitmap = raw.FPDFBitmap_CreateEx(width, high, kind, memory, stride)
            flags = raw.FPDF_ANNOT | (raw.FPDF_GRAYSCALE if grey else 0)
            raw.FPDF_RenderPageBitmap(bitmap, loaded.raw, 0, -top, width, height, 0, flags)
            raw.FPDFBitmap_Destroy(bitmap)
            loaded.close()
        return Raster(width, high, stride, bytes(buffer))

    def close(self) -> None:
        """Give the document back."""
        with _ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None
