"""Feeds the pipeline damaged agreements and checks what must hold for any bytes whatever.

    python -m benchmarks.fuzz --seconds N [--seed S] [--keep DIR]
    python -m benchmarks.fuzz --seed S --case K [--keep DIR]

Every agreement of the corpus, in its own format, some also gzipped or inside a full submission, is damaged:
bytes flipped, cut, spliced with another, chunks repeated or moved, hostile words put in, elements nested.
Each case has its own randomness, made from the seed and its number, so that it can be run again alone.

What must hold: nothing but a `SourceError` escapes; its message holds no line of the file; every piece of
evidence yields its words, in the text and in the file; clauses nest in order; the regions cover the text; the
term sheet can be written as JSON and as UTF-8; and none takes longer than its size allows. Exits 1 if
anything does not hold.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import sys
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.evidence import source_faults, text_faults
from pipeline.errors import SourceError
from pipeline.findings import Findings
from pipeline.load.decode import decode
from pipeline.model import Outline
from pipeline.run import analyse_bytes
from pipeline.termsheet.assemble import term_sheet

CORPUS = Path(__file__).parent.parent / "corpus" / "agreements"
HOSTILE = (
    b"(", b")", b'"', b"one ", b"$1,", b"1.", b"(a) ", b"(i)\n", b"Section 1(a)", b"By:\n", b"/s/ ", b"\0",
    b"<table><td>", b"<div>", b"<", b"&#", b"<!--", b"<PAGE>\n", b"ARTICLE I\n\n", b"\xff", b"\xed\xa0\x80",
    "“".encode(), "\u202e".encode(), b"\xcc\x81", b"\r", b"\f", b"\t", b"_", b"...", b"<TEXT>\n", b"</TEXT>",
    b"<DOCUMENT>\n<TYPE>EX-10\n<TEXT>\n", b"thirty (30) days ", b"0" * 40, b"begin 644 a.pdf\n", b"\x1b[2J",
)  # fmt: skip
INSIDE = 0.7  # how often the damage is done inside a compressed file
SLOWEST = 3.0, 40.0  # seconds that any input may take, and seconds that a megabyte may take beyond


def main() -> int:
    """The exit code: 0 if everything holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--case", type=int, help="run this case alone")
    parser.add_argument("--keep", type=Path, help="a folder for the files that break something")
    options = parser.parse_args()
    sources = agreements()
    outcomes: Counter[str] = Counter()
    broken = 0
    analyse_bytes(sources[0][1], sources[0][0])  # what is loaded once is no case's own time
    deadline = time.monotonic() + options.seconds
    number = options.case or 0
    while True:
        name, data = damaged(sources, options.seed, number)
        outcome, faults = check(data, name)
        outcomes[outcome] += 1
        for fault in faults:
            broken += 1
            print(f"seed {options.seed}, case {number}, {name}: {fault}", flush=True)
        if faults and options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.seed}-{number}-{name}").write_bytes(data)
        number += 1
        if options.case is not None or time.monotonic() > deadline:
            break
    print(
        f"{sum(outcomes.values())} cases: " + ", ".join(f"{n} {what}" for what, n in outcomes.most_common())
    )
    print("everything holds" if not broken else f"{broken} faults")
    return 1 if broken else 0


def agreements() -> list[tuple[str, bytes]]:
    """The agreements to damage: the corpus, and some of it gzipped and inside a submission."""
    found = [
        (f"{path.parent.name}{path.suffix}", path.read_bytes())
        for path in sorted(CORPUS.glob("*/agreement.*"))
    ]
    texts = [(name, data) for name, data in found if name.endswith((".txt", ".htm"))]
    packed = [(f"{name}.gz", gzip.compress(data, mtime=0)) for name, data in texts[:3]]
    inside = [
        b"<DOCUMENT>\n<TYPE>EX-10.%d\n<SEQUENCE>%d\n<TEXT>\n%s\n</TEXT>\n</DOCUMENT>\n" % (i, i, data)
        for i, (_, data) in enumerate(texts[:4], 1)
    ]
    header = (
        b"<SEC-DOCUMENT>0000950123-04-001234.txt\n<SEC-HEADER>\nACCESSION NUMBER:\t0000950123-04-001234\n"
    )
    return [*found, *packed, ("submission.txt", header + b"</SEC-HEADER>\n" + b"".join(inside))]


def damaged(sources: Sequence[tuple[str, bytes]], seed: int, number: int) -> tuple[str, bytes]:
    """The file of one case: an agreement with one to four kinds of damage."""
    order = random.Random(f"{seed}/{number}")  # noqa: S311
    name, data = order.choice(sources)
    damages = order.choices(DAMAGES, k=order.randint(1, 4))

    def hurt(whole: bytes) -> bytes:
        for damage in damages:
            whole = damage(whole, order, order.choice(sources)[1])
        return whole

    inside = order.random() < INSIDE
    if inside and data.startswith(b"PK"):
        return name, _member_hurt(data, order, hurt)
    if inside and data.startswith(b"\x1f\x8b"):
        return name, gzip.compress(hurt(gzip.decompress(data)), mtime=0)
    return name, hurt(data)


