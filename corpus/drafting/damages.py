"""What the company pays when it is late: rate, period, basis, proration, cap, grace, interest."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from corpus.drafting.draft import Draft
from corpus.drafting.expressions import anchor, offset, period
from corpus.wording import plain

Json = dict[str, Any]
_FIELDS: Final = (
    "status", "rate", "amount_per_period", "period", "basis", "proration", "counting", "step", "cap", "grace",
    "interest", "due", "excluded",
)  # fmt: skip


def damages(d: Draft) -> str | None:
    """The clause on liquidated damages, or None where the deal has none; sets `liquidated_damages`."""
    if d.chance(0.06) and "redacted" not in d.plants:
        return None
    v = d.vocabulary
    term: Json = dict.fromkeys(_FIELDS)
    term["status"] = "found"
    d.terms["liquidated_damages"] = term
    default, article = d.pick(("Registration Default", "a"), ("Event", "an"), ("Default", "a"))
    opening = d.pick(
        f"If the {v.statement} is not filed or does not become effective by the date required by <<filing>> "
        f'or <<effectiveness>> ({article} "[[def {default}]]"), ',
        f"Upon any failure of the {v.company} to meet a date set by <<filing>> or <<effectiveness>> (each "
        f'{article} "[[def {default}]]"), ',
    )
    body = d.pick(*_PATTERNS)(d, term)
    sentences = [f"{opening}[[ev liquidated_damages | {body}]]."]
    more = [writer(d, term) for writer in (_cap, _grace, _due, _interest, _excluded)]
    sentences += [f"[[ev liquidated_damages | {sentence}]]" for sentence in more if sentence]
    if d.chance(0.3):
        limit = d.pick("0.0499", "0.0999")
        sentences.append(
            f"Nothing in this clause shall cause {v.one_holder} to own more than [[pct {limit} | "
            f"{plain(Decimal(limit) * 100)}%]] of the outstanding common stock."
        )
    return " ".join(sentences)


def _basis(d: Draft, term: Json) -> str:
    v = d.vocabulary
    held = {
        "shares": f"the purchase price of the {v.securities} then held by such {v.holder}",
        "notes": f"the outstanding principal amount of the Notes held by such {v.holder}",
        "preferred": f"the liquidation value of the Preferred Stock held by such {v.holder}",
    }
    text = d.pick(
        f"the aggregate purchase price paid by such {v.holder}",
        held[d.instrument],
        held[d.instrument],
        f"the amount invested by such {v.holder}",
    )
    term["basis"] = text.removeprefix("the ")
    return text


def _pay(d: Draft) -> str:
    v = d.vocabulary
    cash = d.pick(" in cash", "", ", as liquidated damages and not as a penalty,")
    return f"the {v.company} shall pay to each {v.holder}{cash}"


def _rate(d: Draft, term: Json, value: str) -> str:
    if d.take("redacted"):
        term["status"] = "redacted"
        return "[[redacted percentage]][[trap | %]]"
    term["rate"] = value
    return d.percent(value)


def _until_cured(d: Draft, term: Json) -> str:
    text = d.pick(
        "from the day after the date missed to the day on which the default is cured",
        "from and including the date of the default to but excluding the date on which it is cured",
        "until the default is cured",
    )
    term["counting"] = text
    return text


def _per_period(d: Draft, term: Json) -> str:
    """A percentage for each 30 days, the part of a period either prorated or counted as a whole."""
    rate = _rate(d, term, d.pick("0.01", "0.015", "0.02", "0.0125", "0.005", "0.03"))
    count = d.pick(30, 30, 30, 15)
    term["period"] = period(count, "days")
    shown = d.number(count)
    days = d.pick(
        f"[[days {count} days - | {shown} day]] period", f"[[days {count} days - | {shown} days]] of delay"
    )
    proration, phrase = d.pick(
        ("daily", ", and a ratable part of it for a shorter time,"),
        ("daily", ", prorated on a daily basis for any partial period,"),
        ("any_part", " or any part thereof,"),
        ("none", ""),
    )
    term["proration"] = proration
    return (
        f"{_pay(d)} an amount equal to {rate} of {_basis(d, term)} for each {days}{phrase} "
        f"{_until_cured(d, term)}"
    )


def _anniversary(d: Draft, term: Json) -> str:
    rate = _rate(d, term, d.pick("0.01", "0.015", "0.02"))
    term |= {"period": period(1, "months"), "proration": "none"}
    term["counting"] = "on the date of the default and on each monthly anniversary of it until cured"
    return (
        f"then on the date of the default and on each monthly anniversary of it until it is cured {_pay(d)} "
        f"an amount equal to {rate} of {_basis(d, term)}"
    )


def _month(d: Draft, term: Json) -> str:
    rate = _rate(d, term, d.pick("0.01", "0.02", "0.015"))
    term |= {"period": period(1, "months"), "proration": "daily"}
    return (
        f"{_pay(d)} {rate} of {_basis(d, term)} for each month, prorated for partial months, "
        f"{_until_cured(d, term)}"
    )


def _hundredths(d: Draft, term: Json) -> str:
    count = d.pick(1, 2, 3)
    words = {1: "one hundredth", 2: "two hundredths", 3: "three hundredths"}[count]
    if d.take("redacted"):
        rate, term["status"] = "[[redacted percentage]]", "redacted"
    else:
        term["rate"] = f"0.0{count}"
        rate = f"[[pct 0.0{count} | {words} (.0{count})]]"
    term |= {"period": period(1, "months"), "proration": "daily"}
    return (
        f"{_pay(d)} an amount equal to {_basis(d, term)} multiplied by {rate} and by the number of months "
        f"(prorated for partial months) {_until_cured(d, term)}"
    )


def _factor(d: Draft, term: Json) -> str:
    value = d.pick("0.0004", "0.0005", "0.001", "0.00025")
    term |= {"period": period(1, "days"), "proration": "daily"}
    shown = plain(Decimal(value) * 100)
    if d.take("redacted"):
        rate, term["status"] = "[[redacted percentage]][[trap | %]]", "redacted"
    else:
        rate, term["rate"] = f"[[pct {value} | {shown}%]]", value
    return f"{_pay(d)} {rate} of {_basis(d, term)} for each day {_until_cured(d, term)}"


def _stepped(d: Draft, term: Json) -> str:
    low, high = d.pick(("0.0025", "0.005"), ("0.005", "0.01"), ("0.005", "0.0075"))
    term |= {"period": period(1, "years"), "proration": "daily"}
    term["step"] = {"after": period(90, "days"), "rate": high}
    first = _rate(d, term, low)
    return (
        f"{_pay(d)} additional interest on {_basis(d, term)} at the rate of {first} per annum for the first "
        f"{d.days(90, 'days', 'for/-')} and at the rate of {d.percent(high)} per annum thereafter, "
        f"{_until_cured(d, term)}"
    )


def _flat(d: Draft, term: Json) -> str:
    amount, count = d.pick(2500, 5000, 10000, 25000), d.pick(7, 30)
    if d.take("redacted"):
        money, term["status"] = "$[[redacted money]]", "redacted"
    else:
        money = f"[[money {amount} USD]]"
        term["amount_per_period"] = {"amount": str(amount), "currency": "USD"}
    term |= {"period": period(count, "days"), "proration": "none"}
    days = f"[[days {count} days - | {d.number(count)} days]]"
    return f"{_pay(d)} the sum of {money} for each full {days} {_until_cured(d, term)}"


_PATTERNS: Final[tuple[Callable[[Draft, Json], str], ...]] = (
    _per_period, _per_period, _per_period, _per_period, _anniversary, _month, _hundredths, _factor,
    _stepped, _flat,
)  # fmt: skip


def _cap(d: Draft, term: Json) -> str:
    if term["basis"] is None or d.chance(0.4):
        return ""
    value = d.pick("0.06", "0.08", "0.09", "0.1", "0.12", "0.2")
    basis = term["basis"]
    term["cap"] = {"value": value, "of": basis}
    return d.pick(
        f"The total of such payments to {d.vocabulary.one_holder} shall not exceed {d.percent(value)} of the "
        f"{basis}.",
        f"In no event shall these payments be more than {d.percent(value)} of the {basis} in the aggregate.",
    )


def _grace(d: Draft, term: Json) -> str:
    if d.chance(0.75):
        return ""
    count, unit = d.pick((5, "business_days"), (10, "business_days"), (10, "days"))
    term["grace"] = period(count, unit)
    base = "the date missed"
    return (
        f"No payment is due if the default is cured within {d.days(count, unit, 'within', base)} after "
        f"{base}."
    )


def _due(d: Draft, term: Json) -> str:
    match d.pick("none", "period", "month"):
        case "period":
            count, unit = d.pick((3, "business_days"), (5, "business_days"), (10, "days"))
            base = "the end of each period for which they accrue"
            term["due"] = offset(count, unit, anchor(base, event=True))
            return f"Payments are due within {d.days(count, unit, 'within', base)} after {base}."
        case "month":
            day = d.pick(1, 5, 10)
            shown = {1: "first", 5: "fifth (5th)", 10: "tenth (10th)"}[day]
            term["due"] = {"op": "periodic", "every": period(1, "months"), "dates": [f"---{day:02}"]}
            mark = "symdate first_day_of_each_month; optional=yes" if day == 1 else f"date ---{day:02}"
            return (
                f"Payments shall be made on the [[{mark} | {shown} day of each month]] for the month before."
            )
        case _:
            return ""


def _interest(d: Draft, term: Json) -> str:
    if d.chance(0.6):
        return ""
    rate, per = d.pick(
        ("0.01", "month"), ("0.015", "month"), ("0.18", "annum"), ("0.12", "annum"), ("0.1", "annum")
    )  # fmt: skip
    term["interest"] = {"rate": rate, "per": per, "kind": "simple", "trigger": "not paid when due"}
    term["interest"]["from"] = "date due"
    return (
        f"Any amount not paid when due shall bear simple interest at the rate of {d.percent(rate)} per {per}."
    )


def _excluded(d: Draft, term: Json) -> str:
    if d.chance(0.7):
        return ""
    holder = d.vocabulary.one_holder
    text = f"delay that is caused solely by {holder}'s failure to furnish information"
    term["excluded"] = text
    return f"There shall be excluded any {text}."
