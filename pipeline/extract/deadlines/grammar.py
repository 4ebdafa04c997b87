"""The words by which agreements say when: what leads in to a time, what joins two, what moves one."""

from __future__ import annotations

import re
from typing import Final


def words(phrases: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in which a space stands for the white space of the text."""
    return re.compile(phrases.replace(" ", r"\s"), flags)


_AT_HOUR = (
    r"(?:,? (?:the )?(?:close of|end of|opening of|start of|noon|midnight|half past"
    r"|\d{1,2}(?::\d\d)? ?(?:[ap]\.?m|o['’]clock|noon|midnight))"
    r"[\w .:'’()-]{0,40}?(?:,? \(?[\w .]{0,30}time\)?)?,?(?:(?= on | of the | on the | at the end of )"
    r" (?:on|of|at the end of)|(?<=,)))"
)
_HOUR = f"{_AT_HOUR}?"
STANDARD: Final = (
    r"(?:as (?:promptly|soon|expeditiously|quickly|early) as (?:is |may be )?(?:reasonably |commercially )?"
    r"(?:practicable|practical|possible|feasible|available)|(?:reasonably |very )?promptly"
    r"|immediately|forthwith|(?:up)?on (?:written )?demand"
    r"|without (?:any )?(?:undue |unreasonable )?delay|with (?:all )?(?:reasonable |due"
    r" )(?:dispatch|speed|diligence)"
    r"|in a (?:timely|prompt) (?:manner|fashion)|expeditiously|timely|at once"
    r"|within (?:an? )?(?:reasonable|commercially reasonable|reasonably prompt) (?:time|period(?: of time)?)"
    r"|with (?:all )?(?:reasonable |due )?promptness)"
)
STANDARD_WORDS: Final = words(rf"\b{STANDARD}\b")
# Any of them, for a first quick look.
ANY_STANDARD: Final = STANDARD.replace(" ", r"\s")
# "promptly, and in any event within …": the standard is part of the time.
STANDARD_LEAD: Final = words(
    rf"\b(?:{STANDARD} )?{STANDARD}(?: thereafter)?,?(?: \(?(?:and|but|or))?,?(?: in (?:any|all|every|each)"
    rf" (?:event|case)s?,?"
    r"| (?=in no (?:event|case))| at all events,?)? $"
)

# "as soon as practicable after it is filed, but in any event not later than …": with what it is counted from.
STANDARD_AFTER_LEAD: Final = words(
    rf"\b{STANDARD} (?:after|following|upon|from) (?P<event>[^,;.()]{{2,120}}?),?"
    r"(?P<joint> \(?(?:(?:and|but|or),? )?in (?:any|all|every|each) (?:event|case)s?,?| \(?(?:and|but)?,?) ?$"
)
STRICT: Final = words(r"(?:in no (?:event|case)|(?:not|no) (?:later|more) than)\b")

# What leads in to a time, by what it makes of it.
LEAD: Final = words(
    r"\b(?:"
    r"(?P<span>(?:at any time (?:and from time to time )?)?(?:on (?:or|and) after|from(?! [a-z]+ to"
    r" )(?: and after)?)|at any time after"
    r"|(?:beginning|commencing|starting) (?:on|with|from|upon))|"
    rf"(?P<limit>(?:in no (?:event|case) |(?:by )?(?:not |no ))(?:later than|beyond){_HOUR}|(?:at"
    rf" any time )?within|inside(?: of)?"
    rf"|(?:on|at) or (?:before|prior to){_HOUR}|by (?:no|not) later than|by{_HOUR}|at the latest,?(?: by|"
    rf" within| on)?"
    r"|(?:in no (?:event|case) |(?:in )?(?:not|no) )(?:more|longer|greater) than|in less than|net"
    r"|(?:at any time )?during"
    rf"|in(?= the [\w-]{{3,20}} (?:\(\d+\) )?(?:[a-z]+ )?(?:days|weeks|months|hours))|up to(?: and"
    rf" including)?(?= [\w() -]{{3,40}}(?:after|following|from))|(?:at any time )?(?:prior to"
    rf"|before){_HOUR}|once(?! (?:in|every|a|each|per|during))|until not later than)"
    r"|(?P<least>(?:at least|(?:not|no) (?:less|fewer) than|a minimum of)|(?:not|no) (?:earlier"
    r"|sooner) than|not (?:before|prior to)|at the (?:soonest|earliest)|between)"
    rf"|(?P<until>(?:until|till){_HOUR}|through|up to(?: and including)?|to and including|ending on"
    rf"|expiring on|expires? on)"
    r"|(?P<length>for|throughout|over)"
    r"|(?P<each>(?:on )?(?:each|every)|(?:on )?the (?=[\w() -]{3,24}day of (?:each|every))"
    r"|at intervals of|(?:on )?(?=(?:the|each) [\w() -]{0,30}(?:month|quarter|anniversary))"
    r"|in(?= (?:[\w-]+ (?:\(\d{1,3}\) )?)?(?:(?:substantially )?equal,? )?(?:(?:successive|consecutive),? )?"
    r"(?:weekly|monthly|quarterly|semi-annual|annual) (?:instal|payment))"
    r"|(?:monthly|quarterly|annually|yearly|semi-annually|semiannually|weekly|bi-weekly|fortnightly|daily)"
    r"(?=[.,;)]| in (?:arrears|advance)| on | beginning | commencing | starting | until | thereafter))"
    r"|(?P<means>(?:shall )?means?)"
    rf"|(?P<point>on(?: or about)?{_HOUR}|(?:as of|at){_AT_HOUR}|upon|at)"
    r")(?=[ ,(])"
)
# What a limit of length is made of: "for a period of not more than".
FILLING: Final = words(
    r"(?:an?|the|any|one|such|said|another|additional|further|single|total|aggregate|maximum|reasonable"
    r"|(?:first|next)(?! (?:business |trading |calendar )?(?:day|date|anniversary)\b)"
    r"|initial|entire|whole"
    r"|periods?|terms?|stretch(?:es)?|intervals?|as many as|expir(?:y|ation) of|lapse of|passage of"
    r"|end of|time|times|up|to|about|approximately|more|less|longer|fewer|than|no|not|at|least"
    r"|exceeding|exceed"
    r"|exceeds|in|excess|of|only|full|consecutive|continuous|is|be|which|that|shall|lasting|date"
    r"|day|falls|falling"
    r"|occurring|occurs|lasts)[ (]"
)
# A point in time set off by words that only repeat that it is one: "the date that is ten days after".
DATE_THAT_IS: Final = words(
    r"(?:(?:on )?(?:the|a|such) )?(?:date|day|time)(?: \((?:the|such|each) [^()]{3,60}\))?,?"
    r" (?:that|which|as) (?:is|falls|occurs|shall be|will be)(?: (?:on|the))? "
)
DIRECTION: Final = words(
    r"['’]?s?(?: (?:period|time|window))?,?(?: (?:immediately|next|first|directly|promptly|falling"
    r"|occurring|calendar))?"
    r"(?: (?:and including))?(?: (?:(?:shall |will )?(?:have|has) )?(?:gone by|run|passed|elapsed"
    r"|expired|lapsed|gone))?,? ?"
    r"(?P<word>after|following(?: upon)?|from(?: and after| and including)?|subsequent to|succeeding|since|of"
    r"|before|prior to|preceding|in advance of|ahead of|beginning (?:on|with|upon)|commencing (?:on"
    r"|with|upon|from)"
    r"|starting (?:on|with|from)"
    r"|(?:that|which) (?:begins|commences|starts) (?:on|with|upon|from)"
    r"|measured from|counted from|beyond|past|upon)\b,?(?: (?=\S)|$)"
)
NEXT_DAY: Final = words(
    r"(?:the )?(?:(?:next|first|immediately (?:following|succeeding)|last)(?: (?:succeeding"
    r"|following|full))? )?"
    r"(?:(?P<kind>business|trading|banking|working|calendar) )?day (?:next |immediately )?"
    r"(?P<word>after|following|succeeding|before|preceding|prior to) "
)
NTH_DAY: Final = words(
    r"(?:the )?(?P<nth>\d{1,4}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+| hundred(?: and)?(?: [a-z-]+)?)?)(?:"
    r" \(\d{1,4}(?:st|nd|rd|th)?\))?"
    r"(?: consecutive)?(?: (?P<kind>business|trading|banking|working|calendar))?"
    r"(?: day\b|(?= (?:if|in the event|in case) ))|day (?P<number>\d{1,3}|[a-z-]+)(?= (?:after"
    r"|following|from) )"
)
# A longer period that does not count, between a period and its base: "(or longer if the law so requires)".
OR_LONGER: Final = words(
    r"\)(?= (?:after|following|of|from|before|prior to) )| \(or (?:such )?(?:longer|shorter|later"
    r"|earlier|greater|other)\b[^()]{0,90}\)"
    r"| \((?:exclusive of|excluding|other than|not (?:including|counting))\b[^()]{0,90}\)"
)
# "after the clearance or, if applicable, following the notice": the same period from another event.
OR_AFTER: Final = words(
    r",? or,? (?:if applicable,?|as applicable,?|as the case may be,?|if (?:earlier|sooner),?) "
    r"(?P<word>after|following|from|before|prior to) "
)
BACKWARD: Final = frozenset({"before", "prior to", "preceding", "in advance of", "ahead of"})
THEREAFTER: Final = words(
    r"(?: (?:period|time))? (?P<word>thereafter|later|afterwards|hence|thereof|prior thereto|beforehand"
    r"|in advance(?: thereof)?(?! of)|(?:earlier|before)(?=[,.;]))(?!\w)"
)
# "six months or more before": a least distance.
OR_MORE: Final = words(r" or (?:more|longer|earlier) (?=before|prior to|in advance|ahead|preceding)")
YEAR_DAY: Final = words(r" anniversary(?= of )")
# "the last day of each calendar quarter | during the term of this Agreement"
DURING: Final = words(
    r" (?:during|throughout) (?:the|its|any) (?:[\w-]+ ){0,2}?(?:term|period)"
    r"(?: (?:hereof|of (?:this|the|such) [A-Z]\w+))?(?!\w)"
)
AT_LATEST: Final = words(r",? at the (?:very )?latest\b")
HOUR: Final = words(_AT_HOUR)
# "sixty days' prior written notice": the time runs back from what is announced.
NOTICE: Final = words(
    r"['’]?s?['’]?(?: (?:prior|advance|previous|written|and|or|oral|irrevocable|express|clear|such"
    r"|further|specific)){0,5},?"
    r" (?:notice|notification|warning)s?\b"
)
NOTICE_BASE: Final = words(
    r"(?: (?:to|from|by) (?:the |each |its |any |such )?[\w'’]{1,24}(?: [A-Z][\w'’]{1,20}){0,3})?"
    r" (?:before|prior to|in advance of|ahead of|preceding"
    r"|of(?! (?:(?:its|his|her|their|such|an?|the) )?(?:intent|desire|wish|election|decision))) "
)
CHOICE: Final = words(
    r"(?:whichever of (?:these|those|them|the following)(?: \w+)? (?:is|comes|occurs|happens|shall"
    r" (?:be|occur|come))(?: the)?"
    r" (?P<ever>earlier|earliest|first|sooner|later|latest|last)|(?:on |upon )?(?:the |whichever"
    r" (?:is|shall be) (?:the )?)?(?P<which>earlier|earliest|first|sooner|soonest|shorter|shortest"
    r"|lesser|later|latest|last"
    r"|longer|longest|greater)(?: to (?:occur|happen))? (?:of|between|among))"
    r"(?: (?:the )?following(?: dates| events| times)?)?[:,]? ?"
)
EARLY: Final = frozenset(
    {"earlier", "earliest", "first", "sooner", "soonest", "shorter", "shortest", "lesser"}
)
WHICHEVER: Final = words(
    r",? ?\(?(?:whichever|which ?ever|whatever)(?: (?:of (?:them|these|the two)|date|day|event|period|one))?"
    r"(?: (?:is|comes|occurs|happens|shall (?:be|occur|come|happen)|falls|ends|be|expires))?(?: the)?"
    r" (?P<which>earlier|earliest|first|sooner|soonest|shorter|later|latest|last|longer)"
    r"(?: (?:to occur|occurs|to happen|shall occur|happens|in time))?\)?"
)
JOINED: Final = words(r",? (?:and|or|and/or) |, | (?:and|or), ")
AND: Final = words(r",? (?:and|or) ")
# What must not begin the second of two times: words that go on with the sentence.
GOES_ON: Final = words(
    r"(?:shall|will|may(?! \d)|must|is|are|was|has|have|in (?:any|no) event|to|not|it|they|if|promptly"
    r"|thereafter|otherwise)\b"
)

IF: Final = words(
    r"(?:if|in the event(?: that| of)?|in case(?: of)?|in the case(?: of| that)?|should|where|when"
    r"|unless|provided that|to the"
    r" extent(?: that)?)\b "
)
THERE_IS: Final = words(r"there (?:is|are|shall be|has been|will be|be) (?:an? |any )")
ROLL_LEAD: Final = words(
    r",?;? ?\(?(?:(?:or|and|provided,?(?: however,?)?(?: that)?|but|except that"
    r"|it being (?:understood|agreed)"
    r"(?: and agreed)? that),? )?"
    r"(?:if|should|where|when|in the event(?: that)?|unless) "
)
# "that day is not a Business Day, the next day that is": what makes a day closed, and where it moves.
CLOSED: Final = words(
    r"(?:[^.;()]|\.(?=\d)){0,150}?\b(?:not (?:then |be )?(?:an? )?(?:[\w'-]+ ){0,2}?(?:business|trading"
    r"|banking|working) day|saturday|sunday|weekend|(?:legal |bank |public |federal )?holiday|closed"
    r"|shut|not (?:one|open|such a day|so open)"
    r"|not a day (?:on|upon) which (?:[\w'’-]+ ){1,6}?(?:is|are) open"
    r"|non-(?:business|trading) day|other than a (?:business|trading) day|no (?:business|trading"
    r"|banking) day)"
    r"(?:[^.;()]{0,90}?(?:saturday|sunday|holiday|closed(?: for business)?|not open(?: for business)?"
    r"| or (?:not )?an? (?:business|trading) day|on (?:that|such) (?:day|date))){0,3}"
    r"(?: there| for business| for any reason| in [\w ]{2,24}| for filings?| on (?:that|such) (?:day|date))?"
)
MOVED: Final = words(
    r"\)?,? (?:then,? )?(?:(?!before|after|next|following|preceding)[\w'’“”\"-]+,? ){0,14}?"
    r"(?P<way>(?:immediately )?(?:next|following|succeeding|preceding|previous|prior)"
    r"|first(?= (?:business|trading|day|one|succeeding|following))|last(?= (?:business|trading|day"
    r"|preceding))"
    r"|(?:business|trading|working|banking) day (?:immediately )?(?:next )?"
    r"(?:before|after|following|preceding|succeeding|thereafter))"
    r"(?: (?:next|succeeding|following|preceding|immediately|such|calendar))*"
    r"(?: (?P<kind>business|trading|banking|working))?(?: (?:days?|one))?"
    r"(?: ?(?P<more>(?:thereafter|that|which|on which|when|after|before|following|succeeding|preceding|it)\b"
    r"[^.;,)]{0,70}))?"
)
OR_IF_EARLIER: Final = words(
    r",? \(?(?:or|and),? if (?:it (?:is|comes) |that is |the same is )?(?P<which>earlier|sooner"
    r"|later|first),? "
)
BUT_LIMIT: Final = words(
    r",? \(?(?:but|and)(?:,? in (?:any|no|all) (?:event|case)s?)?,? (?:not |no )?later than |,?"
    r" (?:but|and) in"
    r" (?:any|no|all|every) (?:event|case)s?,?"
    r" (?:within|by|on or before|on or prior to|before|prior to|no later than|not later than|later than) "
)
PROVIDED: Final = words(
    r"[;,.]? \(?(?:provided|except),?(?: however| further)?,?(?: that)?,? (?P<if>if|in the event(?:"
    r" that)?|in case|should|where|when) "
)
SHALL_BE: Final = words(
    r",? (?:then )?(?:(?:the|such|that|this|it)(?: [\w'“”\"-]{1,24}){0,12}? )?(?:shall be|will be"
    r"|is|shall mean|means|becomes|shall"
    r" instead be|shall become|(?:shall|will|is) (?:be )?extended to|shall occur|moves to)(?: instead)? "
)
# "provided that, if it cannot be cured by then, | the Borrower shall have ninety days"
SHALL_HAVE: Final = re.compile(
    r",\s(?:then\s)?(?:[Tt]he\s|[Ss]uch\s)?(?P<who>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,3}|it|they)"
    r"\s(?:(?:shall|will)\s(?:instead\s)?have|has|have)\s(?!(?:an?\s)?(?:additional|further|extra|other)\b|another\b)"
)
SOONER_SAID: Final = words(
    r",? ?\(?(?:(?:if|should) (?:such|that|this|the)[\w ]{0,30}? (?:precedes?|is (?:earlier|sooner)|comes"
    r" (?:sooner|first|earlier)"
    r"|occurs (?:earlier|sooner|first|before)|is prior to|is before|falls before|would be"
    r" earlier)[^.;]{0,120}"
    r"|if (?:earlier|sooner))"
)
TOLLED: Final = words(
    r"[;,]? (?:(?:and|but|which|provided that|that|such|the|this|said)[\w ]{0,40}? )?(?:shall be "
    r"|is |are |will be |being )?"
    r"(?:tolled|extended|suspended|postponed|lengthened)(?: by| for)? (?:the |a |one |each |every"
    r" )?(?:(?:total |aggregate )?(?:number of )?"
    r"(?:calendar |business |trading )?(?:days?|period|time)|length of (?:time|the period))"
    r"(?: (?:of|in|elapsed|elapsing|that elapse|which elapse|which passes|beginning|running))?"
    r" (?:from|between) "
)
UNTIL: Final = words(
    r"(?: thereafter)?(?: \([^()]{4,140}\))?,? (?:and )?(?:(?:continuing |thereafter )?(?:until"
    r"|through|(?:up )?to and including|till)"
    r"|ending (?:on|when|with)) "
)
STARTING: Final = words(
    r",? (?:\(?(?:and )?(?:beginning|commencing|starting|the first(?: such)?(?: [\w]{1,16}){0,3}"
    r" (?:being |to be |is |falling )?"
    r"(?:due|payable|made|paid|held|delivered))(?: on| with| from| as of| within)?) "
)

# A sentence without a period and without a date sets a time only with such words.
HINT: Final = (
    r"\b(?:(?:not|no)\s(?:later\sthan|beyond)|on\sor\s(?:before|prior\sto)|until|till"
    r"|(?:earlier|later|first|sooner|earliest|latest|last)\s(?:to\soccur\s)?of|each|every|(?:month|quarter|annual|week|dai)ly"
    r"|semi-?annually|fortnightly|(?:by|on|upon|at)\sthe\s[\w\s]{0,30}(?:Date|Deadline|Closing|Maturity|day)"
    r"|next\s(?:business|trading)\sday|(?:business|trading)\sday\s(?:next|immediately)\s(?:after|following))\b"
)
# "the earlier of", "the date that is", "in the case of": a time may begin there without a lead.
UNLED: Final = (
    r"\b(?:on |upon )?(?:the |whichever is (?:the )?)?(?:earlier|earliest|first|sooner|later|latest"
    r"|last|shorter|longer)(?: to occur)? of\b"
    r"|\b(?:the )?(?:date|day) (?:that|which) (?:is|falls)\b|\bwhichever of (?:these|them|the following)\b"
    r"|\bthe (?:business|trading) day (?:next|immediately) (?:after|following)\b"
    r"|\bin the (?:case|event) (?:of|that) "
).replace(" ", r"\s")
# "the Filing Deadline | for the second tranche | is"
OF_WHAT: Final = r"(?:\s(?:for|of|as\sto|in\srespect\sof|with\srespect\sto|under|in)\s[^.;:,\"“”]{2,70}?)?"
EXAMPLE: Final = r"\b(?:[Ff]or (?:example|instance)|[Bb]y way of (?:example|illustration))\b"
PLUS: Final = words(r",? plus ")
FOR_BRACKET: Final = words(r" ?\((?:or,? )?(?:for|in|on) ")
# What case a bracket is for: "(48 hours | in an emergency)", "(sixty days | for an underwritten offering)".
FOR_CASE: Final = words(
    r" (?:in (?:the )?(?:case|event) of|in(?= an? )|for|with respect to|as to|during|on) "
    r"(?!(?:the aggregate|total|aggregate|any|each|all|both|which|that)\b)(?=[^(),;.]{3,70}\))"
)
AND_EACH: Final = words(r",? and (?:thereafter )?(?=(?:on )?(?:each|every) )")
# What a time in two cases begins with: the date which is | (i) in the event that it is reviewed, …
CASE: Final = words(
    r"(?:(?:the )?(?:date|day) (?:that|which) (?:is|falls),? )?(?:\([a-z]{1,3}\) )?"
    r"\bin the (?:case|event) (?:of|that) "
)
OTHER_CASE: Final = words(
    r",?;? (?:and|or|but),?(?: \([a-z]{1,3}\))?"
    r" in (?:(?P<named>the (?:case|event) (?:of|that))|(?:any|all|every) other (?:case|event)s?,?) "
)
LEAST: Final = words(r"(?:at least|(?:not|no) (?:less|fewer) than) ")