def _member_hurt(data: bytes, order: random.Random, hurt: Callable[[bytes], bytes]) -> bytes:
    """A zip archive with one member damaged, and itself whole."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as written:
        names = sorted(archive.namelist())
        victim = order.choice((*names, *["word/document.xml"] * len(names)))
        for member in names:
            content = archive.read(member)
            written.writestr(zipfile.ZipInfo(member), hurt(content) if member == victim else content)
    return buffer.getvalue()


def _flipped(data: bytes, order: random.Random, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(order.choice((1, 4, 40, len(data) // 200))):
        if changed:
            changed[order.randrange(len(changed))] = order.randrange(256)
    return bytes(changed)


def _cut(data: bytes, order: random.Random, _other: bytes) -> bytes:
    return (
        data[: order.randint(0, len(data))] if order.random() < 0.7 else data[order.randint(0, len(data)) :]
    )


def _spliced(data: bytes, order: random.Random, other: bytes) -> bytes:
    return data[: order.randint(0, len(data))] + other[order.randint(0, len(other)) :]


def _repeated(data: bytes, order: random.Random, _other: bytes) -> bytes:
    start = order.randint(0, len(data))
    chunk = data[start : start + order.choice((3, 30, 300, 3000))]
    times = min(order.choice((2, 20, 200)), 40_000 // max(1, len(chunk)))
    return data[:start] + chunk * times + data[start:]


def _moved(data: bytes, order: random.Random, _other: bytes) -> bytes:
    start = order.randint(0, len(data))
    chunk = data[start : start + order.choice((10, 100, 1000, 10_000))]
    rest = data[:start] + data[start + len(chunk) :]
    place = order.randint(0, len(rest))
    return rest[:place] + chunk + rest[place:]


def _poisoned(data: bytes, order: random.Random, _other: bytes) -> bytes:
    for _ in range(order.choice((1, 5, 50))):
        place = order.randint(0, len(data))
        data = data[:place] + order.choice(HOSTILE) * order.choice((1, 1, 3, 50)) + data[place:]
    return data


def _nested(data: bytes, order: random.Random, _other: bytes) -> bytes:
    opening, closing = order.choice(
        ((b"<div>", b"</div>"), (b"<table><tr><td>", b"</td></tr></table>"), (b"(", b")"))
    )
    depth = order.choice((10, 300, 3000))
    start = order.randint(0, len(data))
    return data[:start] + opening * depth + data[start:] + closing * order.choice((0, depth))


def _lines_mixed(data: bytes, order: random.Random, _other: bytes) -> bytes:
    lines = data.split(b"\n")
    for _ in range(order.choice((1, 10, 100))):
        a, b = order.randrange(len(lines)), order.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return order.choice((b"\n", b"\r\n", b"\r", b"\n\n")).join(lines)


Damage = Callable[[bytes, random.Random, bytes], bytes]
DAMAGES: tuple[Damage, ...] = (
    _flipped, _cut, _spliced, _repeated, _moved, _poisoned, _nested, _lines_mixed,
)  # fmt: skip


def check(data: bytes, name: str) -> tuple[str, list[str]]:
    """What became of a file ("read", or the kind of its error), and what did not hold."""
    started = time.perf_counter()
    try:
        found = analyse_bytes(data, name).findings
        faults = [fault for findings in found for fault in _faults(findings, data, name)]
        outcome = "read"
    except SourceError as error:
        faults = list(_faults_of_message(error, data))
        outcome = type(error).__name__
    except Exception:
        return "crash", [traceback.format_exc().strip().replace("\n", "\n    ")]
    spent = time.perf_counter() - started
    allowed = SLOWEST[0] + SLOWEST[1] * len(data) / 1e6
    if spent > allowed:
        faults.append(f"{spent:.1f} s for {len(data)} bytes")
    return outcome, faults


def _faults_of_message(error: SourceError, data: bytes) -> Iterator[str]:
    words = error.cause.encode("utf-8", "surrogatepass")
    if any(len(line) > 30 and line in words for line in data.splitlines()):
        yield "the message holds a line of the file"
    if not error.cause.isprintable():
        yield "the message cannot be printed"


def _faults(findings: Findings, data: bytes, name: str) -> Iterator[str]:
    text = findings.text
    written = term_sheet(findings).model_dump_json(by_alias=True)
    written.encode("utf-8")
    sheet = json.loads(written)
    yield from text_faults(sheet, text.string)
    # In HTML the independent reader takes any "<" for a tag, as a browser does, and the loader keeps words.
    if text.source.media_type == "text/plain" or (
        text.source.media_type == "text/html" and "<" not in text.string
    ):
        yield from source_faults(sheet, decode(_unpacked(data), name))
    yield from outline_faults(findings.outline, len(text.string))


def _unpacked(data: bytes) -> bytes:
    """The file, out of the first member of its gzip wrapping where it has one."""
    return zlib.decompressobj(wbits=31).decompress(data) if data.startswith(b"\x1f\x8b") else data


def outline_faults(outline: Outline, length: int) -> Iterator[str]:
    """Where clauses do not nest in order, or regions do not cover the text."""
    regions = outline.regions
    if [region.start for region in regions] != [0, *(region.end for region in regions)][: len(regions)]:
        yield "regions leave gaps or overlap"
    if (regions[-1].end if regions else 0) != length:
        yield "regions do not reach the end"
    last_start = -1
    last_end: dict[str | None, int] = {}
    for clause in outline.clauses:
        if clause.start <= last_start or clause.end <= clause.start:
            yield f"clause {clause.path} is out of order or empty"
        if clause.start < last_end.get(clause.parent, 0):
            yield f"clause {clause.path} overlaps its sibling"
        last_start, last_end[clause.parent] = clause.start, clause.end
        if clause.parent is not None:
            around = outline.clauses[outline.index_of[clause.parent]]
            if not (around.start <= clause.start and clause.end <= around.end):
                yield f"clause {clause.path} is not inside its parent"
    if len({clause.path for clause in outline.clauses}) != len(outline.clauses):
        yield "two clauses have one path"


if __name__ == "__main__":
    sys.exit(main())
