"""Every kind of warning, brought together in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.findings import Findings
from pipeline.model import Notice, RegionKind
from pipeline.warnings.answers import conflicting_terms
from pipeline.warnings.defined_again import defined_again
from pipeline.warnings.defined_terms import circular_definition, term_undefined
from pipeline.warnings.exhibits import missing_exhibits
from pipeline.warnings.figures import figures
from pipeline.warnings.parentheses import unbalanced_parentheses
from pipeline.warnings.people import misspelt_people
from pipeline.warnings.rare_words import RareWords
from pipeline.warnings.references import dangling_references
from pipeline.warnings.signature_blocks import misspelt_blocks, pages_of, repeated_blocks, unmatched_blocks
from pipeline.warnings.spellings import misspelt_names

_ADDS = re.compile(
    r"\b(?:amend(?:ment|ed)|supplement(?:al)?|addendum|joinder|waiver|endorsement|rider|"
    r"this\s(?:\w+\s){0,2}(?:appendix|schedule|exhibit|annex|attachment|confirmation|statement of work|sow|"
    r"(?:work|task|purchase|service|change) order))\b",
    re.IGNORECASE,
)
_HEAD = 400  # characters from the opening on


def warnings(findings: Findings) -> tuple[Notice, ...]:
    """The warnings in the order of their first places; few of them should be false."""
    pages = pages_of(findings)
    words = RareWords(findings.text)
    found = (
        *figures(findings.text, findings.outline, findings.quantities),
        *dangling_references(findings),
        *missing_exhibits(findings),
        *unbalanced_parentheses(findings),
        *unmatched_blocks(findings, pages),
        *repeated_blocks(findings, pages),
        *misspelt_names(findings, words),
        *misspelt_people(findings, words),
        *misspelt_blocks(findings, pages),
        *conflicting_terms(findings),
        *_of_vocabulary(findings),
    )
    return tuple(sorted(found, key=lambda notice: (notice.spans[0], notice.kind)))


def _adds_to_another(findings: Findings) -> bool:
    """Whether the document changes or adds to another one, whose terms it uses."""
    head = next((span.start for span in findings.outline.spans(RegionKind.OPENING)), 0)
    return _ADDS.search(findings.text.string, head, head + _HEAD) is not None


def _of_vocabulary(findings: Findings) -> Iterator[Notice]:
    """What the use of defined terms shows: never defined, defined twice, defined in a circle."""
    vocabulary, definitions = findings.vocabulary, findings.definitions
    if not _adds_to_another(findings):
        for never in vocabulary.never_defined:
            yield term_undefined(findings.outline, never.term, never.uses)
    yield from defined_again(findings)
    for circle in vocabulary.circular:
        yield circular_definition([definitions[i] for i in circle])
