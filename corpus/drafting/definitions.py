"""The definitions section: days, dates and things, as this agreement means them."""

from corpus.drafting.draft import Draft
from corpus.drafting.names import pick

_PLACES = ("New York", "New York", "Florida", "Utah", "Los Angeles", "Dallas, Texas")


def definitions(d: Draft) -> list[str]:
    """One text for each definition, in alphabetical order half of the time."""
    v = d.vocabulary
    out = [_trading_day(d), _securities(d), _statement(d), _closing(d)]
    if d.business_word == "Business Day":
        out.append(_business_day(d))
    out.append(f'"[[def {v.commission}]]" means the United States Securities and Exchange Commission.')
    out.append(f'"[[def Effective Date]]" means the date on which the {v.statement} is declared effective.')
    if d.take("defined_twice"):
        out.append(
            f'"[[def Effective Date]]" means the day after the {v.commission} declares the {v.statement} '
            "effective."
        )
    if d.chance(0.4):
        out.append(
            '"[[def Securities Act]]" means the Securities Act of 1933, and "[[def Exchange Act]]" the '
            "Securities Exchange Act of 1934, each as amended."
        )
    if d.chance(0.5):
        return sorted(out, key=lambda text: text.partition("]]")[0])
    return out


def _closing(d: Draft) -> str:
    v = d.vocabulary
    if d.chance(0.25):
        section = pick(d.rng, ("2(a)", "1.2", "3(c)"))
        return (
            f'"[[def {v.closing}; external={v.purchase}; section={section}]]" has the meaning given to it '
            f"in [[ref - | Section {section} of the {v.purchase}]]."
        )
    if v.closing == "Closing":
        return (
            f'"[[def Closing]]" means the closing under the {v.purchase}, which takes place on '
            f"{d.date(d.closes, 'closing')}."
        )
    return f'"[[def {v.closing}]]" means {d.date(d.closes, "closing")}.'


def _business_day(d: Draft) -> str:
    place = pick(d.rng, _PLACES)
    closed = (
        f"any day other than a Saturday, a Sunday or a day on which banks in {place} are required to close"
    )
    banks = {"basis": "banks", "place": place}
    text, rule = d.pick(
        (closed, banks),
        (f"a day on which banks in {place} are open for general business", banks),
        ("any day on which the New York Stock Exchange is open", {"basis": "exchange", "place": "New York"}),
        (
            "any day on which the office of the Commission in Washington, D.C. is open",
            {"basis": "commission", "place": "Washington, D.C."},
        ),
    )
    d.day_definitions["Business Day"] = {**rule, "text": text}
    return f'"[[def Business Day]]" means {text}.'


def _trading_day(d: Draft) -> str:
    cascade = (
        "a day on which the OTC Bulletin Board is open or, if the common stock is not quoted there, any day "
        "on which banks in New York are open"
    )
    scheduled = (
        "a day on which the market is scheduled to be open, other than one on which trading is scheduled for "
        "less than [[days 4 hours for/-/within | four (4) hours]]"
    )
    text, rule = d.pick(
        ("a day on which the principal market for the common stock is open for trading", "principal_market"),
        ("any day on which the common stock is actually traded on its principal market", "actually_traded"),
        ("a day on which the New York Stock Exchange is open", "exchange"),
        (cascade, "cascade"),
        (scheduled, "scheduled"),
    )
    d.day_definitions["Trading Day"] = {"basis": rule}
    return f'"[[def Trading Day]]" means {text}.'


def _securities(d: Draft) -> str:
    v = d.vocabulary
    source = {
        "shares": f"the shares sold under the {v.purchase}",
        "notes": "the shares of common stock issuable on conversion of the Notes",
        "preferred": "the shares of common stock issuable on conversion of the Preferred Stock",
    }[d.instrument]
    return d.pick(
        f'"[[def {v.securities}]]" means {source} and any securities issued in respect of them.',
        f'"[[def {v.securities}]]" means (i) {source} and (ii) those issuable on exercise of the warrants of '
        f"the {v.holders}.",
    )


def _statement(d: Draft) -> str:
    v = d.vocabulary
    return (
        f'"[[def {v.statement}]]" means the registration statement that is required by <<filing>>, with its '
        "prospectus, amendments and supplements."
    )
