"""EDGAR's lists, and what is fetched by them."""

import json
from datetime import date

import pytest

from pipeline.edgar.accession import parse, parse_reference
from pipeline.edgar.entry import Entry, Filter
from pipeline.edgar.indexes import Quarter
from pipeline.errors import FetchError, NotOnEdgar, Refused
from tests.edgar.conftest import Kit
from tests.edgar.server import submission

AGENT = "0000950123-02-000007"  # a number of a filing agent
OWN = "0000045012-99-000003"  # a number that a company gave itself


def filings(*rows: tuple[str, str, str]) -> dict[str, list[str]]:
    """Columns of submissions as SEC lists them: number, form, day."""
    return {
        "accessionNumber": [number for number, _, _ in rows],
        "form": [form for _, form, _ in rows],
        "filingDate": [filed for _, _, filed in rows],
        "primaryDocument": ["x.htm" for _ in rows],
    }


@pytest.fixture
def listed(kit: Kit) -> Kit:
    """A server that lists a company."""
    kit.edgar.files["/submissions/CIK0000045012.json"] = json.dumps(
        {
            "cik": "0000045012",
            "name": "ACME INC",
            "tickers": ["ACM"],
            "filings": {
                "recent": filings(
                    ("0000045012-05-000009", "8-K", "2005-05-02"),
                    ("0000045012-05-000008", "8-K/A", "2005-05-01"),
                    ("0000045012-05-000007", "10-K", "2005-03-01"),
                ),
                "files": [
                    {
                        "name": "CIK0000045012-submissions-001.json",
                        "filingCount": 1,
                        "filingFrom": "2001-01-01",
                        "filingTo": "2004-12-31",
                    },
                    {
                        "name": "CIK0000045012-submissions-002.json",
                        "filingCount": 1,
                        "filingFrom": "1994-01-01",
                        "filingTo": "2000-12-31",
                    },
                ],
            },
        }
    ).encode()
    kit.edgar.files["/submissions/CIK0000045012-submissions-001.json"] = json.dumps(
        filings(("0000045012-02-000001", "8-K", "2002-03-15"))
    ).encode()
    kit.edgar.files["/submissions/CIK0000045012-submissions-002.json"] = json.dumps(
        filings((OWN, "8-K", "1999-06-01"))
    ).encode()
    kit.edgar.files["/files/company_tickers.json"] = json.dumps(
        {
            "0": {"cik_str": 45012, "ticker": "ACM", "title": "ACME INC"},
            "1": {"cik_str": 1067983, "ticker": "BRK-B", "title": "BERKSHIRE HATHAWAY INC"},
        }
    ).encode()
    return kit


# --------------------------------------------------------------------------- companies


@pytest.mark.parametrize(
    ("words", "cik"), [("acm", 45012), ("BRK.B", 1067983), ("brk/b", 1067983), ("0000045012", 45012)]
)
def test_a_company_is_named_by_cik_or_symbol(listed: Kit, words: str, cik: int) -> None:
    """A CIK needs no list."""
    assert listed.archive.cik(words) == cik


def test_an_unknown_symbol_is_named(listed: Kit) -> None:
    """And nothing is guessed."""
    with pytest.raises(NotOnEdgar, match="XYZ"):
        listed.archive.cik("XYZ")


def test_a_companys_filings_reach_back_to_its_first(listed: Kit) -> None:
    """Latest first, older pages after it."""
    found = [entry.accession.number for entry in listed.archive.of_company(45012, Filter(frozenset({"8-K"})))]
    assert found == ["0000045012-05-000009", "0000045012-02-000001", OWN]


def test_pages_out_of_the_span_are_not_asked_for(listed: Kit) -> None:
    """The list says which days each page holds."""
    filter_ = Filter(frozenset({"8-K"}), date(2001, 1, 1), date(2004, 12, 31))
    (entry,) = listed.archive.of_company(45012, filter_)
    assert (entry.accession.number, entry.company, entry.filed) == (
        "0000045012-02-000001",
        "ACME INC",
        date(2002, 3, 15),
    )
    assert listed.edgar.count("/submissions/CIK0000045012-submissions-002.json") == 0


