"""The frozen values that pass from one room of the pipeline to the next.

Every `start` and `end` is a half-open range of code points of `Text.string`, the one normalised string of a
document. Where it came from in the file is a question for `Text.source_of`.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pipeline.frozen import dataclass
from pipeline.spans import OffsetMap, Span

# --------------------------------------------------------------------------- the source and its text


@dataclass(frozen=True, slots=True)
class Box:
    """Where characters stand on a page, in points from its upper left corner."""

    page: int  # from 1
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A place in the file as it was filed.

    `start`/`end` index the decoded file in code points, for text, HTML and full submissions. A PDF has boxes
    instead, one a line; a DOCX has the number of the paragraph (from 0, tables included, in document order)
    and offsets within it, with the number of the last one where the range runs over several.
    """

    start: int | None = None
    end: int | None = None
    boxes: tuple[Box, ...] = ()
    paragraph: int | None = None
    paragraph_end: int | None = None  # the one that `end` is an offset in, if it is another


@dataclass(frozen=True, slots=True)
class Source:
    """The file, or the document inside a full submission, that a text was made from."""

    path: str  # as the user named it; "-" for standard input
    sha256: str  # of the file's bytes
    media_type: str  # text/plain, text/html, application/pdf, application/vnd.openxmlformats-…
    accession: str | None = None  # of the full submission, with dashes
    sequence: int | None = None  # of the document inside it
    exhibit: str | None = None  # its type there, such as EX-10.1
    filename: str | None = None  # its name there
    description: str | None = None
    pages: int | None = None


class BlockKind(StrEnum):
    """What a line of the normalised text is."""

    PROSE = "prose"
    TABLE = "table"  # a row; its cells are parted by tabs


@dataclass(frozen=True, slots=True)
class Block:
    """One logical line: a whole paragraph, a heading, or a line that the author ended by hand."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PROSE
    indent: int = 0  # columns before the first character; 0 where the format has none
    centred: bool = False
    emphasis: bool = False  # bold, underlined, or a heading element
    gap: bool = True  # blank space stands before it; False where it only starts a new line
    page: int = 1


class Furniture(StrEnum):
    """What the normaliser leaves out, by kind."""

    PAGE_BREAK = "page_break"  # page numbers, <PAGE>, running heads and feet around a turn of the page
    RULE = "rule"  # a line of dashes
    TAG = "tag"  # <TABLE>, <S>, <C>, <CAPTION>
    SOURCE_NOTE = "source_note"  # "Source: SOME COMPANY, 10-K, 1/15/2020", added by a data vendor
    SCAN = "scan"  # a page of a PDF that is a picture without a text layer


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A range of the source that is no part of the agreement's own words."""

    kind: Furniture
    source: SourceSpan


@dataclass(frozen=True)
class Text:
    """One document as one normalised string, its layout, and the way back to the file.

    Paragraphs are parted by a blank line, lines inside an address or a signature block by a line end, the
    cells of a table's row by a tab. There is no other white space but single spaces.
    """

    string: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap  # to `raw`, the decoded characters of the source
    source: Source
    locate: Callable[[int, int], SourceSpan]  # a range of the raw characters -> its place in the file
    left_out: tuple[LeftOut, ...] = ()

    def source_of(self, start: int, end: int) -> SourceSpan:
        """Where `string[start:end]` stands in the file."""
        return self.locate(*self.offsets.source_range(start, end))

    @cached_property
    def block_starts(self) -> list[int]:
        """Where the blocks begin, to find the one that holds a place."""
        return [block.start for block in self.blocks]

    @cached_property
    def folded(self) -> bytes:
        """The text as one byte a character, for scanning; offsets are those of `string`.

        Typographic quotes, dashes and spaces become their plain fellows, accents stay as in cp1252, and what
        has no place there becomes "?".
        """
        return fold(self.string)

    @cached_property
    def plain(self) -> str:
        """`folded` as a string."""
        return self.string if self.string.isascii() else self.folded.decode("latin-1")


_FOLD = bytes.maketrans(
    "‘’‚“”„–—\xa0\xad".encode("cp1252"),
    b"'''\"\"\"-- -",
)


