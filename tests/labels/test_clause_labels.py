"""The answers that an agreement's sentences give."""

import pytest

from pipeline.clauses import outline
from pipeline.labels import clause_labels
from pipeline.labels.clause_labels import MODEL
from pipeline.labels.weights import LabelWeights, Weights, weights
from pipeline.model import ClauseLabel
from tests.extract.texts import plain

OPENING = "LICENSE AGREEMENT\n\nThis Agreement is made as of March 1, 2004 between Alder Mills, Inc. and Birch Co.\n\n"

CLAUSES = {
    "anti_assignment": "1. Assignment. Neither party may assign this Agreement without the prior written consent of the other party.",
    "audit_rights": "1. Records. Licensor shall have the right to audit the books and records of Licensee once each year.",
    "cap_on_liability": "1. Limitation of Liability. In no event shall either party be liable for any indirect, incidental or consequential damages arising out of this Agreement.",
    "insurance": "1. Insurance. Licensee shall maintain commercial general liability insurance of not less than $1,000,000 per occurrence.",
    "license_grant": "1. Grant. Licensor hereby grants to Licensee a non-exclusive license to use the Marks in the Territory.",
    "termination_for_convenience": "1. Termination. Either party may terminate this Agreement at any time without cause upon sixty (60) days' prior written notice.",
    "no_solicit_of_employees": "1. Employees. During the term neither party shall solicit for employment or hire any employee of the other party.",
    "most_favored_nation": "1. Prices. If Seller offers a lower price to any other customer, Seller shall offer the same price to Buyer.",
    "source_code_escrow": "1. Escrow. Licensor shall deposit the source code of the Software with an escrow agent.",
}


def _labels(clause: str, learned: Weights | None) -> dict[str, ClauseLabel]:
    text = plain(OPENING + clause + "\n")
    found = clause_labels(text, outline(text), learned)
    assert all(text.string[span.start : span.end] for label in found for span, _ in label.evidence)
    return {label.name: label for label in found}


@pytest.mark.parametrize("learned", [weights(), None], ids=["with weights", "rules alone"])
@pytest.mark.parametrize("name", CLAUSES)
def test_a_plain_clause_is_labelled(name: str, learned: Weights | None) -> None:
    """The usual wording of each kind of clause is found, and its sentence shown."""
    label = _labels(CLAUSES[name], learned)[name]
    assert label.answer
    assert len(label.evidence) == 1


@pytest.mark.parametrize("learned", [weights(), None], ids=["with weights", "rules alone"])
def test_a_clause_about_notices_bears_no_label(learned: Weights | None) -> None:
    """A clause of no kind bears no label, and there are 33 of them."""
    labels = _labels("1. Notices. All notices shall be in writing and sent to the address above.", learned)
    assert len(labels) == 33
    assert [name for name, label in labels.items() if label.answer] == []


def test_a_sentence_without_a_rule_is_shown_as_the_words_doing() -> None:
    """Where no rule holds of a sentence, its evidence says that its words outweighed the threshold."""
    generous = Weights({"audit_rights": LabelWeights(bias=0, threshold=-1, rule=0, words={})})
    label = _labels("1. Auditors. The auditors of Licensor are Smith and Jones.", generous)["audit_rights"]
    assert [rule for _, rule in label.evidence] == [MODEL]
    assert label.basis == "yes, close"


def test_a_rule_carries_a_sentence_over_the_threshold() -> None:
    """Words that fall short alone reach the threshold where a rule holds, and then the rule is named."""
    short = Weights({"audit_rights": LabelWeights(bias=0, threshold=700, rule=1000, words={})})
    bound = _labels(CLAUSES["audit_rights"], short)["audit_rights"]
    free = _labels("1. Auditors. The auditors of Licensor are Smith and Jones.", short)["audit_rights"]
    assert bound.answer
    assert bound.evidence[0][1] != MODEL
    assert not free.answer
    assert free.basis == "no, clear"
