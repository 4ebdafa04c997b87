"""The other computable terms: share count, allowed delays, piggyback, cutback, notices, amendment."""

from decimal import Decimal
from typing import Any

from corpus.drafting.draft import Draft
from corpus.drafting.expressions import anchor, conditional, offset, period
from corpus.wording import plain

Json = dict[str, Any]


def multiplier(d: Draft) -> str:
    """How many shares the statement covers; sets `share_multiplier`, or nothing is said."""
    if d.chance(0.2):
        return ""
    value = d.pick("1", "1.1", "1.2", "1.25", "1.3", "1.5", "2")
    v = d.vocabulary
    of = d.pick(v.securities, f"{v.securities} then issued or issuable")
    d.terms["share_multiplier"] = {"value": value, "of": of}
    twice = value == "2" and d.chance(0.5)
    text = f"two (2) times the {of}" if twice else f"{d.percent(value)} of the {of}"
    return d.pick(
        f" The {v.statement} shall cover [[ev share_multiplier | {text}]].",
        f" The number of shares registered shall be no less than [[ev share_multiplier | {text}]].",
    )


def delay(d: Draft) -> str | None:
    """The clause that lets the company suspend sales; sets `allowed_delay`."""
    if d.chance(0.1):
        return None
    v = d.vocabulary
    unit = d.pick("days", "days", "trading_days", "business_days")
    once, total = d.pick((10, 20), (15, 30), (20, 40), (30, 60), (30, 45), (45, 90))
    window, window_unit = d.pick((12, "months"), (365, "days"), (12, "months"), (6, "months"))
    term: Json = {"consecutive": period(once, unit), "aggregate": None, "window": None, "occurrences": None}
    single = d.days(once, unit, "for", consecutive=d.chance(0.6), plantable=True)
    text = d.pick(f"for no more than {single}", f"for up to {single}", f"for a period not exceeding {single}")
    if d.chance(0.75):
        term |= {"aggregate": period(total, unit), "window": period(window, window_unit)}
        text += (
            f" at a time and {d.days(total, unit, 'for/-')} in {d.pick('any', 'any period of')} "
            f"{d.days(window, window_unit, 'for/-')}"
        )
    elif d.chance(0.6):
        count, word = d.pick((1, "once"), (2, "twice"))
        term |= {"occurrences": count, "window": period(12, "months")}
        text += f" and not more than {word} in any {d.days(12, 'months', 'for/-')}"
    d.terms["allowed_delay"] = term
    name = d.pick("Allowed Delay", "Grace Period", "Blackout Period")
    article = "an" if name.startswith("A") else "a"
    return d.pick(
        f"The {v.company} may by written notice suspend sales under the {v.statement} [[ev allowed_delay | "
        f"{text}]] if its board of directors finds in good faith that disclosure would be harmful (each "
        f'{article} "[[def {name}]]").',
        f"If the {v.company} possesses material non-public information, it may delay disclosure of it and "
        f'suspend the use of the prospectus [[ev allowed_delay | {text}]] ({article} "[[def {name}]]").',
    )


def piggyback(d: Draft) -> str | None:
    """Notice of other registrations, the answer to it, and the order of a cutback."""
    if d.chance(0.12):
        return None
    v = d.vocabulary
    notice, election = d.pick((20, 10), (20, 15), (15, 10), (15, 15), (30, 20), (10, 5))
    unit = d.pick("days", "days", "business_days")
    filing = d.pick("filing", "the filing date", "the anticipated filing date")
    received = d.pick("receipt of the notice", "the notice", "the notice is given")
    condition = d.pick(None, None, f"no {v.statement} covers all of the {v.securities}")
    d.terms["piggyback"] = {
        "company_notice": offset(notice, unit, anchor(filing, event=True), before=True, bound="at_least"),
        "election": offset(election, "days", anchor(received, event=True)),
        "condition": condition,
    }
    when = f"at any time when {condition}" if condition else "at any time"
    given = f"[[ev piggyback | at least {d.days(notice, unit, 'before', filing)} before {filing}]]"
    answer = (
        f"[[ev piggyback | within {d.days(election, 'days', 'within', received, plantable=True)} after "
        f"{received}]]"
    )
    opening = d.pick(
        f"If {when} the {v.company} proposes to register securities for its own account or that of others, "
        f"other than on Form S-4 or Form S-8, it shall give each {v.holder} written notice {given}, and "
        f"shall include the {v.securities} that {v.one_holder} asks it to include {answer}.",
        f"The {v.company} shall notify the {v.holders} {given} of any other registration that it proposes "
        f"to make {when}. Any {v.holder} that so requests {answer} may have its {v.securities} included.",
    )
    return f"{opening} {_cutback(d)}"


def _cutback(d: Draft) -> str:
    v = d.vocabulary
    others = d.pick("other holders", "holders of other securities", "other selling stockholders")
    order = d.pick(
        [others, v.holders, v.company],
        [others, v.holders, v.company],
        [v.holders, others, v.company],
        [v.company, others, v.holders],
    )
    d.terms["cutback_order"] = {"cut_first_to_last": order}
    first, second, third = (f"the {name}" if name != others else name for name in order)
    text = d.pick(
        f"the shares of {first} shall be excluded first, then those of {second} and last those of {third}",
        f"shares shall be left out in this order: first those of {first}, next those of {second}, and "
        f"finally those of {third}",
        f"{first} shall be cut back first, then {second}, and {third} only after both",
    )
    opening = d.pick(
        "If the managing underwriter limits the number of shares,",
        "Should an underwriter advise in writing that fewer shares can be sold,",
    )
    return f"{opening} [[ev cutback_order | {text}]]."