def fold(string: str) -> bytes:
    """`string` as one byte a code point: cp1252 with plain quotes, dashes and spaces."""
    if string.isascii():
        return string.encode("ascii")  # many times faster, and most strings are
    return string.encode("cp1252", "replace").translate(_FOLD)


# --------------------------------------------------------------------------- the clauses


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree, from its label (or heading) to the end of the last text in it."""

    path: str  # "2/a/i", "ARTICLE II/2.01/a", "h:governing-law"; a label used twice gets "#2"
    cite: str  # as a lawyer cites it: "2(a)(i)", "2.01(a)"
    label: str | None  # as printed: "2.", "Section 1.01", "(a)"
    heading: str | None
    heading_span: Span | None
    start: int
    end: int
    parent: str | None  # path of the parent
    depth: int  # 0 at the top


class RegionKind(StrEnum):
    """The parts of a filed agreement."""

    COVER = "cover"  # all that stands before the opening: exhibit number, legends, cover page
    CONTENTS = "contents"  # a table of contents
    OPENING = "opening"  # title, date and parties
    RECITALS = "recitals"
    BODY = "body"
    SIGNATURES = "signatures"
    ATTACHMENT = "attachment"  # an exhibit, schedule or annex bound to the agreement


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the document; the regions cover the text in order and without overlap."""

    kind: RegionKind
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """The clause tree in the order of the text, and the regions that the text falls into."""

    clauses: tuple[Clause, ...]
    regions: tuple[Region, ...]

    def clause_at(self, position: int) -> Clause | None:
        """The innermost clause that holds the character at `position`."""
        starts, innermost = self._stretches
        return innermost[bisect_right(starts, position)]

    def region_at(self, position: int) -> Region | None:
        """The region that holds the character at `position`; None past the end of the text."""
        return next((r for r in self.regions if r.start <= position < r.end), None)

    def spans(self, *kinds: RegionKind) -> tuple[Span, ...]:
        """The ranges of the regions of these kinds, in order."""
        return tuple(Span(r.start, r.end) for r in self.regions if r.kind in kinds)

    @cached_property
    def _stretches(self) -> tuple[list[int], list[Clause | None]]:
        """Where the innermost clause changes, and which it is before the first place and from each on."""
        starts: list[int] = []
        innermost: list[Clause | None] = [None]
        limits = (*(clause.start for clause in self.clauses[1:]), sys.maxsize)
        for clause, limit in zip(self.clauses, limits, strict=False):
            at = clause.start
            inner: Clause | None = clause
            while at < limit:
                while inner is not None and inner.end <= at:
                    parent = self.index_of.get(inner.parent or "")
                    inner = None if parent is None else self.clauses[parent]
                starts.append(at)
                innermost.append(inner)
                at = limit if inner is None else inner.end
        return starts, innermost

    @cached_property
    def index_of(self) -> Mapping[str, int]:
        """Position in `clauses` by path."""
        return {clause.path: i for i, clause in enumerate(self.clauses)}


@dataclass(frozen=True, slots=True)
class Definition:
    """A place at which a term is put in quotation marks (or heads a list of definitions) to define it."""

    term: str
    start: int  # of the term's own letters, without the marks
    end: int
    clause: str | None  # path of the clause that it stands in
    meaning: Span | None  # the words that say what it stands for
    agreement: str | None = None  # the other agreement that defines it, where it is defined "as in" one …
    section: str | None = None  # … and the section there


@dataclass(frozen=True, slots=True)
class Use:
    """A place at which a defined term is used, in whatever number; without a possessive 's."""

    start: int
    end: int
    definition: int  # index of the definition meant


@dataclass(frozen=True, slots=True)
class DefinedElsewhere:
    """A term that this document uses and another one defines.

    `uses` are all the places at which it stands. `stated` is where the text says so: "(as defined in the
    Purchase Agreement)" for this term, or words for all terms that are not defined here, with `blanket`.
    """

    term: str
    uses: tuple[Span, ...]
    stated: Span
    documents: tuple[str, ...]  # as named; several where the text names several
    section: str | None = None
    blanket: bool = False
    statute: bool = False  # the document is a statute, a rule, or a code


