"""The term sheet: what other tools may rely on, field by field.

Pydantic stands here because this is an edge: the JSON Schema in `schema/` is generated from these models, and
a test fails when the two differ. Offsets `start`/`end` index the normalised text of the document, half-open;
`source` leads to the file as it was filed.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from pipeline.frozen import dataclass
from pipeline.model import Direction, Furniture, NoticeKind
from pipeline.model import Place as FoundIn
from pipeline.termsheet.blocks import CreditBlock as CreditBlock
from pipeline.termsheet.blocks import RegistrationRightsBlock as RegistrationRightsBlock
from pipeline.termsheet.evidence import Evidence as Evidence
from pipeline.termsheet.evidence import PageBox as PageBox
from pipeline.termsheet.evidence import PagePlace as PagePlace
from pipeline.termsheet.evidence import ParagraphPlace as ParagraphPlace
from pipeline.termsheet.evidence import Place as Place
from pipeline.termsheet.expressions import ExpressionNode
from pipeline.termsheet.values import CONFIG
from pipeline.termsheet.values import Count as Count
from pipeline.termsheet.values import Exact as Exact
from pipeline.termsheet.values import TextPlace as TextPlace
from pipeline.termsheet.values import UnitName as UnitName

SCHEMA_VERSION: Literal["1"] = "1"

Confidence = Annotated[
    Exact | None,
    Field(
        description="share of right answers, from 0 to 1, among those that came about in the same way on"
        " contracts with gold; null where it was never measured"
    ),
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# --------------------------------------------------------------------------- the document


class SourceFile(_Model):
    """The file, or the document inside a full submission."""

    path: str
    sha256: str
    media_type: str
    accession: str | None = None
    sequence: int | None = None
    exhibit: str | None = None
    filename: str | None = None
    description: str | None = None


class Document(_Model):
    """What was read."""

    id: str = Field(description="accession number and sequence, or the file's name without its suffix")
    title: str | None
    kind: str = Field(
        description="registration_rights, credit, employment, …; 'other' where the title tells nothing"
    )
    source: SourceFile
    characters: int = Field(description="length of the normalised text")
    pages: int | None = None


# --------------------------------------------------------------------------- single-valued terms


class PeriodValue(_Model):
    """A length of time."""

    count: int
    unit: UnitName
    successive: bool | None = None


# Several strings only where the agreement itself names several, such as two governing laws for two subjects.
Value = str | PeriodValue | tuple[str, ...] | None


class Alternative(_Model):
    """A candidate that lost, and why."""

    value: Value
    reason: str
    evidence: tuple[Evidence, ...] = ()


class Term(_Model):
    """One answer. Unless `found` (or in `conflict`) there is no value: nothing stands in for a fact."""

    status: Literal["found", "absent", "by_reference", "blank", "redacted", "conflict"]
    value: Value = None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    confidence: Confidence = None
    derivation: str | None = Field(default=None, description="how a computed value came about")


class Terms(_Model):
    """The single-valued answers. Dates are ISO 8601; an expiration date may be `perpetual`."""

    document_name: Term
    agreement_date: Term
    effective_date: Term
    expiration_date: Term
    renewal_term: Term
    notice_period_to_terminate_renewal: Term
    governing_law: Term


# --------------------------------------------------------------------------- parties and quantities


Defines = Annotated[
    str | None, Field(description="the defined term that this is the meaning, or a part of the meaning, of")
]
OtherCount = Annotated[tuple[Count, ...], Field(description="the figures, where the words differ")]
OtherValue = Annotated[tuple[Exact, ...], Field(description="the figures, where the words differ")]


class PartyEntry(_Model):
    """A party, once, at its first mention."""

    name: str
    aliases: tuple[str, ...] = ()
    collective_alias: str | None = None
    role: str | None = None
    entity_type: str | None = None
    jurisdiction: str | None = None
    address: str | None = None
    unnamed_class: bool = False
    doing_business_as: str | None = None
    formerly: str | None = None
    also_known_as: str | None = None
    for_services_of: str | None = None
    found_in: FoundIn
    signatories: tuple[str, ...] = ()
    confidence: Confidence = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseAnswer:
    """Whether the agreement holds a clause of some kind; the evidence is the sentences that show it."""

    __pydantic_config__ = CONFIG

    answer: bool
    confidence: Confidence = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry:
    """A date: whole, truncated (`2003-08`, `--12-31`, `---15`), or symbolic."""

    __pydantic_config__ = CONFIG

    iso: str | None
    symbolic: str | None = None
    defines: Defines = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentageEntry:
    """A share of one: 1.5 % is "0.015"."""

    __pydantic_config__ = CONFIG

    value: Exact
    value_alt: OtherValue = ()
    defines: Defines = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPart:
    """One part of a compound period."""

    __pydantic_config__ = CONFIG

    count: Count
    unit: UnitName


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCountEntry:
    """A number of days, months, … with the way it is counted."""

    __pydantic_config__ = CONFIG

    count: Count | None
    unit: UnitName | None
    direction: Direction | None = None
    anchor: str | None = None
    count_alt: OtherCount = ()
    components: tuple[PeriodPart, ...] = ()
    defines: Defines = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyEntry:
    """An amount in a currency (ISO 4217)."""

    __pydantic_config__ = CONFIG

    amount: Exact
    currency: str
    amount_alt: OtherValue = ()
    defines: Defines = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCountEntry:
    """A number of shares, units or warrants."""

    __pydantic_config__ = CONFIG

    count: Count
    share_class: Annotated[str | None, Field(description='as printed: "Common Stock"')]
    count_alt: OtherCount = ()
    defines: Defines = None
    evidence: tuple[Evidence, ...]


# --------------------------------------------------------------------------- structure


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A clause, from its label (or heading) to the end of the last text in it."""

    __pydantic_config__ = CONFIG

    path: str
    cite: str
    label: str | None
    heading: str | None
    start: int
    end: int
    parent: str | None
    depth: int
    source: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedIn:
    """Where a defined term gets its meaning."""

    __pydantic_config__ = CONFIG

    clause: str | None = None
    external: Annotated[str | None, Field(description="the other agreement's name")] = None
    section: Annotated[str | None, Field(description="the section there, as cited")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionEntry:
    """A place at which a term is put in quotation marks to define it."""

    __pydantic_config__ = CONFIG

    term: str
    meaning: Annotated[
        TextPlace | None, Field(description="range of the normalised text that says what it means")
    ]
    defined_in: DefinedIn
    one_of: Annotated[
        str | None, Field(description="the collective term: of a Purchaser, the Purchasers")
    ] = None
    uses: Annotated[
        tuple[TextPlace, ...],
        Field(description="ranges of the normalised text at which the term is used in this sense"),
    ] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTermEntry:
    """A term that this document uses and another one defines."""

    __pydantic_config__ = CONFIG

    term: str
    documents: Annotated[
        tuple[str, ...], Field(description="as the text names them; several where it names several")
    ]
    section: Annotated[str | None, Field(description="the section there, as cited")] = None
    by: Literal["its own words", "words for all terms not defined here"]
    statute: Annotated[bool, Field(description="the document is a statute, a rule or a code")] = False
    uses: tuple[TextPlace, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawEntry:
    """A statute, a regulation or a form named in the text, in the form in which it is cited."""

    __pydantic_config__ = CONFIG

    canonical: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointerEntry:
    """A word that points without a number: "hereof", "this Section", "the foregoing"."""

    __pydantic_config__ = CONFIG

    kind: Literal["document", "clause", "before"]
    target: Annotated[
        str | None, Field(description="path of the clause pointed to; null for the document itself")
    ]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReferenceEntry:
    """A reference to a clause, an exhibit, another agreement or a statute."""

    __pydantic_config__ = CONFIG

    from_clause: Annotated[
        str | None,
        Field(
            serialization_alias="from",
            validation_alias=AliasChoices("from", "from_clause"),
            description="path of the clause it stands in",
        ),
    ]
    target: Annotated[
        str | None, Field(description="path of the clause meant, or that it would have; null for others")
    ]
    resolves: bool
    external: bool
    statute: Annotated[bool, Field(description="an external one to a statute, rule or regulation")] = False
    document: Annotated[str | None, Field(description="the other document, as the text names it")] = None
    item: Annotated[
        TextPlace | None, Field(description="the label of the item of a sentence that is meant")
    ] = None
    also_may_mean: Annotated[tuple[str, ...], Field(description="clauses that bear the same label")] = ()
    canonical: Annotated[
        str | None, Field(description='of a statute or rule, as it is cited: "17 CFR 230.144(k)"')
    ] = None
    between: Annotated[
        tuple[str, ...],
        Field(description="for the last of a range, the paths of the clauses between its ends"),
    ] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEntry:
    """Who shall, will, may or shall not do what."""

    __pydantic_config__ = CONFIG

    obligor: Annotated[str | None, Field(description="as the text names it; null in a passive sentence")]
    implied_obligor: Annotated[str | None, Field(description="whose duty it plainly is, though unnamed")] = (
        None
    )
    obligee: str | None = None
    modality: Literal["shall", "will", "may", "shall_not"]
    action: str
    conditions: Annotated[
        tuple[str, ...], Field(description="in the text's words: if, unless, subject to")
    ] = ()
    clause: Annotated[str | None, Field(description="path of the clause")]
    deadline: Annotated[
        int | None, Field(description="index in `deadlines` of the one that belongs to it")
    ] = None
    evidence: tuple[Evidence, ...]


class DeadlineEntry(_Model):
    """A time by, at or for which something is to be done."""

    obligor: str | None
    implied_obligor: str | None = None
    action: str
    clause: str | None = Field(description="path of the clause")
    conditions: tuple[str, ...] = Field(
        default=(), description="limits, in the text's words, that the tree does not hold"
    )
    standard: str | None = Field(default=None, description='"promptly", "as soon as practicable"')
    defines: str | None = Field(default=None, description="the term whose meaning it is")
    tolled: ExpressionNode | None = Field(
        default=None, description="the window in which the clock stands still"
    )
    expression: ExpressionNode
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something for a lawyer to look at."""

    __pydantic_config__ = CONFIG

    kind: NoticeKind
    message: str
    word_value: Exact | None = None
    numeral_value: Exact | None = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """A part of the file that is no part of the agreement's own words."""

    __pydantic_config__ = CONFIG

    kind: Literal["toc"] | Furniture
    source: Place


class TermSheet(_Model):
    """Everything that was read from one document."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="TermSheet")

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: Document
    terms: Terms
    parties: tuple[PartyEntry, ...]
    clauses: dict[str, ClauseAnswer] = Field(
        description="by the name of the clause label, such as non_compete"
    )
    clauses_judged_by: Literal["rules and weights", "rules"] = Field(
        description="`rules` where the learned weights of the clause labels are missing from the installation"
    )
    dates: tuple[DateEntry, ...]
    percentages: tuple[PercentageEntry, ...]
    day_counts: tuple[DayCountEntry, ...]
    money: tuple[MoneyEntry, ...]
    share_counts: tuple[ShareCountEntry, ...]
    definitions: tuple[DefinitionEntry, ...]
    outline: tuple[OutlineEntry, ...]
    defined_elsewhere: tuple[ForeignTermEntry, ...]
    cross_references: tuple[CrossReferenceEntry, ...]
    laws: tuple[LawEntry, ...]
    pointers: tuple[PointerEntry, ...]
    deadlines: tuple[DeadlineEntry, ...]
    obligations: tuple[DutyEntry, ...]
    registration_rights: RegistrationRightsBlock | None = Field(
        default=None, description="the deal terms, where the document is a registration rights agreement"
    )
    credit: CreditBlock | None = Field(
        default=None, description="the deal terms, where the document is a credit agreement"
    )
    warnings: tuple[Notice, ...]
    noise: tuple[Noise, ...]


def to_json(sheet: TermSheet, *, indent: int | None = None) -> str:
    """The term sheet as JSON, keys in the order of the schema."""
    return sheet.model_dump_json(by_alias=True, indent=indent)
