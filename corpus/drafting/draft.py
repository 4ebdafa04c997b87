"""The state of one composition: its random source, its vocabulary, its numbers in words and figures."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, TypeVar

from corpus.drafting import names
from corpus.wording import (
    dollar_words,
    dollars,
    long_date,
    ordinal,
    ordinal_words,
    percent_words,
    plain,
    words,
)

T = TypeVar("T")
_UNITS: Final = {"weeks": "weeks", "months": "months", "years": "years", "hours": "hours"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What this agreement calls its people and things."""

    company: str
    holder: str
    securities: str
    statement: str
    commission: str
    closing: str
    purchase: str

    @property
    def holders(self) -> str:
        """The plural of `holder`."""
        return f"{self.holder}s"

    @property
    def one_holder(self) -> str:
        """`holder` with its article."""
        return f"{'an' if self.holder[0] in 'AEIOU' else 'a'} {self.holder}"


@dataclass(slots=True)
class Draft:
    """What the clause writers share. `plants` are used up as they are placed; `placed` remembers them."""

    rng: Random
    plants: set[str]
    vocabulary: Vocabulary
    signed: date
    closes: date
    business_word: str
    number_form: str
    calendar_word: bool
    instrument: str = "shares"
    law: str = ""
    filing_name: str = ""
    filing_days: int | None = None
    day_definitions: dict[str, dict[str, str]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    terms: dict[str, Any] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)

    def pick(self, *options: T) -> T:
        """One of `options`."""
        return options[int(self.rng.random() * len(options))]

    def chance(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.rng.random() < share

    def take(self, plant: str) -> bool:
        """True once, for the first writer who can place `plant`."""
        if plant in self.plants:
            self.plants.discard(plant)
            self.placed.add(plant)
            return True
        return False

    # ------------------------------------------------------------------ durations

    def unit(self, unit: str, count: int) -> str:
        """The noun for `unit` in this agreement's spelling."""
        if unit == "days":
            noun = "calendar days" if self.calendar_word else "days"
        elif unit == "business_days":
            noun = f"{self.business_word}s"
        elif unit == "trading_days":
            noun = "Trading Days"
        else:
            noun = _UNITS[unit]
        return noun if count != 1 else noun[:-1]

    def number(self, count: int) -> str:
        """`count` in this agreement's usual form, now and then in another."""
        form = self.number_form if self.chance(0.85) else self.pick("both", "figures", "words")
        if form == "figures":
            return str(count)
        return words(count) if form == "words" else f"{words(count)} ({count})"

    def days(
        self, count: int, unit: str, direction: str, base: str = "", *, consecutive: bool = False,
        plantable: bool = False,
    ) -> str:  # fmt: skip
        """A marked duration, such as "sixty (60) days"; `plantable` lets a difficulty be placed here."""
        shown, extra = self.number(count), f"; anchor={base}" if base else ""
        if plantable:
            shown, extra = self._planted(count, shown, extra)
        noun = self.unit(unit, count)
        if consecutive:
            noun = f"consecutive {noun}"
        return f"[[days {count} {unit} {direction}{extra} | {shown} {noun}]]"

    def _planted(self, count: int, shown: str, extra: str) -> tuple[str, str]:
        in_words = words(count)
        if self.take("conflict"):
            wrong = count + (30 if count >= 60 else 15 if count >= 20 else 5)
            return f"[[conflict {count} {wrong} | {in_words} ({wrong})]]", f"{extra}; alt={wrong}"
        if self.take("page_in_number"):
            return f"{in_words} {{page}}({count})", extra
        if ("-" in in_words or "hundred" in in_words) and self.take("hyphen_in_number"):
            if "-" in in_words:
                return f"{in_words.replace('-', '-{-}', 1)} ({count})", extra
            return f"{in_words.replace(' hundred', '-{-}hundred', 1)} ({count})", extra
        return shown, extra

    def nth(self, count: int, unit: str, base: str, *, plantable: bool = False) -> str:
        """A marked point, such as "sixtieth (60th) day"."""
        noun = self.unit(unit, 1)
        figures = ordinal(count)
        form = self.number_form if self.number_form != "words" else "both"
        shown = figures if form == "figures" else f"{ordinal_words(count)} ({figures})"
        if plantable and self.take("page_in_number"):
            shown = f"{ordinal_words(count)} {{page}}({figures})"
        return f"[[days {count} {unit} after/within; anchor={base} | {shown} {noun}]]"

    # ------------------------------------------------------------------ other quantities

    def percent(self, value: str) -> str:
        """A marked percentage; `value` is a fraction of one."""
        percent = Decimal(value) * 100
        if self.number_form == "figures" or self.chance(0.2):
            shown = f"{plain(percent)}%"
        elif percent == percent.to_integral_value() and self.chance(0.2):
            shown = percent_words(percent)
        else:
            shown = f"{percent_words(percent)} ({plain(percent)}%)"
        return f"[[pct {value} | {shown}]]"

    def money(self, amount: int, *, plantable: bool = False) -> str:
        """A marked sum in dollars."""
        if plantable and self.take("blank"):
            return "$[[blank money | __________]]"
        if plantable and self.take("redacted"):
            return "$[[redacted money]]"
        if plantable and self.take("conflict"):
            wrong = amount + 5000
            text = f"{dollar_words(amount)} ({dollars(Decimal(wrong))})"
            return f"[[money {amount} USD; alt={wrong} | [[conflict {amount} {wrong} | {text}]]]]"
        if self.number_form == "figures" or self.chance(0.5):
            return f"[[money {amount} USD]]"
        return f"[[money {amount} USD; form=words]]"

    def date(self, day: date, role: str = "") -> str:
        """A marked date in one of the usual spellings."""
        shown = self.pick(
            long_date(day),
            long_date(day),
            long_date(day),
            f"{day.day} {long_date(day).split()[0]} {day.year}",
        )
        options = f"; role={role}" if role else ""
        return f"[[date {day.isoformat()}{options} | {shown}]]"


def start(rng: Random, plants: frozenset[str]) -> Draft:
    """A draft with its vocabulary and dates drawn, and nothing written yet."""
    vocabulary = Vocabulary(
        company=names.pick(rng, ["Company", "Company", "Company", "Issuer", "Corporation"]),
        holder=names.pick(rng, ["Investor", "Holder", "Purchaser", "Buyer"]),
        securities=names.pick(rng, ["Registrable Securities", "Registrable Shares", "Registrable Stock"]),
        statement=names.pick(
            rng, ["Registration Statement", "Shelf Registration Statement", "Resale Registration Statement"]
        ),
        commission=names.pick(rng, ["Commission", "SEC"]),
        closing=names.pick(rng, ["Closing Date", "Closing", "Issue Date"]),
        purchase=names.pick(
            rng, ["Securities Purchase Agreement", "Subscription Agreement", "Stock Purchase Agreement"]
        ),
    )
    # Most such agreements on EDGAR are from its first ten years.
    years = 9 if rng.random() < 0.6 else 26
    signed = date(1996, 1, 8) + timedelta(days=int(rng.random() * years * 365))
    while signed.weekday() > 4:
        signed += timedelta(days=1)
    return Draft(
        rng=rng,
        plants=set(plants),
        vocabulary=vocabulary,
        signed=signed,
        closes=signed + timedelta(days=names.pick(rng, [0, 1, 3, 7])),
        business_word=names.pick(rng, ["Business Day", "Business Day", "business day", "banking day"]),
        instrument=names.pick(rng, ["shares", "shares", "notes", "preferred"]),
        number_form=names.pick(rng, ["both", "both", "both", "figures", "words"]),
        calendar_word=rng.random() < 0.2,
    )