@dataclass(frozen=True, slots=True)
class BlanketSource:
    """Words that send all terms not defined here to other documents, and those documents as named."""

    start: int
    end: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeverDefined:
    """Words used like a defined term, and defined neither here nor, so far as the text says, elsewhere."""

    term: str
    uses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each defined term is used for and where, and which terms want a definition.

    `definition` numbers are indices of the document's definitions.
    """

    uses: tuple[Use, ...] = ()  # in the order of the text, without overlap
    elsewhere: tuple[DefinedElsewhere, ...] = ()
    never_defined: tuple[NeverDefined, ...] = ()
    blanket: tuple[BlanketSource, ...] = ()
    again: tuple[tuple[int, int], ...] = ()  # a definition, and the earlier one of the same term and scope
    circular: tuple[tuple[int, ...], ...] = ()  # definitions that lead round to one another and say no more
    collective: tuple[tuple[int, int], ...] = ()  # "each a "Purchaser" and together the "Purchasers"": 0, 1


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to a clause of this document, of another one, or of a statute.

    `target` is a path of this document: the clause meant or, where there is none, the path that it would
    have; None for other documents. A reference to an item of a sentence leads to the clause that holds the
    sentence, with the span of the item's label.
    """

    clause: str | None  # path of the clause that it stands in
    target: str | None
    start: int
    end: int
    resolves: bool
    external: bool = False
    statute: bool = False  # an external one to a statute, rule or regulation
    document: str | None = None  # the other document, as the text names it
    item: Span | None = None
    also_may_mean: tuple[str, ...] = ()  # paths of clauses that bear the same label
    canonical: str | None = None  # of a statute or rule, as it is cited: "15 USC 78m(d)", "17 CFR 230.144(k)"
    between: tuple[str, ...] = ()  # for the last of "Sections 2 through 5": the paths of 3 and 4


@dataclass(frozen=True, slots=True)
class LawMention:
    """A statute, a regulation or a form of the SEC named in the text, with or without a section."""

    start: int
    end: int
    canonical: str  # "Securities Act of 1933", "Form S-3"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word that points to a place without its number: "hereof", "this Section", "the foregoing"."""

    start: int
    end: int
    kind: Literal["document", "clause", "before"]
    target: str | None  # path of the clause pointed to, or into; None for the document itself


# --------------------------------------------------------------------------- mentions


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at which a rule of `patterns/` matched."""

    family: str  # the pattern file: "dates", "money", …
    rule: str  # the rule's id
    start: int
    end: int
    groups: Mapping[str, Span] = field(default_factory=dict)  # the rule's named groups that took part


# --------------------------------------------------------------------------- values read from mentions


# A limit counted forward; a point or a wait; anything counted back; a length.
Direction = Literal["within", "after", "before", "for"]
Place = Literal["opening", "signature", "schedule"]  # where a party was found first


class Unit(StrEnum):
    """Units of a period. Days, business days, trading days and hours never turn into one another."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    TRADING_DAYS = "trading_days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date: whole (`2003-08-14`), truncated (`2003-08`, `--12-31`, `---15`) or symbolic."""

    start: int
    end: int
    rule: str
    iso: str | None
    symbolic: str | None = None  # date_hereof, date_first_above_written, last_signature_date, …

    @property
    def day(self) -> date | None:
        """The whole date, where there is one."""
        return date.fromisoformat(self.iso) if self.iso and len(self.iso) == 10 else None


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that the parties left to be filled in, or that was taken out before filing."""

    start: int
    end: int
    rule: str
    of: str  # date, money, percentage, day_count, name, text
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class Percentage:
    """A fraction of one: 1.5 % is `Decimal("0.015")`. Non-terminating fractions have ten places."""

    start: int
    end: int
    rule: str
    value: Decimal
    alternative: Decimal | None = None  # the figures' value, where words and figures disagree


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of days, months, years and so on, with the way it is counted."""

    start: int
    end: int
    rule: str
    count: Decimal | None  # None where only the components tell ("three years and ninety days")
    unit: Unit | None
    direction: Direction | None = None
    anchor: Span | None = None  # the event or date counted from, as the text names it
    alternative: Decimal | None = None
    components: tuple[tuple[Decimal, Unit], ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    start: int
    end: int
    rule: str
    amount: Decimal
    currency: str
    alternative: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ShareCount:
    """A number of shares, units or warrants."""

    start: int
    end: int
    rule: str
    count: Decimal
    share_class: str | None  # as printed: "Common Stock"
    alternative: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words and figures that disagree, from the first number word to the closing bracket."""

    start: int
    end: int
    kind: str  # word_numeral_mismatch
    word_value: Decimal
    numeral_value: Decimal


