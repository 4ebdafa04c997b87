"""What is to be done, in few words: the verb phrase without its time, its recipient and its articles."""

from __future__ import annotations

import re

from pipeline.extract.duties.actors import Actors
from pipeline.extract.duties.verb_phrases import VerbPhrase
from pipeline.extract.duties.verbs import base_of
from pipeline.spans import Span

_LONGEST = 260  # characters
_WORDS = 9  # of an action in the term sheet
_NUMBER = (
    r"(?:\d+\w*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty|forty-five|sixty|ninety|"
    r"first|second|third|fourth|fifth|tenth)\b)"
)
TIME = (
    r"(?:within|no later than|not later than|no(?:t)? (?:less|more|fewer|earlier|sooner|longer) than"
    r"|on or (?:before|prior|after|about)|"
    r"prior to|before|after|following|until|during|while|promptly|immediately|forthwith|as soon as"
    r"|as promptly as|as and when|"
    r"every|each (?:day|week|month|quarter|year|calendar|fiscal)|by (?:the (?:earlier|later|close|end"
    r"|due|date|deadline|\w+ ?(?:\(\w+\) )?(?:day|business|calendar|trading|anniversary))|"
    r"no later|not later|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\d+)|"
    rf"at least {_NUMBER}|on (?:not less|at least|each|any|the (?:first|last|second|third|fifth|tenth"
    rf"|\d+\w*|date|day|later|earlier|next|business|same|anniversary|closing|effective|maturity)|"
    r"a (?:monthly|quarterly|weekly|daily|timely|annual|semi|regular|pro)|January|February|March|April"
    r"|May|June|July|August|September|October|November|December)|"
    rf"(?:for|over|throughout) (?:up to|so long|as long|at least|a (?:period|term|minimum|further"
    rf"|total)|an? (?:additional|initial)|the (?:period|term|duration|longer|shorter|remainder|balance"
    rf"|first|life|entire)|{_NUMBER}|such (?:period|time)|any period)|"
    rf"(?:an? )?{_NUMBER}[a-z-]*(?: ?\(\d+\))? (?:\w+ )?(?:days?|months?|years?|weeks?|hours?)\b|"
    r"from (?:and after|the date|time to time)|from that date|at (?:any|all) times?|at the (?:end"
    r"|expiration|time|closing|beginning|earliest)|at intervals|at such times?|"
    r"upon|on demand|starting|beginning|commencing|once|(?:in|and in) (?:any|no) (?:event|case)|"
    r"(?:daily|weekly|monthly|quarterly|annually|yearly)(?=[,;.)]|$"
    r"| (?:in|on|to|for|after|by|during|until)\b)|"
    r"in (?:each|any|such) (?:calendar|fiscal|month|year|quarter|contract)|in advance|in arrears"
    r"|thereafter|to become|and, (?:in|within|upon))"
)
_WORD = re.compile(r"[,;:(\n\t—“\"]|--|\.(?=\s|$)|\s(?P<word>[A-Za-z0-9]+)")
_STOP = re.compile(
    rf"(?:{TIME}|"
    r"if|unless|provided|which|who|whom|whose|so that|so as|in order|in accordance|in connection"
    r"|in each|in the event|in which case|in the manner|"
    r"pursuant|set forth|subject to|with respect|in respect|as (?:provided|set|may|required|is|are|of"
    r"|the|soon|defined|described|contemplated|shall|"
    r"specified|such|it|they|a result|follows|permitted)|to the (?:extent|fullest|best|maximum)|when"
    r"|where|whether|because|except|without|including|under|notwithstanding|"
    r"relating|regarding|concerning|covering|arising|resulting|by reason|by virtue|based|such that"
    r"|in a (?:form|manner)|"
    r"in (?:form|good|such|any|writing,|all)|at (?:its|their|his|her|the (?:sole|expense|cost|option"
    r"|election|request))|other than|only|"
    r"shall|will|must|may|and (?:(?:the|any|each|its|their|such|in|at|by|for|no|all) .{0,40}?(?:shall"
    r"|will|may)|(?:shall|will|may|to|if|not|thereafter|upon|within))|but|or (?:if|within|to the)"
    r")\b",
    re.IGNORECASE,
)
# The words with which such a clause can begin; no other is looked at more closely.
_FIRST = frozenset(
    """
    within no not on prior before after following until during while promptly immediately forthwith as
    every each by at for over throughout a an one two three four five six seven eight nine ten eleven
    twelve fifteen twenty thirty forty sixty ninety first second third fourth fifth tenth from upon
    starting beginning commencing once in daily weekly monthly quarterly annually yearly thereafter to
    and if unless provided which who whom whose so pursuant set subject with when where whether because
    except without including under notwithstanding relating regarding concerning covering arising
    resulting based such other only shall will must may but or
    """.split()
) | frozenset(str(number) for number in range(1000))
_FIRST_LABELS = ("(i) ", "(a) ", "(A) ", "(1) ", "(x) ")
_THAT = re.compile(r"\sthat\b")
_TAKES_THAT = frozenset(
    "ensure procure provide assure warrant represent acknowledge confirm agree certify require see"
    " notify".split()
)
_PERSON = (
    r"(?:us\b|you\b|[A-Z][\w'’&-]*|holders?|investors?|purchasers?|other|party|parties"
    r"|(?:non-\w+ )?party)(?: [A-Z][\w'’&-]*){0,3}"
)
_TO_PERSON = re.compile(
    rf"\s(?:to|with|upon|from) (?:(?:each|all|any|every|both)(?: of)? )?(?:the |such |its "
    rf"|their )?(?:other )?(?P<who>{_PERSON})(?! (?:of|Statement|Agreement|Date|Price|Shares|Securities"
    rf"|Notes?)\b)"
)
_INDIRECT = re.compile(
    rf"^(?P<verb>give|send|provide|furnish|pay|grant|offer|issue|deliver|render|cause|supply|mail|lend"
    rf"|sell|serve)"
    rf" (?:(?:each|all|any|every)(?: of)? )?(?:the |such |its |their )?(?:other )?(?P<who>{_PERSON})"
    r"(?= (?:the|an?|its|their|his|her|written|notice|prompt|all|any|such|reasonable|at|with|not|prior"
    r"|copies|\$|\d|[a-z]+ (?:notice|copies))\b)"
)
_PERSONAL = re.compile(
    rf"^(?:promptly |also )?(?P<verb>notify|pay|inform|advise|indemnify|reimburse|compensate|defend"
    rf"|assist|serve|hire|employ|"
    rf"consult with|cooperate with|hold|protect|repay|appoint|supply|give|send|provide|furnish|grant"
    rf"|offer|issue|sue|report to)"
    rf"(?:(?:,? (?:and|or)|,) [a-z]+){{0,3}}"
    rf" (?:(?:each|all|any|every)(?: of)? )?(?:the |such |its |their )?(?:other )?(?P<who>{_PERSON})"
)
_ARTICLES = re.compile(
    r"\b(?:the|an?|each|any|every|its|their|his|her|such|said|our|your|respective)\s(?!of\b|other\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\((?:i|a|A|1|x)\) ")