@pytest.mark.parametrize(
    "content",
    [
        {"name": "X", "filings": {"recent": {"accessionNumber": ["x"], "form": ["8-K"], "filingDate": ["2002-01-01"]}}},
        {"name": "X", "filings": {"recent": filings((AGENT, "8-K", "2002-01-01")) | {"form": []}}},
        {"name": "X", "filings": {"recent": filings(), "files": [
            {"name": "../../x.json", "filingFrom": "2001-01-01", "filingTo": "2002-01-01"}]}},
        {"name": "X"},
        [],
    ],
)  # fmt: skip
def test_a_list_of_another_shape_is_refused(kit: Kit, content: object) -> None:
    """Not half of it is taken."""
    kit.edgar.files["/submissions/CIK0000000007.json"] = json.dumps(content).encode()
    with pytest.raises(FetchError, match="shape"):
        list(kit.archive.of_company(7, Filter()))


# --------------------------------------------------------------------------- indexes


def unexpected(error: FetchError) -> None:
    """For lists of which nothing should be missing."""
    raise AssertionError(error)


def test_quarters_come_in_order_and_are_kept(kit: Kit) -> None:
    """An index is asked for once in a run, and then only whether it has changed."""
    for quarter, number in (("2002/QTR1", "000001"), ("2002/QTR2", "000002")):
        kit.edgar.index(quarter, [f"45012|ACME INC|8-K|2002-03-15|0000950123-02-{number}"])
        kit.edgar.tags[f"/Archives/edgar/full-index/{quarter}/master.idx"] = '"v1"'
    spans = [Quarter(2002, 1), Quarter(2002, 2)]
    found = [entry.accession.number for entry in kit.archive.of_quarters(spans, Filter(), missed=unexpected)]
    assert found == ["0000950123-02-000001", "0000950123-02-000002"]
    assert [asked.status for asked in kit.edgar.asked] == [200, 200]
    list(kit.archive.of_quarters(spans, Filter(), missed=unexpected))
    assert len(kit.edgar.asked) == 2
    later = type(kit.archive)(kit.client, kit.archive._addresses, kit.cache)
    assert len(list(later.of_quarters(spans, Filter(), missed=unexpected))) == 2
    assert [asked.status for asked in kit.edgar.asked] == [200, 200, 304, 304]


def test_an_index_that_is_cut_short_is_fetched_anew(kit: Kit) -> None:
    """Its last line tells."""
    kit.edgar.index("2002/QTR1", [f"45012|ACME INC|8-K|2002-03-15|{AGENT}"] * 50)
    kit.edgar.faults["/Archives/edgar/full-index/2002/QTR1/master.idx"] = ["cut", "page:200"]
    assert len(list(kit.archive.of_quarters([Quarter(2002, 1)], Filter(), missed=unexpected))) == 50


# --------------------------------------------------------------------------- full-text search


def number(i: int) -> str:
    """A number of its own for each hit."""
    return f"0000950123-02-{i:06}"


def test_the_search_pages_through_all_hits(kit: Kit) -> None:
    """A hundred at a time."""
    for i in range(250):
        kit.edgar.add_hit(number(i), 45012, "ex.htm")
    found = list(kit.archive.hits("agreement", Filter()))
    assert [entry.accession.number for entry in found] == [number(i) for i in range(250)]
    assert len(kit.edgar.asked) == 3
    assert found[0].company == "Acme, Inc."
    assert (found[0].document, found[0].kind) == (None, None)


def test_exhibits_are_taken_one_by_one(kit: Kit) -> None:
    """EX-10 is EX-10.1 too, and not EX-101."""
    for name, kind in (
        ("a.htm", "EX-10"),
        ("b.htm", "EX-10.1"),
        ("c.xml", "EX-101.INS"),
        ("d.htm", "EX-4.2"),
        ("e.htm", "8-K"),
    ):
        kit.edgar.add_hit(AGENT, 45012, name, kind=kind)
    found = list(kit.archive.hits("agreement", Filter(), exhibits=("EX-10", "EX-4")))
    assert [entry.document for entry in found] == ["a.htm", "b.htm", "d.htm"]
    assert kit.archive.address(found[1]).endswith("/Archives/edgar/data/45012/000095012302000007/b.htm")


