"""The characters of a PDF page with their places, as pdfium reads them.

Only this module and `pdf` know pdfium. It is not safe to use from several threads; `pdf` holds the lock.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from pipeline.frozen import dataclass

# pdfium's own signature takes pointers, and making one for each character costs more than the call itself; so
# does letting go of Python's lock for each.
_char_box = ctypes.PYFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_Handle = Any  # pypdfium2's page or text page, which has no types
_HYPHEN = "\x02"  # what pdfium makes of a hyphen at the end of a line
_BOLD = 600
_FARTHEST = 1e6  # points; a PDF's page has 14,400 at most
_RULES = 2  # vertical lines from which on a page may hold a ruled table
_LONG_RULE = 14.0  # points
_THIN = 3.0
_GRID = 8  # strokes from which on one drawing is more than a frame
_FRAME = 0.8  # of the height of the page: what is taller frames the page, not a cell


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page, in the order of its content.

    `x0`, `x1`, `top` and `bottom` are in points from the upper left corner of the page as it is shown. Spaces
    and line ends that pdfium inferred are among the characters; their places mean nothing.
    """

    characters: str
    x0: array[float]
    x1: array[float]
    top: array[float]
    bottom: array[float]
    width: float
    height: float
    upright: bool  # the page is shown as it was written, so other programs' coordinates agree


def glyphs_of(page: _Handle, text_page: _Handle) -> Glyphs:
    """The characters of an open pdfium page."""
    count = text_page.count_chars()
    boxes = np.zeros((count, 4), np.float32)  # left, top, right, bottom of each
    base = boxes.ctypes.data
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    deque(map(_char_box, repeat(handle), range(count), range(base, base + 16 * count, 16)), 0)
    left, up, right, down = boxes.T.astype(np.float64)
    box_left, box_bottom, box_right, box_top = page.get_cropbox()
    width, height = box_right - box_left, box_top - box_bottom
    rotation = page.get_rotation()
    if rotation == 90:
        sides = down - box_bottom, up - box_bottom, left - box_left, right - box_left
    elif rotation == 180:
        sides = box_right - right, box_right - left, down - box_bottom, up - box_bottom
    elif rotation == 270:
        sides = box_top - up, box_top - down, box_right - right, box_right - left
    else:
        sides = left - box_left, right - box_left, box_top - up, box_top - down
    if rotation in (90, 270):
        width, height = height, width
    x0, x1, top, bottom = map(_within_reach, sides)
    upright = rotation == 0 and not box_left and not box_bottom
    return Glyphs(_characters(text_page, count), x0, x1, top, bottom, width, height, upright)


def _within_reach(side: NDArray[np.float64]) -> array[float]:
    """The coordinates, with 0 for those that are none: infinite, or so far out that no page reaches them."""
    reached = np.abs(side) < _FARTHEST
    if not reached.all():  # a page with a broken matrix
        side = np.where(reached, side, 0.0)
    return array("f", side.astype(np.float32).tobytes())


def _characters(text_page: _Handle, count: int) -> str:
    """One character for each of pdfium's, so that indices agree; what it could not map becomes U+FFFD."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page.raw, 0, count, buffer)
    if written == count + 1:
        characters = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(characters) == count:
            return characters.replace("\ufffe", "-").replace(_HYPHEN, "-").replace("\x00", "\ufffd")
    codes = (pdfium.FPDFText_GetUnicode(text_page.raw, i) for i in range(count))
    return "".join(
        "-" if code == ord(_HYPHEN) else chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes
    )


def is_bold(text_page: _Handle, indices: tuple[int, ...]) -> bool:
    """Whether all the characters at `indices` are set in a bold face."""
    return all(_weight(text_page, i) >= _BOLD for i in indices)


def _weight(text_page: _Handle, index: int) -> int:
    weight: int = pdfium.FPDFText_GetFontWeight(text_page.raw, index)
    if weight >= _BOLD:
        return weight
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page.raw, index, name, 128, flags)
    return _BOLD if length and b"bold" in name.value.lower() else weight


def is_ruled(page: _Handle) -> bool:
    """Whether lines on the page may part the cells of a table."""
    upright = 0
    box = page.get_cropbox()
    tallest = (box[3] - box[1]) * _FRAME
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        entry = pdfium.FPDFPage_GetObject(page.raw, i)
        if pdfium.FPDFPageObj_GetType(entry) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(entry, left, bottom, right, top):
            wide, high = right.value - left.value, top.value - bottom.value
            if _LONG_RULE <= high <= tallest and wide <= _THIN:
                upright += 1
            elif _LONG_RULE <= high <= tallest and wide >= _LONG_RULE:  # the frame of a cell, or a whole grid
                upright += _RULES if pdfium.FPDFPath_CountSegments(entry) >= _GRID else 1
            if upright >= _RULES:
                return True
    return False


def has_image(page: _Handle) -> bool:
    """Whether a picture covers a good part of the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    box = page.get_cropbox()
    area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    for i in range(pdfium.FPDFPage_CountObjects(page.raw)):
        entry = pdfium.FPDFPage_GetObject(page.raw, i)
        kind = pdfium.FPDFPageObj_GetType(entry)
        if kind not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        known = pdfium.FPDFPageObj_GetBounds(entry, left, bottom, right, top)
        if known and (right.value - left.value) * (top.value - bottom.value) >= area / 3:
            return True
    return False