_BY_AGENT = re.compile(
    r"\sby (?:(?:each|any|all|either|both)(?: of)? )?(?:the |such |an? )?(?P<who>(?:either "
    r"|both )?(?:[A-Z][\w'’&-]*|party|parties)(?: (?:of )?[A-Z][\w'’&-]*){0,3})"
)
_NEAR = 90  # characters behind a passive verb in which its agent is looked for
_OTHER_VERB = re.compile(r"[a-z]ed\s|\b(?:be|been|made|given|held|set|paid|by|that|which)\s|[;]")
_TRAILING = frozenset(
    "and or to with of for by in on at from as not the a an upon than all any other such each".split()
)


def action_span(string: str, phrase: VerbPhrase, end: int) -> Span:
    """Where the verb phrase stands, cut before its time and before any clause that hangs on it."""
    assert phrase.verb is not None
    close = limit = min(end, phrase.rest + _LONGEST)
    for found in _WORD.finditer(string, phrase.rest, limit):
        word = found["word"]
        if word is None and string.startswith(_FIRST_LABELS, found.start()):
            continue
        if word is None or (word.casefold() in _FIRST and _STOP.match(string, found.start("word"), limit)):
            close = found.start()
            break
    if phrase.word not in _TAKES_THAT:
        that = _THAT.search(string, phrase.rest, close)
        close = that.start() if that else close
    while close > phrase.rest and string[close - 1] in " .,;'’":
        close -= 1
    return Span(phrase.verb, max(close, phrase.rest))