def notices(d: Draft) -> str:
    """When a notice takes effect; sets `notice_rules`."""
    mail, courier = d.pick(3, 4, 5), d.pick(1, 2)
    unit = d.pick("days", "business_days")
    mailed = f"{d.days(mail, unit, 'after', 'mailing')} after mailing"
    sent = f"{d.days(courier, 'business_days', 'after', 'deposit')} after deposit"
    by_mail: Json = {
        "method": "mail", "effective": offset(mail, unit, anchor("mailing", event=True), bound="exactly"),
    }  # fmt: skip
    by_courier: Json = {
        "method": "courier",
        "effective": offset(courier, "business_days", anchor("deposit", event=True), bound="exactly"),
    }
    rest: Json = {"method": "other", "effective": anchor("receipt", event=True)}
    word = d.unit("business_days", 1)
    next_day = f"[[days 1 business_days after; anchor=transmission; optional=yes | next {word}]]"
    hour = d.pick("5:00 p.m.", "5:30 p.m.", "6:30 p.m.")
    sent_in_time = f"before {hour} on a {d.business_word}"
    by_fax: Json = {
        "method": "facsimile",
        "effective": conditional(
            sent_in_time,
            anchor("transmission", event=True),
            offset(1, "business_days", anchor("transmission", event=True), bound="exactly"),
        ),
    }
    by_one = f"A mailed notice takes effect {mailed}, and any other on receipt"
    by_two = (
        f"Notices are effective {sent} with a courier, {mailed} by registered mail, and otherwise on receipt"
    )
    by_three = (
        f"A notice is effective on transmission if sent by facsimile {sent_in_time} and otherwise on the "
        f"{next_day}, {sent} if sent by courier, and in all other cases on receipt"
    )
    text, rules = d.pick(
        (by_one, [by_mail, rest]),
        (by_two, [by_courier, by_mail, rest]),
        (by_three, [by_fax, by_courier, rest]),
        ("Every notice takes effect on receipt", [rest]),
    )
    d.terms["notice_rules"] = {"rules": rules}
    return f"Notices shall be in writing. [[ev notice_rules | {text}]]."


def amendment(d: Draft) -> str:
    """Who must consent to a change; sets `amendment_threshold`."""
    v = d.vocabulary
    forms: list[tuple[str, str, bool]] = [
        ("the holders of a majority of the {s}", "majority", True),
        ("holders of a majority of the {s} then outstanding", "majority", True),
        ("the holders of at least [[pct 0.6666666667 | two-thirds (2/3)]] of the {s}", "0.6666666667", False),
        ("holders of at least [[pct 0.6666666667 | 66-2/3%]] of the {s}", "0.6666666667", False),
    ]
    forms += [
        (f"holders of not less than {d.percent(value)} of the {{s}}", value, False)
        for value in ("0.51", "0.6", "0.75", "0.501")
    ]
    forms.append((f"the holders of more than {d.percent('0.6')} of the {{s}}", "0.6", True))
    text, threshold, strict = d.pick(*forms)
    also = [v.company] if d.chance(0.85) else []
    d.terms["amendment_threshold"] = {
        "threshold": threshold, "of": v.securities, "strict": strict, "also": also,
    }  # fmt: skip
    who = text.format(s=v.securities)
    if also:
        who = f"the {v.company} and {who}"
    return d.pick(
        "This Agreement may be amended, and compliance with it waived, only by [[ev amendment_threshold | "
        f"{who}]].",
        "No amendment of this Agreement is effective without the written consent of [[ev "
        f"amendment_threshold | {who}]].",
    )


def expenses(d: Draft) -> str:
    """Who pays; the cap on counsel's fee is where a planted difficulty ends up if nothing else took it."""
    v = d.vocabulary
    fee = d.money(d.pick(10000, 15000, 20000, 25000, 35000), plantable=True)
    return d.pick(
        f"The {v.company} shall bear all expenses of registration other than underwriting discounts, and "
        f"the reasonable fees of one counsel for the {v.holders} up to {fee}.",
        f"All costs of performing this Agreement, with the fees of a single law firm for the {v.holders} "
        f"not exceeding {fee}, are for the account of the {v.company}.",
    )


def ownership(d: Draft) -> str:
    """What is sold, for how much: numbers of the recitals, near the terms and none of them."""
    v = d.vocabulary
    par = d.pick("0.001", "0.0001", "0.01")
    stock = f"common stock, par value [[money {par} USD | ${par.removeprefix('0')}]] per share"
    if d.instrument == "notes":
        total = d.pick(450000, 1200000, 2500000, 5000000)
        sold = (
            f'its convertible notes in the principal amount of {d.money(total)} (the "[[def Notes]]"), which '
            f"are convertible into its {stock}"
        )
    elif d.instrument == "preferred":
        shares = d.pick(500, 1500, 4000)
        sold = (
            f"{shares:,} shares of its convertible preferred stock, with a liquidation value of "
            f'[[money 1000 USD]] each (the "[[def Preferred Stock]]"), which are convertible into its {stock}'
        )
    else:
        shares, cents = d.pick(400, 750, 1200, 2000, 3500) * 1000, d.pick(125, 250, 310, 475, 800)
        price = plain(Decimal(cents) / 100)
        sold = (
            f"{shares:,} shares of its {stock}, at [[money {price} USD]] a share, for "
            f"[[money {shares * cents // 100} USD]] in all"
        )
    return (
        f"The {v.company} and the {v.holders} are parties to a {v.purchase} dated {d.date(d.signed)} (the "
        f'"[[def {v.purchase}]]"), under which the {v.company} sells {sold}.'
    )
