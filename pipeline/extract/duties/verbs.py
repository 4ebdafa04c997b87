"""Verbs of agreements: which words may be one, and the plain form of a participle."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The verbs with which drafters begin a phrase behind "shall", for places where a noun could stand as well.
VERBS = frozenset(
    """
    abandon abide accept accelerate access accompany accomplish accord account achieve acknowledge
    acquire act adapt add address adhere adjust administer admit adopt advance advertise advise affix
    agree aid allocate allot allow alter amend amortize announce answer appear apply appoint apportion
    appraise approve arrange ascertain ask assert assess assign assist assume assure attach attain
    attempt attend attorn attribute audit authorize avail avoid award bear become begin benefit bid bill
    bind book borrow breach bring build buy calculate call cancel care carry cause cease certify
    challenge change charge check choose circulate cite claim clean clear close collaborate collect
    combine come commence commercialize commission commit communicate compensate compete compile complain
    complete comply compute conceal conclude conduct confer confirm conform connect consent consider
    consist consolidate construct construe consult consummate contact contain contest continue contract
    contribute control convene convert convey cooperate coordinate copy correct correspond counsel cover
    create credit cure deal debit declare decline decompile decrease deduct deem defend defer define
    delay delegate delete deliver demand demonstrate deny depart deposit describe design designate
    destroy determine develop devote direct disassemble discharge disclose discontinue discriminate
    discuss dismiss display dispose dispute disseminate dissolve distribute divide divulge do draw earn effect
    elect eliminate employ enable encourage encumber end endeavor endorse enforce engage enjoin enjoy
    ensure enter entertain entitle equal erect escrow establish estimate evaluate evidence examine
    exceed exchange exclude exclude execute exercise exert expand expend expire exploit export extend
    facilitate fail file finance find finish fix follow forbear forego forfeit forgive forward fulfill
    fulfil fund furnish give go grant guarantee guaranty guard handle harm have hinder hire hold honor
    hypothecate identify immediately implement import impair impose improve include incorporate increase
    incur indemnify indicate induce inform infringe initiate insert inspect install institute instruct
    insure integrate intend interfere introduce invalidate invest investigate invoice invite issue join
    jeopardize keep know lease leave lend let levy license limit liquidate list litigate locate lock
    maintain make manage manufacture mark market maximize measure meet merge mail minimize mitigate
    modify monitor mortgage move name negotiate notify number object obligate observe obtain occupy
    occur offer offset omit open operate oppose opt order organize own package paint participate pay
    perfect perform permit place plan pledge possess post postpone practice preclude prepare prepay
    prescribe present preserve prevent price print procure proceed process produce prohibit promote
    propose prosecute protect prove provide publicize publish purchase pursue qualify quote raise rank
    reach read realize receive reclaim recognize recommend reconcile record recover redeem redesign
    reduce refer refinance reflect refrain refund refuse register reimburse reinstate reject relate
    release relieve relinquish relocate rely remain remedy remit remove render renew rent reoffer repair
    repay replace reply report repossess represent reproduce repurchase request require reschedule
    rescind research resell reserve resign resolve respect respond restate restore restrict result
    retain return reverse review revise revoke sail satisfy schedule secure see seek select sell send
    separate serve service set settle share ship show sign site solicit specify spend sponsor staff
    start state stipulate stop store strive sublease sublet sublicense submit subject subordinate
    subscribe substitute succeed sue suffer supersede supervise supplement supply support surrender
    survive suspend take tender terminate test timely toll total track trade train transfer transmit
    transport treat turn undertake unwind update upgrade use utilize vacate vary vest visit void vote
    waive warrant weigh withdraw withhold work write designate recommend reverse-engineer
    """.split()
)
# Participles that do not end in -ed, each with its plain form.
_PAIRS = """
    paid:pay made:make given:give kept:keep held:hold sent:send sold:sell bought:buy brought:bring
    borne:bear written:write withheld:withhold withdrawn:withdraw undertaken:undertake taken:take
    done:do drawn:draw found:find built:build begun:begin become:become bound:bind broken:break
    chosen:choose dealt:deal borrowed:borrow forgiven:forgive forgone:forgo gotten:get had:have
    heard:hear known:know laid:lay led:lead left:leave lent:lend let:let lost:lose met:meet
    prepaid:prepay put:put read:read repaid:repay reset:reset rewritten:rewrite seen:see set:set
    shown:show split:split spent:spend stopped:stop sublet:sublet sworn:swear taught:teach told:tell
    thought:think understood:understand worn:wear won:win resold:resell upheld:uphold overseen:oversee
    foregone:forego redrawn:redraw hidden:hide driven:drive grown:grow shut:shut cut:cut
"""
_IRREGULAR: Mapping[str, str] = dict(pair.split(":") for pair in _PAIRS.split())
_DOUBLED = re.compile(r"([bdgkmnprtv])\1ed$")
_MUTE = re.compile(r"(?:[aeiou][vzgs]|[cvszu]|[^aeiou][lbk]|dg|[^aeio]at|[aeiou]r|in)$")
_NO_PARTICIPLES = frozenset("need exceed proceed succeed indeed feed seed speed deed bed red".split())


def is_participle(word: str) -> bool:
    """Whether a lower-case word may be a past participle."""
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 3 and word not in _NO_PARTICIPLES)


def base_of(participle: str) -> str:
    """The plain form: "paid" -> "pay", "filed" -> "file", "remitted" -> "remit"."""
    low = participle.casefold()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if not low.endswith("ed"):
        return low
    for form in (low[:-1], low[:-2], low[:-3], f"{low[:-3]}y"):
        if form in VERBS:
            return form
    if low.endswith("ied"):
        return f"{low[:-3]}y"
    if _DOUBLED.search(low):
        return low[:-3]
    return low[:-1] if _MUTE.search(low[:-2]) else low[:-2]