def test_the_filter_goes_along_and_is_held_to(kit: Kit) -> None:
    """The service takes a form for its amendments, too."""
    kit.edgar.add_hit(number(1), 45012, "a.htm", form="8-K", filed="2002-03-15")
    kit.edgar.add_hit(number(2), 45012, "a.htm", form="8-K/A", filed="2002-03-15")
    kit.edgar.add_hit(number(3), 45012, "a.htm", form="8-K", filed="2003-03-15")
    kit.edgar.add_hit(number(4), 77, "a.htm", form="8-K", filed="2002-03-15")
    filter_ = Filter(frozenset({"8-K"}), date(2002, 1, 1), date(2002, 12, 31))
    found = list(kit.archive.hits('"agreement"', filter_, cik=45012))
    assert [entry.accession.number for entry in found] == [number(1)]


def test_more_hits_than_can_be_had_are_asked_for_by_shorter_spans(kit: Kit) -> None:
    """Each day and each hit once."""
    for i in range(12_000):
        kit.edgar.add_hit(number(i), 45012, "ex.htm", filed=f"2002-0{1 + i % 9}-1{i % 7}")
    filter_ = Filter(since=date(2002, 1, 1), until=date(2002, 12, 31))
    found = [entry.accession.number for entry in kit.archive.hits("agreement", filter_)]
    assert sorted(found) == [number(i) for i in range(12_000)]
    assert len(list(kit.archive.hits("agreement", Filter()))) == 12_000


def test_one_end_of_a_span_is_enough(kit: Kit) -> None:
    """The service wants both: the other is as far off as it can be."""
    for i, filed in enumerate(("2002-03-15", "2010-03-15")):
        kit.edgar.add_hit(number(i), 45012, "ex.htm", filed=filed)
    assert [e.accession.number for e in kit.archive.hits("agreement", Filter(since=date(2005, 1, 1)))] == [
        number(1)
    ]
    assert [e.accession.number for e in kit.archive.hits("agreement", Filter(until=date(2005, 1, 1)))] == [
        number(0)
    ]


def test_a_day_with_too_many_hits_is_said_so(kit: Kit) -> None:
    """It cannot be cut in two."""
    for i in range(10_000):
        kit.edgar.add_hit(number(i), 45012, "ex.htm", filed="2002-03-15")
    with pytest.raises(FetchError, match="2002-03-15"):
        list(kit.archive.hits("agreement", Filter(since=date(2002, 3, 1), until=date(2002, 3, 31))))


