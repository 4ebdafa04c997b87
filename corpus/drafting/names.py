"""Invented companies, funds, people and places."""

from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")

_STEMS: Final = (
    "Alder Amber Anchor Arbor Ashlar Aspen Auger Banner Barrow Basalt Bellows Birch Bracken Bramble "
    "Brindle Cairn Calder Candle Canter Cobble Copper Coral Cormorant Corvid Crane Cresset Delft Drover "
    "Drumlin Ember Estuary Fathom Fennel Ferrous Flint Foundry Furrow Gable Gannet Garnet Girder Granite "
    "Grouse Halyard Hazel Heron Hollow Ironwood Juniper Kestrel Keystone Lantern Larch Ledger Linden "
    "Lodestar Loom Madrone Mallard Marl Meridian Millrace Moraine Mortar Nettle Oriel Osprey Otter Pallet "
    "Pewter Pinion Plover Quarry Quill Rampart Raven Redstart Ripple Rudder Saffron Sable Sedge Shale "
    "Sextant Shoal Slate Sorrel Spindle Spruce Starling Sumac Tallow Tamarack Teasel Tern Thicket Thistle "
    "Tiller Timber Trellis Umber Verge Wharf Whin Willow Windlass Wren Yarrow"
).split()
_ENDINGS: Final = (
    "bridge brook croft dale field ford gate haven hurst land lea mere moor point ridge side stead ton wick"
).split()
_TRADES: Final = (
    "Biosciences", "Networks", "Energy", "Therapeutics", "Instruments", "Software", "Minerals", "Logistics",
    "Photonics", "Foods", "Semiconductor", "Communications", "Medical", "Robotics", "Water Systems",
    "Wireless",
)  # fmt: skip
_FORMS: Final = (
    ("Inc.", "corporation"), ("Corp.", "corporation"), ("Corporation", "corporation"),
    ("Holdings, Inc.", "corporation"), ("Technologies, Inc.", "corporation"),
)  # fmt: skip
_FUNDS: Final = (
    ("Capital Partners, L.P.", "limited partnership"), ("Opportunity Fund, LP", "limited partnership"),
    ("Master Fund, Ltd.", "Ltd"), ("Investments, LLC", "limited liability company"),
    ("Ventures II, L.P.", "limited partnership"), ("Growth Fund LLC", "limited liability company"),
    ("Family Trust", "trust"), ("Special Situations, LLC", "limited liability company"),
)  # fmt: skip
_FIRST: Final = (
    "Adela Agnes Anton Barnaby Beatrix Casper Celia Clement Conrad Cora Delphine Edmund Elspeth Felix "
    "Florian Greta Harriet Hollis Ignatius Imogen Isolde Jasper Josephine Lavinia Leopold Linus Magnus "
    "Marguerite Mathilda Nestor Octavia Ottilie Percival Phoebe Quentin Rosalind Rufus Silas Sybil "
    "Thaddeus Ursula Winifred"
).split()
_LAST: Final = (
    "Abernathy Ashgrove Barlowe Bellweather Birdsong Blackthorn Carstairs Cheverell Coldwell Dunmore "
    "Eastlake Fairweather Farthing Gillespie Greatorex Hathersage Hollingbrook Inchbald Jernigan Kettering "
    "Lanyard Lockridge Marchbanks Merriweather Netherby Oglethorpe Pemberley Quillfeather Rainsford "
    "Satterthwaite Silverlock Tattershall Thornbury Underhill Vantongeren Wetherell Whitlock Winterbourne "
    "Yardley"
).split()
STATES: Final = (
    "Delaware",
    "Nevada",
    "New York",
    "Florida",
    "Utah",
    "Texas",
    "Maryland",
    "Colorado",
    "Washington",
)
_STREETS: Final = (
    "Harbor Street",
    "Old Mill Road",
    "Commerce Parkway",
    "Second Avenue",
    "Lantern Lane",
    "Union Square",
)
_CITIES: Final = (
    ("Tacoma", "Washington", "98402", "253"), ("Boulder", "Colorado", "80302", "303"),
    ("Austin", "Texas", "78701", "512"), ("Rochester", "New York", "14604", "585"),
    ("Tampa", "Florida", "33602", "813"), ("Reno", "Nevada", "89501", "775"),
    ("Baltimore", "Maryland", "21202", "410"), ("Provo", "Utah", "84601", "801"),
)  # fmt: skip


def pick(rng: Random, options: Sequence[T]) -> T:
    """One of `options`."""
    return options[int(rng.random() * len(options))]


def _word(rng: Random) -> str:
    stem = pick(rng, _STEMS)
    return stem + pick(rng, _ENDINGS) if rng.random() < 0.6 else stem


def company(rng: Random) -> tuple[str, str]:
    """A company's name and the kind of body it is."""
    form, entity = pick(rng, _FORMS)
    comma = "," if form == "Inc." and rng.random() < 0.7 else ""
    return f"{_word(rng)} {pick(rng, _TRADES)}{comma} {form}", entity


def fund(rng: Random) -> tuple[str, str]:
    """An investor's name and the kind of body it is."""
    form, entity = pick(rng, _FUNDS)
    return f"{_word(rng)} {form}", entity


def person(rng: Random) -> str:
    """A person's name."""
    middle = f" {pick(rng, 'ABCDEFGHJKLMNPRSTW')}." if rng.random() < 0.5 else ""
    return f"{pick(rng, _FIRST)}{middle} {pick(rng, _LAST)}"


def law_firm(rng: Random) -> str:
    """Counsel, who is no party."""
    return f"{pick(rng, _LAST)} & {pick(rng, _LAST)} LLP"


def address(rng: Random) -> list[str]:
    """Street, city and numbers: none of them a quantity."""
    city, state, code, area = pick(rng, _CITIES)
    number = int(rng.random() * 900) + 100
    line = int(rng.random() * 90) + 100
    return [
        f"{number} {pick(rng, _STREETS)}",
        f"{city}, {state} {code}",
        f"Telephone: ({area}) 555-0{line}",
        f"Facsimile: ({area}) 555-0{line + 1}",
    ]
