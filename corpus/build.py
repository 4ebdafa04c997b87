"""Renders the masters: `python -m corpus.build [ID …]` rewrites `corpus/agreements/<id>/`."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from corpus.gold import gold
from corpus.layouts.render import render
from corpus.master import read

ROOT: Final = Path(__file__).parent
MASTERS: Final = ROOT / "masters"
AGREEMENTS: Final = ROOT / "agreements"


def files(master: Path) -> Mapping[str, bytes]:
    """Every file of one agreement by name: the sources, and a gold record for each."""
    parsed = read(master)
    out: dict[str, bytes] = {}
    for number, output in enumerate(parsed.outputs):
        options: dict[str, Any] = dict(output)
        name, layout = options.pop("file"), options.pop("layout")
        data, places, facts = render(parsed.document, layout, options)
        record = {**gold(parsed.document, places, layout, name), **facts}
        out[name] = data
        out["gold.json" if number == 0 else f"gold.{name.rpartition('.')[2]}.json"] = dump(record)
    return out


def dump(record: Mapping[str, Any]) -> bytes:
    """JSON as the corpus keeps it: a field a line at the top, one line for each entry of a list."""
    lines: list[str] = []
    for key, value in record.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value)
            text = f"[\n{rows}\n ]"
        elif isinstance(value, dict) and any(isinstance(v, (list, dict)) for v in value.values()):
            rows = ",\n".join(f"  {json.dumps(k)}: {_rows(v)}" for k, v in value.items())
            text = f"{{\n{rows}\n }}"
        else:
            text = json.dumps(value, ensure_ascii=False)
        lines.append(f" {json.dumps(key)}: {text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _rows(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join("   " + json.dumps(item, ensure_ascii=False) for item in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


def main(arguments: list[str] | None = None) -> None:
    """Write the agreements that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m corpus.build", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID")
    options = parser.parse_args(arguments)
    for master in sorted(MASTERS.glob("*.txt")):
        if options.ids and master.stem not in options.ids:
            continue
        folder = AGREEMENTS / master.stem
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files(master).items():
            (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
