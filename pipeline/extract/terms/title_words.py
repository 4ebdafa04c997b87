"""The words that titles of agreements are made of, so that a name before one can be told from it."""

from __future__ import annotations

from pipeline.model import Text

# Words that say what kind of paper it is. A name may hold some of them too ("Supply Co."); those that stand
# in names above all (General, National, United) are left out.
_QUALIFIERS = frozenset(
    """
    access accession account acknowledgement acknowledgment acquisition administration administrative
    administrator adoption advertising advisor advisory affiliate affiliation agency agent agreed
    agreement agreements alliance allocation amended amending amendment ancillary annuities annuity
    application applications appointment arbitration arrangement assembly asset assets assignment
    assumption assurance audit authorization auto award bailment bank banking bareboat basic benefit
    benefits bid bill blanket bond bonus borrowing branding bridge broker broker-dealer brokerage business
    buy-back buy-sell bylaws call capacity capital care cargo carriage cash catalog certificate change
    channel charter charterparty claims clearing clinical co co-branded co-branding co-development
    co-location co-marketing co-operation co-ownership co-promotion co-sale cobrand cobranded cobranding
    collaboration collaborative collateral collective colocation combination commercial commercialization
    commission commitment commodity common compensation compensatory competition completion concession
    conditional conditions conduct confidential confidentiality connection consent consignment consortium
    construction consultancy consultant consulting content contingent continuing contract contractor
    contracts contribution control convertible conveyance cooperation cooperative coordination copyright
    corporate correspondent cost crude custodial custodian custody customer customization data database
    dealer debenture debt declaration deed deferred definitive delivery demand deposit depositary
    depository derivative design designated developer development digital director directors disclosure
    discretionary disposal disposition distribution distributor distributorship domain domestic drilling
    drug e-business e-commerce earn-out easement eighth electricity electronic employee employment
    endorsement energy engagement engineering enterprise entertainment environmental equipment equity
    escrow evaluation event exchange exclusive exclusivity executive exhibit expense exploration export
    extended extension facilities facility farm-out farmout fee feedstock fees fifth filing finance
    financial financing finder first fiscal fleet forbearance foreign form forward fourth framework
    franchise franchisee franchisor freight fuel fulfillment fund funding further gas gathering general
    global goods governance grant ground group guarantee guarantees guaranties guaranty hardware health
    hedge hosted hosting hotel implementation import improvement incentive income indemnification
    indemnity indenture independent industrial information infrastructure initial insertion inspection
    installation insurance integrated integration intellectual intercompany interconnection intercreditor
    interest interim international internet introduction inventory investment investor investors issuance
    issuing joinder joint junior key know-how laboratory land lead lease leasing lending letter level
    liability licence license licensed licensing limited line linking liquidity listing litigation loan
    local lock-up lockup logistics long-term loss maintenance managed management manager managing
    manufacture manufacturer manufacturing market marketing master material materials media medical member
    membership memorandum mentoring merchandise merchandising merchant merger mezzanine mineral mining
    mobile model modification money mortgage mutual name names natural net network ninth non-compete
    non-competition non-disclosure non-exclusive non-solicitation noncompetition nondisclosure
    nonexclusive nonqualified note notes novation obligation occupancy off-take offer office offshore
    offtake oil online operating operation operational operations operator option options order original
    origination output outside outsourced outsourcing ownership packaging parent part partial
    participation partner partners partnership party patent patents pay payment payments payroll pension
    performance performing permanent personal personnel pharmacovigilance phase pilot pipeline placement
    plan pledge policy pooling portal portfolio power preferred preliminary premium price prime principal
    private proceeds processing procurement product production products professional profit program
    programming project promissory promotion promotional property proposal proprietary protection provider
    proxy public publication publicity publishing purchase purchaser put quality real real-estate rebate
    receivables reciprocal recognition recruitment redemption redistribution reference referral refining
    refund registration regulatory reimbursement reinsurance related relationship release relocation
    remarketing remediation remote renewal rental repair representation representative repurchase resale
    research reseller reservation residential resignation restated restatement restricted restrictive
    restructuring retail retainer retention retirement revenue revised revolving right rights risk royalty
    rules sale sales sample satellite schedule science scientific second secondary secondment secured
    securities security seller selling senior separation series service servicer services servicing
    settlement seventh severance share shareholder shareholders shares sharing shelter shipbuilding
    shipping short-form side site sixth software solicitation special specialty spectrum sponsor sponsored
    sponsorship staffing standard standby standstill statement stock stockholder stockholders storage
    strategic streaming structural student studio sub sub-advisory sub-lease sub-license subadvisory
    subcontract subcontracting subcontractor sublease sublicense sublicensing subordinated subordination
    subscriber subscription subservicing subsidiary substitution supplement supplemental supplementary
    supplier supply support surety surrender swap syndication synthetic system systems tag-along
    take-or-pay talent tax team technical technology telecommunications temporary tenancy tender tenth
    term terminal terminaling terminalling termination terms territory test testing third third-party
    three-party timber time toll tolling trade trademark trademarks trading training transaction
    transactions transfer transition transitional transmission transport transportation treasury trial
    tripartite trust trustee turnkey umbrella unanimous undertaking underwriter underwriters underwriting
    unit use user utility utilization value-added variable vendor venture vessel video virtual voluntary
    voting voyage waiver warehouse warehousing warrant warranty waste water web web-site webcast website
    well wholesale wireless work working yield
    """.split()
)
_CONNECTIVES = frozenset(
    "of and for to the in on a an or by with between under regarding relating concerning re".split()
)
_PARTICLES = frozenset("non co re pre sub multi inter e and or of on in to off over".split())
_ENDINGS = ("'s", "s'", "s", "(s)")


def connective(word: str) -> bool:
    """Whether `word` (any case) may stand inside a title without saying anything by itself."""
    return word.lower() in _CONNECTIVES or word in {"&", "-", "/", "+"}


def qualifier(word: str) -> bool:
    """Whether `word` (any case) is one of those that titles of agreements are made of."""
    plain = word.lower().replace("’", "'").strip(".,:;()[]\"'®™")
    if plain in _QUALIFIERS or any(plain.removesuffix(ending) in _QUALIFIERS for ending in _ENDINGS):
        return True
    parts = [part for part in plain.replace("/", "-").split("-") if part]
    return len(parts) > 1 and all(part in _QUALIFIERS or part in _PARTICLES for part in parts)


def ordinary(text: Text, word: str) -> bool:
    """Whether `word` belongs to the language rather than to a name: the document writes it small as well."""
    plain = word.lower().strip(".,:;()[]\"'®™")
    if len(plain) < 4:
        return False
    stem = plain[: max(4, len(plain) - 3)]  # "distributor" speaks for "distribution"
    return f" {stem}" in text.string
