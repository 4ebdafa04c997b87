"""A workbook read back from its XML."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")
Cell = str | float | bool


def sheets(data: bytes) -> dict[str, list[dict[str, Cell]]]:
    """Each sheet's rows behind its head, by the titles of the head. No cell may hold a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert not any(b"<hyperlink" in book.read(part) for part in book.namelist())
        names = [
            sheet.attrib["name"] for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        found = {}
        for number, name in enumerate(names, 1):
            root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            head, *rows = [_cells(row) for row in root.iter(f"{MAIN}row")]
            found[name] = [{str(head[column]): value for column, value in row.items()} for row in rows]
        return found


def _cells(row: ET.Element) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for cell in row.iter(f"{MAIN}c"):
        assert cell.find(f"{MAIN}f") is None
        column = cell.attrib["r"].rstrip("0123456789")
        words = "".join(cell.itertext())
        match cell.get("t"):
            case "inlineStr":
                cells[column] = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
            case "b":
                cells[column] = words == "1"
            case None if words:
                cells[column] = float(words)
    return cells