@pytest.mark.parametrize(
    "content", [b"{}", b'{"hits": {}}', b'{"hits": {"total": {"value": 1}, "hits": [{"_id": "x"}]}}', b"[]"]
)
def test_an_answer_of_another_shape_is_refused(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """The service is not documented and may change."""
    monkeypatch.setattr(kit.edgar, "search", lambda _: content)
    with pytest.raises(FetchError, match="shape"):
        list(kit.archive.hits("agreement", Filter()))


# --------------------------------------------------------------------------- by number


def test_a_number_of_an_agent_is_found_by_the_search(kit: Kit) -> None:
    """Not by the documents that merely cite it."""
    kit.edgar.add_hit("0000000001-02-000001", 1, f"{AGENT}.htm")
    kit.edgar.add_hit(AGENT, 45012, "cover.htm", kind="8-K")
    entry = kit.archive.located(parse_reference(AGENT))
    assert (entry.cik, entry.form, entry.company, entry.document) == (45012, "8-K", "Acme, Inc.", None)
    assert kit.edgar.paths() == ["/LATEST/search-index"]


def test_a_number_of_before_the_search_is_found_at_its_sender(kit: Kit) -> None:
    """Where the company sent it itself; its header says the rest."""
    kit.edgar.add(OWN, 45012, filed="19990601")
    entry = kit.archive.located(parse_reference(OWN))
    assert (entry.cik, entry.form, entry.company, entry.filed) == (45012, "8-K", "ACME INC", date(1999, 6, 1))
    assert kit.archive.fetched(entry).kept.path.read_bytes() == submission(OWN, filed="19990601")
    assert kit.edgar.count(f"/Archives/edgar/data/45012/{OWN}.txt") == 1


def test_a_number_of_an_agent_of_before_is_found_in_the_indexes(kit: Kit) -> None:
    """Of its year, or of the quarter after it."""
    early, late = "0000950123-99-000007", "0000950123-99-009999"
    kit.edgar.index("1999/QTR1", ["1|OTHER|10-K|1999-01-05|0000000001-99-000001"])
    kit.edgar.index("1999/QTR3", [f"45012|ACME INC|8-K|1999-07-05|{early}"])
    kit.edgar.index("2000/QTR1", [f"45012|ACME INC|8-K|2000-01-03|{late}"])
    assert kit.archive.located(parse_reference(early)).cik == 45012
    assert kit.archive.located(parse_reference(late)).filed == date(2000, 1, 3)


def test_a_number_that_the_search_does_not_know_goes_the_longer_way(kit: Kit) -> None:
    """Nor does it matter whether the search works."""
    kit.edgar.faults["/LATEST/search-index"] = ["status:500"] * 5
    kit.edgar.index("2002/QTR1", [f"45012|ACME INC|8-K|2002-01-05|{AGENT}"])
    assert kit.archive.located(parse_reference(AGENT)).cik == 45012


def test_a_number_that_nobody_has_is_said_so(kit: Kit) -> None:
    """By its own name."""
    with pytest.raises(NotOnEdgar, match=AGENT):
        kit.archive.located(parse_reference(AGENT))


def test_a_block_is_no_reason_to_look_elsewhere(kit: Kit) -> None:
    """It would be there, too."""
    kit.edgar.faults["*"] = ["page:403"] * 50
    with pytest.raises(Refused):
        kit.archive.located(parse_reference(AGENT))
    assert len(kit.edgar.asked) == 5


# --------------------------------------------------------------------------- the cache


ENTRY = Entry(parse(AGENT), 45012)


def test_what_was_fetched_is_not_fetched_again(kit: Kit) -> None:
    """Its header completes the entry each time."""
    kit.edgar.add(AGENT, 45012)
    first, second = kit.archive.fetched(ENTRY), kit.archive.fetched(ENTRY)
    assert first == second
    assert first.entry.company == "ACME INC"
    assert len(kit.edgar.asked) == 1


def test_a_file_lies_in_its_folder_where_it_does_not_lie_above_it(kit: Kit) -> None:
    """SEC's two places for the same file."""
    kit.edgar.add_document(AGENT, 45012, f"{AGENT}.txt", submission(AGENT))
    assert kit.archive.fetched(ENTRY).kept.path.read_bytes() == submission(AGENT)


@pytest.mark.parametrize(
    "damage", ["changed", "shorter", "gone", "no checksum", "broken checksum", "left over"]
)
def test_what_is_damaged_is_fetched_anew(kit: Kit, damage: str) -> None:
    """Whatever has happened to it."""
    kit.edgar.add(AGENT, 45012)
    path = kit.archive.fetched(ENTRY).kept.path
    note = path.with_name(f".{path.name}.sha256")
    match damage:
        case "changed":
            path.write_bytes(path.read_bytes().replace(b"ACME", b"ACNE"))
        case "shorter":
            path.write_bytes(path.read_bytes()[:-1])
        case "gone":
            path.unlink()
        case "no checksum":
            note.unlink()
        case "broken checksum":
            note.write_bytes(note.read_bytes()[:20])
        case _:
            path.with_name(f".{path.name}.part").write_bytes(b"half")
            note.unlink()
    kept = kit.archive.fetched(ENTRY).kept
    assert kept.path.read_bytes() == submission(AGENT)
    assert len(kit.edgar.asked) == 2
    assert sorted(file.name for file in path.parent.iterdir()) == sorted([path.name, note.name])


def test_what_fails_leaves_nothing(kit: Kit) -> None:
    """No half of it is taken for the whole later."""
    kit.edgar.add(AGENT, 45012)
    kit.edgar.faults[f"/Archives/edgar/data/45012/{AGENT}.txt"] = ["cut"] * 5
    with pytest.raises(FetchError):
        kit.archive.fetched(ENTRY)
    folder = kit.cache.document(ENTRY).parent
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../../../../evil", "a/../../evil", "..", "C:\\evil", "/evil", ".x.sha256"])
def test_a_name_that_leads_elsewhere_is_not_fetched(kit: Kit, name: str) -> None:
    """Nothing is asked for, and nothing is written."""
    entry = Entry(parse(AGENT), 45012, document=name, kind="EX-10.1")
    with pytest.raises(FetchError, match="not the name of a file"):
        kit.archive.fetched(entry)
    assert kit.edgar.asked == []
