"""Gold for a rendered agreement: the author's marks, in the forms of the acceptance samples."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from corpus.layouts.places import Places
from corpus.model import Document, Mark, Node, Position

Json = dict[str, Any]

# CUAD's yes/no categories; a master marks the ones that it has.
CATEGORIES: Final = (
    "most_favored_nation competitive_restriction_exception non_compete exclusivity no_solicit_of_customers "
    "no_solicit_of_employees non_disparagement termination_for_convenience rofr_rofo_rofn change_of_control "
    "anti_assignment revenue_profit_sharing price_restrictions minimum_commitment volume_restriction "
    "ip_ownership_assignment joint_ip_ownership license_grant non_transferable_license "
    "affiliate_license_licensor affiliate_license_licensee unlimited_all_you_can_eat_license "
    "irrevocable_or_perpetual_license source_code_escrow post_termination_services audit_rights "
    "uncapped_liability cap_on_liability liquidated_damages warranty_duration insurance covenant_not_to_sue "
    "third_party_beneficiary"
).split()
SINGLE_TERMS: Final = (
    "expiration_date",
    "renewal_term",
    "notice_period_to_terminate_renewal",
    "governing_law",
)
REGISTRATION_TERMS: Final = (
    "filing_deadline",
    "effectiveness_deadline",
    "liquidated_damages",
    "allowed_delay",
    "share_multiplier",
    "piggyback",
    "cutback_order",
    "effectiveness_period_end",
    "notice_rules",
    "amendment_threshold",
)
# Other directions that are as good as the main one, where the author names none.
_DIRECTION_ALT: Final[Mapping[str | None, list[str | None]]] = {
    "within": ["after"],
    "before": [None],
    None: ["for"],
}


def gold(document: Document, places: Places, form: str, source: str) -> Json:
    """The whole gold record of `document` as `places` has rendered it into the file `source`."""
    return _Writer(document, places).record(form, source)


class _Writer:
    """Goes over the marks once and sorts them into the lists of the record."""

    def __init__(self, document: Document, places: Places) -> None:
        self.document = document
        self.places = places
        self.paths = {node.path for node in document.nodes}
        self.owner: dict[int, str] = {}
        for node in document.nodes:  # outer clauses come first, so the innermost one stays
            for index in range(node.place.first, node.place.last + 1):
                self.owner[index] = node.path
        self.parties = {party["key"]: party for party in document.parties}
        self.record_: Json = {}

    def record(self, form: str, source: str) -> Json:
        document = self.document
        quantities: Json = {k: [] for k in ("dates", "percentages", "day_counts", "money", "conflicts")}
        out: Json = {
            "id": document.id,
            "kind": document.kind,
            "format": form,
            "source": source,
            "title": None,
            "parties": [],
            "not_parties": list(document.not_parties),
            "agreement_date": None,
            "effective_date": None,
            "closing_date": None,
            **dict.fromkeys(SINGLE_TERMS),
            "status": dict(document.status),
            "quantities": quantities,
            "blanks": [],
            "redactions": [],
            "nodes": [self._node(node) for node in document.nodes],
            "defined_terms": [],
            "cross_references": [],
            "noise": self.places.noise,
            "clauses": {name: {"answer": False, "excerpts": []} for name in CATEGORIES},
        }
        registration = document.registration_rights
        if registration is not None:
            out["terms"] = {
                name: {"status": "found", **registration[name], "evidence": []}
                if registration.get(name)
                else None
                for name in REGISTRATION_TERMS
            }
        self._title(out)
        for index, mark in self._marks():
            self._place(out, index, mark)
        return out

    def _marks(self) -> Iterator[tuple[int, Mark]]:
        for index, paragraph in enumerate(self.document.paragraphs):
            for mark in paragraph.rich.marks:
                yield index, mark

    def _span(self, index: int, mark: Mark) -> Json:
        return self.places.locate(Position(index, mark.start, index, mark.end))

    def _title(self, out: Json) -> None:
        for index, paragraph in enumerate(self.document.paragraphs):
            if paragraph.role == "title":
                text = paragraph.rich.text
                span = self.places.locate(Position(index, 0, index, len(text)))
                out["title"] = {"text": text, **span}
                return

    def _node(self, node: Node) -> Json:
        span = self.places.locate(node.place)
        span["quote"] = span["quote"][:24]
        heading = self.places.locate(node.heading_place) if node.heading_place else None
        return {
            "path": node.path,
            "label": node.label,
            "heading": node.heading,
            **span,
            "parent": node.parent,
            "depth": node.depth,
            "heading_span": heading_span(heading),
        }

    # ------------------------------------------------------------------ one mark

    def _place(self, out: Json, index: int, mark: Mark) -> None:
        quantities = out["quantities"]
        match mark.kind:
            case "date" | "symdate":
                self._date(out, index, mark)
            case "pct":
                quantities["percentages"].append(
                    {"value": mark.args[0], **_alternative("value", mark), **self._span(index, mark)}
                )
            case "days":
                quantities["day_counts"].append({**_day_count(mark), **self._span(index, mark)})
            case "money":
                amount: Json = {"amount": mark.args[0], "currency": mark.args[1]}
                quantities["money"].append(
                    {**amount, **_alternative("amount", mark), **self._span(index, mark)}
                )
            case "conflict":
                values = {"word_value": mark.args[0], "numeral_value": mark.args[1]}
                span = self._span(index, mark)
                quantities["conflicts"].append({"kind": "word_numeral_mismatch", **values, **span})
            case "party":
                self._party(out, index, mark)
            case "def":
                self._definition(out, index, mark)
            case "ref":
                self._reference(out, index, mark)
            case "blank" | "redacted":
                key = "blanks" if mark.kind == "blank" else "redactions"
                what = mark.args[0] if mark.args else None
                out[key].append({"of": what, "clause": self.owner.get(index), **self._span(index, mark)})
            case "ev":
                self._evidence(out, index, mark)
            case "trap":
                pass
            case other:
                raise ValueError(f"no such mark: [[{other}]]")

    def _date(self, out: Json, index: int, mark: Mark) -> None:
        span = self._span(index, mark)
        symbolic = mark.kind == "symdate"
        entry: Json = {
            "iso": None if symbolic else mark.args[0],
            "symbolic": mark.args[0] if symbolic else None,
        }
        if mark.options.get("optional"):
            entry["optional"] = True
        out["quantities"]["dates"].append({**entry, **span})
        for role in filter(None, mark.options.get("role", "").split("+")):
            out[f"{role}_date"] = {"iso": entry["iso"], "clause": self.owner.get(index), **span}

    def _party(self, out: Json, index: int, mark: Mark) -> None:
        party: Json = {"alias": None, "role": None, "entity_type": None, "jurisdiction": None}
        party |= {"unnamed_class": False, "found_in": "opening"} | dict(self.parties[mark.args[0]])
        name = party.pop("name", self.document.paragraphs[index].rich.text[mark.start : mark.end])
        party.pop("key")
        out["parties"].append({"name": name, **party, **self._span(index, mark)})

    def _definition(self, out: Json, index: int, mark: Mark) -> None:
        term = self.document.paragraphs[index].rich.text[mark.start : mark.end]
        entry = {"term": term, **self._span(index, mark), "path": self.owner.get(index)}
        if "external" in mark.options:
            entry["external"] = dict(mark.options)
            entry["external"]["document"] = entry["external"].pop("external")
        out["defined_terms"].append(entry)

    def _reference(self, out: Json, index: int, mark: Mark) -> None:
        external = mark.args[0] == "-"
        target = None if external else " ".join(mark.args)
        entry: Json = {
            "from_path": self.owner.get(index),
            "target": target,
            **self._span(index, mark),
            "resolves": target in self.paths,
            "external": external,
        }
        if "alt" in mark.options:
            entry["target_alt"] = mark.options["alt"].split(",")
        out["cross_references"].append(entry)

    def _evidence(self, out: Json, index: int, mark: Mark) -> None:
        span = {"clause": self.owner.get(index), **self._span(index, mark)}
        for name in mark.args:
            if name in SINGLE_TERMS:
                value = self.document.terms[name]
                form = dict(value) if isinstance(value, Mapping) else {"value": value}
                if out[name] is None:
                    out[name] = {**form, "evidence": []}
                out[name]["evidence"].append(span)
                continue
            if name in REGISTRATION_TERMS and "terms" in out:
                if out["terms"][name] is None:
                    raise ValueError(f"evidence for {name}, which the header does not give")
                out["terms"][name]["evidence"].append(span)
            if name in CATEGORIES:  # liquidated damages are both a term and a yes/no answer
                out["clauses"][name]["answer"] = True
                out["clauses"][name]["excerpts"].append(span)


def heading_span(span: Json | None) -> list[int] | Json | None:
    """`[start, end]` as the samples have it; the whole place where the format knows no such offsets."""
    if span is None:
        return None
    return [span["start"], span["end"]] if set(span) == {"start", "end", "quote"} else span


def _alternative(name: str, mark: Mark) -> Json:
    return {f"{name}_alt": mark.options["alt"].split(",")} if "alt" in mark.options else {}


def _day_count(mark: Mark) -> Json:
    """A day count; `within/for` gives the direction and its alternatives, `-` stands for null."""
    count, unit, direction = (*mark.args, "-")[:3]
    first, *others = (None if part == "-" else part for part in direction.split("/"))
    out: Json = {
        "count": None if count == "-" else int(count),
        "unit": None if unit == "-" else unit,
        "direction": first,
        "anchor": mark.options.get("anchor"),
    }
    alternatives = others or _DIRECTION_ALT.get(first, [])
    if alternatives:
        out["direction_alt"] = list(alternatives)
    if "components" in mark.options:
        parts = [part.split() for part in mark.options["components"].split(",")]
        out["components"] = [{"count": int(number), "unit": unit} for number, unit in parts]
    if mark.options.get("optional"):
        out["optional"] = True
    if "alt" in mark.options:
        out["count_alt"] = [int(value) for value in mark.options["alt"].split(",")]
    return out