def action_words(words: str, actors: Actors, *, negative: bool = False) -> str:
    """The words of a verb phrase without recipients and articles; "not" before it where it is forbidden."""
    words = " ".join(words.split())
    indirect = _INDIRECT.search(words)
    if indirect and _is_person(indirect["who"], actors):
        words = f"{indirect['verb']}{words[indirect.end() :].removeprefix(' with')}"
    for found in _TO_PERSON.finditer(words):
        before, behind = words[: found.start()], words[found.end() :]
        if (" " in before or behind.startswith(" ")) and _is_person(found["who"], actors):
            words = before + behind
            break
    words = plain(words)
    return _short(words, _WORDS, negative=negative)


def passive_words(participle_phrase: str, subject: str, complement: str, *, negative: bool = False) -> str:
    """The active form of a passive: "keep shelf effective"."""
    words = " ".join(part for part in (participle_phrase, plain(subject), plain(complement)) if part)
    return _short(words, _WORDS + 1, negative=negative)


def _short(words: str, most: int, *, negative: bool) -> str:
    """The first words, without a preposition or an article left over at their end."""
    kept = words.split(" ")[:most]
    while len(kept) > 1 and kept[-1] in _TRAILING:
        kept.pop()
    words = " ".join(kept)
    return f"not {words}" if negative else words


def participles(string: str, phrase: VerbPhrase) -> str:
    """The plain forms of a passive's participles: "made and given" -> "make and give"."""
    assert phrase.verb is not None
    words = string[phrase.verb : phrase.rest]
    at = words.find(phrase.participle)
    return re.sub(
        r"[a-z]+", lambda one: one[0] if one[0] in ("and", "or", "nor") else base_of(one[0]), words[at:]
    ).replace(" nor ", " or ")


def plain(words: str) -> str:
    """Words without articles, with single spaces."""
    if "(" in words:
        words = _LABEL.sub("", words)
    return " ".join(_ARTICLES.sub("", f"{words} ").split())


def agent(string: str, start: int, end: int, actors: Actors) -> Span | None:
    """Whom "by" names behind a passive verb: "shall be paid by the Company"."""
    found = _BY_AGENT.search(string, start, min(end, start + _NEAR))
    if found is None or found.end() == start + _NEAR or not _is_person(found["who"], actors):
        return None
    # "paid on shares held by the Holder": another verb stands nearer to its "by".
    return None if _OTHER_VERB.search(string, start, found.start() + 1) else Span(*found.span("who"))


def obligee(string: str, action: Span, end: int, actors: Actors, obligor: str | None) -> str | None:
    """Whom the action is owed to: "pay the Investors", "deliver to the Purchaser"."""
    limit = min(end, action.end + 80)
    limit = string.rfind(" ", action.start, limit) if limit < end else limit
    words = string[action.start : max(limit, action.end)]
    comma = words.find(",", action.end - action.start + 1)
    words = words[:comma] if comma >= 0 else words
    found = _PERSONAL.match(words)
    if found and _is_person(found["who"], actors) and found["who"] != obligor:
        return found["who"]
    for found in _TO_PERSON.finditer(words):
        owning = words.startswith(("'", "’"), found.end()) or not found.group().startswith(" to ")
        if not owning and found["who"] != obligor and _is_person(found["who"], actors):
            return found["who"]
    return None


def _is_person(who: str, actors: Actors) -> bool:
    return not who.endswith(("'s", "’s", "s'", "s’")) and actors.kind(who) == "actor"
