"""Clauses with a time between bars: whose it is (in brackets where implied), and what is done by then."""

# fmt: off
TIMED: tuple[tuple[str, str | tuple[str | None] | None, str], ...] = (
    # between the modal and the verb, before the subject, behind the verb
    ("The Company shall, |within 10 days after the Closing|, file the Registration Statement.", "Company", "file Registration Statement"),
    ("|Within ten days after the Closing Date|, the Company shall file a Form D.", "Company", "file Form D"),
    ("|Within ten days after the Closing Date| the Company shall file a Form D.", "Company", "file Form D"),
    ("Promptly, and in any event |within two Business Days| of learning of a default, the Borrower shall notify the Lender.", "Borrower", "notify Lender"),
    ("The Company shall prepare and, |on or prior to the Filing Date|, file with the SEC a Registration Statement.", "Company", "file Registration Statement"),
    # several verbs
    ("Tenant shall pay the deposit at signing and shall furnish proof of insurance |within ten days| of it.", "Tenant", "furnish proof of insurance"),
    ("The Issuer agrees to file the Statement |within 90 days after the Issue Date|, to have it declared effective within 180 days after the Issue Date.", "Issuer", "file Statement"),
    ("The Issuer agrees to file the Statement within 90 days after the Issue Date, to have it declared effective |within 180 days after the Issue Date|.", "Issuer", "have it declared effective"),
    ("Supplier shall ship each order within 5 days of receipt and send an invoice |within 10 days of shipment|.", "Supplier", "send invoice"),
    ("The Contractor shall attain Substantial Completion not later than 400 days after the Notice to Proceed, and Final Completion |within sixty days after Substantial Completion|.", "Contractor", "attain Final Completion"),
    ("If the Company proposes to register stock, it shall give each Holder notice |not less than 20 days before filing|, and any Holder may elect to join within ten days after receipt.", "Company", "give notice"),
    ("If the Company proposes to register stock, it shall give each Holder notice not less than 20 days before filing, and any Holder may elect to join |within ten days after receipt|.", "Holder", "elect to join"),
    ("A Holder may ask to be included within ten days after the Company's notice, which shall be given |at least 15 days before filing|.", "Company", "give notice"),
    ("The Buyer shall inspect the goods within five days; |within ten days thereafter|, the Seller shall replace any that are defective.", "Seller", "replace"),
    # the time of a notice
    ("Either party may terminate this Agreement upon |ninety (90) days' prior written notice|.", "either party", "give notice of termination"),
    ("Tenant may renew by written notice given |at least six months before the term ends|.", "Tenant", "give renewal notice"),
    ("The Borrower may prepay the Loan on |three Business Days' notice| to the Agent.", "Borrower", "give notice of prepayment"),
    # passives
    ("The initial Registration Statement shall be filed |by the 60th day after the Closing|.", ("Company",), "file initial Registration Statement"),
    ("Any amount payable under this Section 2(c) shall be paid in cash |no later than the fifth Business Day after month end|.", ("Company",), "pay amount in cash"),
    ("Base Rent shall be payable |on the first day of each month|.", ("Tenant",), "pay Base Rent"),
    ("Royalties are due |within thirty days after each quarter|.", ("Licensee",), "pay royalties"),
    ("The purchase price shall be paid |at the Closing|.", ("Buyer",), "pay purchase price"),
    ("The unpaid principal shall be repaid |on December 31, 2012|.", ("Borrower",), "repay unpaid principal"),
    ("The Executive's salary shall be reviewed by the Board |each year|.", "Board", "review Executive's salary"),
    ("Legends shall be removed from the Shares |within three Trading Days|.", ("Company",), "remove legends from Shares"),
    # statements, conditions and defined dates
    ("A mailed notice takes effect |four days after posting|.", None, "mailed notice takes effect"),
    ("The term begins |on June 1, 2009|.", None, "term begins"),
    ("The rights granted by this Article shall terminate |on the fifth anniversary of the IPO|.", None, "rights terminate"),
    ("It is an Event of Default if the Guarantor fails to perform a covenant and the failure is not remedied |within fifteen days after notice|.", ("Guarantor",), "remedy failure"),
    ("The Executive may resign for Good Reason only if he gives notice |within sixty days after the event| and the Company fails to cure it within thirty days.", "Executive", "give notice"),
    ("The Executive may resign for Good Reason only if he gives notice within sixty days after the event and the Company fails to cure it |within thirty days|.", "Company", "cure it"),
    ('"Effectiveness Deadline" means |the 100th day after the Closing Date|.', ("Company",), "cause effectiveness"),
    ('"Maturity" means |the earlier of August 1, 2010 and the sale of the Borrower|.', ("Borrower",), "repay"),
    ("If the Lessee does not cure the default |within ten days|, the Lessor may enter the premises.", "Lessee", "cure default"),
    ("Supplier warrants the Pumps for |two years after shipment|.", "Supplier", "warrant Pumps"),
    # clauses that hang on another
    ("To accept the Offer the Executive has |ten days after receipt|.", "Executive", "accept Offer"),
    ("Once a Holder asks for it, the Company has a |fortnight from that day| to file the statement.", "Company", "file statement"),
    ("A Purchaser who has not replied |by the fifth day after the Notice| is out.", "Purchaser", "reply"),
    ("The Company shall tell each Holder and, if |within ten days after receipt|, any such Holder shall so request, the Company shall include its shares.", "Holder", "request"),
    ("The Company shall include all shares for which the Company has received requests |within twenty days after the notice|.", None, "send requests"),
    ("The Offerees may accept by noon, failing which the Seller may sell the Shares |during the sixty days after the offer|.", "Seller", "sell Shares"),
    ("The Lessee may not leave unless he has written to the Lessor and the Lessor has failed to cure the fault |within thirty days|, in which event the Lessee shall be free.", "Lessor", "cure fault"),
    ("Supplier warrants that the Products will be free from defects |until the second anniversary of shipment|.", "Supplier", "warrant Products"),
    ("The Option shall remain exercisable by the Optionee |until the Expiration Date|.", "Optionee", "exercise Option"),
    ("Each invoice shall be payable by Purchaser |thirty days after its date|.", "Purchaser", "pay invoice"),
    ("Claims by the Contractor must be made |within ten days after the event|.", "Contractor", "make claims"),
    ("The Target may end this Agreement if the Merger has not closed |by the Outside Date|.", None, "merger closed"),
    ("Where the day is a holiday it moves; thus the Company must file |within ten days after listing|.", "Company", "file"),
    ("Alder Holdings shall file the Statement |within ten days after listing|.", "Alder Holdings", "file Statement"),
    ("The Company shall prepare, and, |on or prior to the Filing Date|, file with the SEC a Registration Statement.", "Company", "file Registration Statement"),
    ("The Company shall prepare and |within ten days| file with the SEC a Registration Statement.", "Company", "file Registration Statement"),
)
# fmt: on