@dataclass(frozen=True, slots=True)
class Quantities:
    """All that can be counted in a document, each list in the order of the text."""

    dates: tuple[DateMention, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    day_counts: tuple[DayCount, ...] = ()
    money: tuple[Money, ...] = ()
    share_counts: tuple[ShareCount, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One party to the agreement, at its first mention."""

    name: str
    start: int
    end: int
    rule: str
    found_in: Place
    aliases: tuple[str, ...] = ()  # defined terms for this party alone
    collective_alias: str | None = None  # the term that it shares with others
    role: str | None = None  # a lower-case noun: company, purchaser, landlord
    entity_type: str | None = None  # in words for US bodies, the suffix for foreign ones
    jurisdiction: str | None = None
    address: str | None = None
    unnamed_class: bool = False  # "each of the undersigned"
    doing_business_as: str | None = None
    formerly: str | None = None
    also_known_as: str | None = None
    for_services_of: str | None = None
    signatories: tuple[str, ...] = ()  # who signs for it: officers, managers, general partners
    evidence: tuple[Span, ...] = ()  # every place that it was read from


class Status(StrEnum):
    """What became of a term that was looked for."""

    FOUND = "found"
    ABSENT = "absent"
    BY_REFERENCE = "by_reference"
    BLANK = "blank"
    REDACTED = "redacted"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that lost, and why."""

    value: object
    start: int
    end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A single-valued term: its status, its value, what shows it, and what lost.

    `value` is a string, an ISO date string, `"perpetual"`, or a `Period`; None unless found (or in
    conflict). `evidence` are spans of the text, best first, each with the rule that found it.
    """

    status: Status
    value: object = None
    evidence: tuple[tuple[Span, str], ...] = ()
    alternatives: tuple[Rejected, ...] = ()
    derivation: str | None = None  # how a computed value came about: "2002-09-27 + 3 years"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a term's value; `successive` where it renews again and again."""

    count: int
    unit: Unit
    successive: bool | None = None


@dataclass(frozen=True, slots=True)
class ClauseLabel:
    """Whether the agreement holds a clause of some kind, and the sentences that show it, with their rules."""

    name: str  # non_compete, anti_assignment, …
    answer: bool
    basis: str  # how the answer came about, for its confidence: "yes by rules", "no, close"
    evidence: tuple[tuple[Span, str], ...] = ()


# --------------------------------------------------------------------------- what a lawyer should look at

NoticeKind = Literal[
    "word_numeral_mismatch",
    "blank",
    "redaction",
    "dangling_reference",
    "exhibit_missing",
    "unbalanced_parentheses",
    "signature_block_mismatch",
    "signature_block_repeated",
    "name_spelling",
    "term_defined_twice",
    "term_undefined",
    "circular_definition",
    "conflicting_terms",
]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something for a lawyer to look at: what it is, in a sentence that names the places, and these places.

    `spans` are in the order in which the sentence speaks of them; there is at least one.
    """

    kind: NoticeKind
    message: str
    spans: tuple[Span, ...]
    rule: str  # what found it
    word_value: Decimal | None = None
    numeral_value: Decimal | None = None


# --------------------------------------------------------------------------- what a loader gives


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document inside a full submission that is no agreement, or cannot be read."""

    source: Source
    reason: str
    failed: bool = False  # it may well be an agreement, but it is damaged


@dataclass(frozen=True, slots=True)
class Filing:
    """What one file holds: the texts of its agreements, and what was passed over, in the file's order."""

    texts: tuple[Text, ...]
    skipped: tuple[Skipped, ...] = ()
    form: str | None = None  # of a full submission: 8-K, 10-Q, S-4/A
    filers: tuple[str, ...] = ()  # the companies and persons of its header
