"""Who is asking, and where."""

import pytest

from pipeline.edgar.accession import parse
from pipeline.edgar.addresses import Addresses, mirror
from pipeline.edgar.identity import user_agent
from pipeline.edgar.names import is_file_name


@pytest.mark.parametrize(
    "words", ["Ann Lee ann@example.com", "Acme Research (it@acme.example.org)", "X x@y.zz "]
)
def test_a_name_and_an_address_do(words: str) -> None:
    """Blanks around it are none of it."""
    assert user_agent(words) == words.strip()


@pytest.mark.parametrize(
    ("words", "lacks"),
    [
        (None, "who is asking"),
        ("  ", "who is asking"),
        ("Ann Lee", "no mail address"),
        ("ann@example.com", "no name"),
        ("Ann Lee ann@example", "no mail address"),
        ("Ann Lee ann@example.com\r\nX-Other: 1", "printable"),
        ("Änn ann@example.com", "printable"),
        ("A" * 200 + " ann@example.com", "printable"),
    ],
)
def test_what_is_missing_is_said(words: str | None, lacks: str) -> None:
    """A line end would be another header."""
    with pytest.raises(ValueError, match=lacks):
        user_agent(words)


def test_addresses_are_those_of_sec() -> None:
    """As SEC documents them; nothing goes in unescaped."""
    sec, accession = Addresses(), parse("0001234567-02-000123")
    assert sec.submissions(accession, 45012)[0] == (
        "https://www.sec.gov/Archives/edgar/data/45012/0001234567-02-000123.txt"
    )
    assert sec.submissions(accession, 45012)[1] == (
        "https://www.sec.gov/Archives/edgar/data/45012/000123456702000123/0001234567-02-000123.txt"
    )
    assert sec.document(accession, 45012, "ex 10?#.htm").endswith(
        "/45012/000123456702000123/ex%2010%3F%23.htm"
    )
    assert sec.document(accession, 45012, "../x").endswith("/000123456702000123/..%2Fx")
    assert sec.index(2002, 1) == "https://www.sec.gov/Archives/edgar/full-index/2002/QTR1/master.idx"
    assert sec.tickers() == "https://www.sec.gov/files/company_tickers.json"
    assert sec.filings(45012) == "https://data.sec.gov/submissions/CIK0000045012.json"
    assert sec.hits([("q", '"a b"&c'), ("forms", "8-K,8-K/A")]) == (
        "https://efts.sec.gov/LATEST/search-index?q=%22a+b%22%26c&forms=8-K%2C8-K%2FA"
    )
    assert sec.hosts == {"www.sec.gov", "data.sec.gov", "efts.sec.gov"}


def test_a_mirror_stands_for_all_three() -> None:
    """With a path before EDGAR's own, if it has one."""
    there = mirror("http://127.0.0.1:8080/sec/")
    assert there.index(2002, 4) == "http://127.0.0.1:8080/sec/Archives/edgar/full-index/2002/QTR4/master.idx"
    assert there.hosts == {"127.0.0.1:8080"}


@pytest.mark.parametrize(
    "base",
    [
        "",
        "ftp://sec.gov",
        "file:///etc",
        "sec.gov",
        "https://",
        "https://a?b",
        "http://a:b",
        "http://a:99999",
        "http://[",
        "http://ä\udcff",
    ],
)
def test_what_is_no_mirror_is_refused(base: str) -> None:
    """Only http and https."""
    with pytest.raises(ValueError, match="is no address"):
        mirror(base)


@pytest.mark.parametrize(
    "name", ["ex10-1.htm", "0001234567-02-000123.txt", "d50837dex991.htm", "A.B_c-1.TXT"]
)
def test_names_of_edgar_are_names(name: str) -> None:
    """As filers may choose them."""
    assert is_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../x", "a/b", "a\\b", "/etc/passwd", "C:x", "x\0", "x\n", ".hidden", "con", "AUX.txt",
        "com1.htm", "x.", "a b", "x" * 200, "ü.htm", "%2e%2e",
    ],
)  # fmt: skip
def test_what_could_lead_elsewhere_is_no_name(name: str) -> None:
    """On no system."""
    assert not is_file_name(name)
