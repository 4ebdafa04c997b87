"""Whose shares are left out first, as different drafters put it."""

import pytest

from tests.agreements.agreements import terms_of

_OWN = [
    (  # steps with labels that begin late in the alphabet
        (
            "If the managing underwriter limits the number of shares, the Company shall include (x) first, up to the "
            "full number of securities to be sold by the Company for its own account, (y) second, the Registrable "
            "Securities of the Investors, and (z) third, any other securities."
        ),
        ["other securities", "Investors", "Company"],
    ),
    (
        (
            "The number of shares that may be included in the underwriting shall be allocated, first, to the Company; "
            "second, to the Investors on a pro rata basis; and third, to any stockholder of the Company (other than an "
            "Investor) on a pro rata basis."
        ),
        ["stockholder of the Company (other than an Investor)", "Investors", "Company"],
    ),
    (  # who does the cutting is named in each step
        (
            "If the Commission limits the number of shares to be registered: first, the Company shall eliminate any "
            "securities to be included other than Registrable Securities; second, the Company shall reduce the Warrant "
            "Shares; and third, the Company shall reduce the Conversion Shares."
        ),
        [
            "securities to be included other than Registrable Securities",
            "Warrant Shares",
            "Conversion Shares",
        ],
    ),
    (  # what is excluded first, with those that share a place
        (
            "Any exclusion of Registrable Securities shall be made pro rata among the Investors; provided, however, "
            "that the Company shall not exclude any Registrable Securities unless it has first excluded all outstanding "
            "securities, the holders of which are not entitled to inclusion of such securities; and provided, further, "
            "that any exclusion of Registrable Securities shall be made pro rata with holders of other securities having "
            "the right to include them."
        ),
        [
            "securities, the holders of which are not entitled to inclusion",
            "Registrable Securities of Investors and holders of other securities having the right to include them",
        ],
    ),
    (
        (
            "In an underwritten offering no Registrable Securities shall be excluded until there shall first have been "
            "excluded all securities the holders of which are not entitled by right to inclusion, and thereafter "
            "exclusion of Registrable Securities shall precede any exclusion of securities to be offered by the Company."
        ),
        [
            "securities the holders of which are not entitled by right to inclusion",
            "Registrable Securities of Investors",
            "Company",
        ],
    ),
    (
        (
            "If the underwriter limits the offering, the securities that the Company proposes to sell shall have priority "
            "over the shares of the Investors, and the Investors shall have priority over all other holders."
        ),
        ["other holders", "Investors", "Company"],
    ),
    (
        (
            "If the underwriter requires it, the shares to be offered shall be reduced pro rata among the Investors and "
            "all other holders requesting registration, provided, however, that no shares to be offered by the Company "
            "shall be reduced until all of those have been excluded."
        ),
        ["Investors and other holders requesting registration", "Company"],
    ),
    (
        (
            "If the managing underwriter limits the number of shares, the Company shall be cut back first, then holders of "
            "other securities, and the Investors only after both."
        ),
        ["Company", "holders of other securities", "Investors"],
    ),
    (
        (
            "If the underwriter limits the number of shares, other sellers shall be reduced first, then the Investors, and "
            "the Company last."
        ),
        ["other sellers", "Investors", "Company"],
    ),
    (
        (
            "Where there is no room for all in an offering, the Company comes first, the Investors next, and other "
            "sellers last."
        ),
        ["other sellers", "Investors", "Company"],
    ),
    (
        (
            "Should the underwriter reduce the number of shares, the Investors shall not be cut back until all other "
            "sellers have been cut back to zero."
        ),
        ["other sellers", "Investors"],
    ),
    (
        (
            "The Company has the first call on the room in any underwritten offering, the Investors the second, and "
            "every other seller the third."
        ),
        ["other seller", "Investors", "Company"],
    ),
    (
        (
            "If the managing underwriter believes the offering is oversubscribed, there shall be included only: (1) all "
            "securities being sold by the Company; (2) to the extent room remains, Registrable Securities requested by "
            "the Investors, allocated pro rata; and (3) to the extent room still remains, securities of any other Persons."
        ),
        ["other Persons", "Investors", "Company"],
    ),
    (
        (
            "The shares that an underwriter will not take shall be taken first from those of other selling shareholders, "
            "then from those of the Investors and only then from those of the Company."
        ),
        ["other selling shareholders", "Investors", "Company"],
    ),
    (
        (
            "If not all shares can be sold, shares shall be excluded in the following sequence: Common Shares of officers "
            "and directors of the Company; then Redemption Shares of the Investors, ratably; then Common Shares of "
            "holders that have demanded the registration; and, only after all of these have been excluded, Common Shares "
            "to be sold by the Company."
        ),
        [
            "officers and directors of the Company",
            "Investors",
            "holders that have demanded the registration",
            "Company",
        ],
    ),
    (
        (
            "Where not all shares can be sold, the Company gives up its shares first, the Investors second, and the "
            "holders who asked for the registration last."
        ),
        ["Company", "Investors", "holders who asked for the registration"],
    ),
    (  # an offer's own word for the company, and those told apart by whom they are not
        (
            "If the managing underwriters advise that the offering cannot absorb everything, the Company will include: "
            "first, 100% of the securities it proposes to issue; second, the Registrable Securities that the Investors "
            "have asked to include, pro rata; and finally, any securities held by persons other than the Investors."
        ),
        ["persons other than the Investors", "Investors", "Company"],
    ),
    (  # a comparison and a place by itself
        (
            "If the lead manager limits the size of the deal, no Investor will be trimmed while any shares of management "
            "remain in it, and the Company's own shares are the last to go."
        ),
        ["management", "Investor", "Company"],
    ),
    (  # a verb that stands for two comparisons
        (
            "Should the book-runner conclude that the market will not take all the stock, the Founders' stock shall be "
            "withdrawn before that of the Investors, and that of the Investors before that of the Company."
        ),
        ["Founders", "Investors", "Company"],
    ),
    (  # one subject for two comparisons
        (
            "In the event of a cutback the Investors yield to the Company but rank ahead of all other selling "
            "stockholders."
        ),
        ["other selling stockholders", "Investors", "Company"],
    ),
    (
        (
            "Where a Demand Registration is underwritten and too many shares are requested, the shares of the Investors "
            "have first priority, those of the Company rank second, and any remaining capacity goes to other holders of "
            "registration rights."
        ),
        ["other holders", "Company", "Investors"],
    ),
    (  # the steps of a list, each its own paragraph
        (
            "If the underwriter asks for fewer shares:\n(1) the shares of employees are the first to be left out;\n(2) if "
            "more must go, the shares of the Investors are left out next; and\n(3) the Company's shares are left out only "
            "when nothing else remains."
        ),
        ["employees", "Investors", "Company"],
    ),
    (
        (
            "If the underwriters' maximum number is exceeded, shares held by persons without contractual piggyback rights "
            "shall be excluded before all others; thereafter shares of the Investors and of any other holders having such "
            "rights shall be reduced proportionately; shares offered by the Company shall not be reduced at all until "
            "then."
        ),
        [
            "persons without contractual piggyback rights",
            "Investors and other holders having such rights",
            "Company",
        ],
    ),
]


@pytest.mark.parametrize(("words", "order"), _OWN)
def test_order(words: str, order: list[str]) -> None:
    """From the first that is cut to the last."""
    assert terms_of(f"2.1 Cutback. {words}")["cutback_order"]["cut_first_to_last"] == order


@pytest.mark.parametrize(
    "words",
    [
        "If the Investors and the Company are both at fault, the loss is shared, and then the Company pays first.",
        "An Investor may exclude its shares from a registration before it is effective, and then tell the Company.",
        "First the Company shall pay the underwriters, and then the Investors shall be repaid their expenses.",
        (
            "The Company shall make available to (i) any Investor and (ii) any underwriter that participates all records, "
            "and shall omit none of them."
        ),
    ],
)
def test_what_is_no_order(words: str) -> None:
    """Words of order without a limit on the shares are none of a cutback."""
    assert terms_of(f"2.1 Shares. {words}")["cutback_order"]["status"] == "absent"
