"""Build the two NLTK resources that LexNLP's English extractors load; runs inside LexNLP's own venv.

NLTK's download hub may be out of reach, so both are made from what is at hand:

* ``punkt``: the Punkt sentence model that LexNLP ships itself, trained by its authors on contracts.
* ``averaged_perceptron_tagger``: trained with NLTK's own trainer. There is no hand-tagged text, so the
  rules below tag plain contracts with Penn tags and the perceptron learns to repeat them.

The tagger is the class and the feature set of the published one. Tagging took 7 % of LexNLP's time on six
contracts, so that its speed hardly depends on the weights. Its accuracy may: LexNLP reads tags to find noun
phrases (companies), to drop defined terms made of function words, and for the unit after a number.

Usage: ``python lexnlp_tagger.py NLTK_DATA_FOLDER TEXT_FOLDER``
"""

from __future__ import annotations

import operator
import pickle
import random
import re
import sys
from pathlib import Path

from nltk.tag.perceptron import PICKLE, PerceptronTagger
from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer

Sentence = list[tuple[str, str]]
"""Words with their Penn tags."""

TRAINING_TOKENS = 400_000
TRAINING_ROUNDS = 4
SEED = 20020101

CLOSED_CLASSES = {
    "DT": "the a an this these those any each no all both such every some another either neither",
    "IN": """of in by for with as on under from at if upon without within than into between after until
        before during through over above below against among although because since unless whether while
        except about out off per via throughout toward towards beyond besides despite that whereas amongst
        notwithstanding regarding concerning including pursuant""",
    "CC": "and or but nor & plus and/or",
    "TO": "to",
    "MD": "shall will may can could would should must might cannot ought",
    "PRP": "it they them he she him you we us i itself themselves himself herself one's me yourself",
    "PRP$": "its their his your our my whose",
    "WDT": "which whatever whichever",
    "WP": "who whom what whoever",
    "WRB": "when where how whenever wherever why",
    "RB": """not also hereunder thereof hereof herein otherwise then hereby hereto so therein thereafter
        thereto hereinafter therefrom therefor thereunder therewith herewith hereafter thereby together
        however again away ever never always soon often else once already too very yet back even further
        instead least well just now there here only almost forthwith whatsoever wherein whereby whereof
        moreover furthermore thus perhaps rather""",
    "CD": """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
        million billion""",
    "VBZ": "is has does",
    "VBP": "are have do am",
    "VB": "be",
    "VBD": "was were had did",
    "VBN": """been made given set taken known written held borne sold sent paid understood bound done met
        brought found shown chosen forthcoming withheld sought left kept lost begun spent put""",
    "VBG": "being",
    "JJ": """other prior third due sole same similar more first second good full public own appropriate
        necessary subject free specific new current proper true correct complete direct joint whole common
        best particular net gross high low long short early late entire separate adverse standard single
        many few several less most last next further different void fair clear open main key major minor
        written annual monthly daily weekly quarterly timely effective applicable reasonable material
        former present future past various certain equal least legal local total original independent
        harmless null valid worldwide ordinary majeure""",
    "JJR": "greater lesser later earlier longer higher lower larger better",
}

VERBS = """agree use provide pay terminate require notice claim license request cause control make take give
    receive deliver sell purchase perform obtain maintain notify include exclude constitute enter execute
    represent warrant covenant indemnify defend hold release assign transfer grant permit allow cooperate
    comply conduct continue become enforce limit disclose return destroy keep retain protect prevent use
    develop manufacture market promote distribute supply order ship store test approve reject accept
    acknowledge confirm consent determine establish specify state apply affect arise occur result relate
    follow exceed remain begin commence end expire renew extend amend modify change waive cure remedy
    breach fail refuse submit file record report invoice charge bill credit reimburse refund withhold
    deduct calculate pay issue sign appoint designate select hire employ engage train support assist
    help review audit inspect examine access copy reproduce display publish transmit install operate
    host link register own acquire lease rent finance fund invest insure carry bear assume discharge
    satisfy fulfill meet ensure assure guarantee secure pledge mortgage attach bind inure benefit
    govern construe interpret resolve settle arbitrate sue seek elect exercise decide consider
    negotiate propose offer request ask demand need want desire wish intend expect believe know
    understand mean say call name identify describe define contain refer cite mention add remove
    delete replace substitute supersede cancel suspend stop cease close open start create prepare
    complete finish produce process handle manage direct supervise monitor measure verify prove
    show provide furnish contribute share divide allocate reserve infringe violate incur cover"""

SUFFIX_TAGS = (
    (re.compile(r".{2,}ly$"), "RB"),
    (re.compile(r".{3,}(?:able|ible|ous|ful|ive|ial|ual|nal|ral|cal|ary|less|ish|ic|ant|ent)$"), "JJ"),
    (re.compile(r".{2,}ing$"), "VBG"),
    (re.compile(r".{2,}ed$"), "VBN"),
    (re.compile(r".{2,}[^sui]s$"), "NNS"),
)
NOUNS_LIKE_ADJECTIVES = """agent client event patent consent content extent patient intent percent tenant
    covenant warrant grant parent accident incident consultant participant accountant objective executive
    representative incentive topic clinic traffic individual approval renewal removal referral material
    trial proposal journal manual arrival original beneficiary subsidiary secretary summary library
    intermediary salary boundary component equivalent president resident applicant recipient proponent
    merchant deterrent"""
PUNCTUATION = {
    ",": ",", ".": ".", "?": ".", "!": ".", ":": ":", ";": ":", "--": ":", "-": ":", "...": ":", "–": ":",
    "—": ":", "(": "(", "[": "(", "{": "(", ")": ")", "]": ")", "}": ")", "``": "``", "''": "''",
    "“": "``", "”": "''", "$": "$", "#": "#", "%": "NN", "'s": "POS", "’s": "POS", "'": "POS", "@": "IN",
}  # fmt: skip
NUMBER = re.compile(r"[-+]?[\d][\d.,/:-]*$")
LIST_MARK = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d+(?:\.\d+)+)[.)]?$")


def inflected(verb: str) -> dict[str, str]:
    """Inflected forms of a regular verb with their Penn tags."""
    stem = re.sub(r"e$", "", verb)
    if re.search(r"[^aeiou]y$", verb):
        return {verb: "VB", verb[:-1] + "ies": "VBZ", verb[:-1] + "ied": "VBN", verb + "ing": "VBG"}
    third = verb + ("es" if re.search(r"(?:s|sh|ch|x|z)$", verb) else "s")
    return {verb: "VB", third: "VBZ", stem + "ed": "VBN", stem + "ing": "VBG"}


LEXICON = {form: tag for verb in VERBS.split() for form, tag in inflected(verb).items()}
LEXICON.update({word: tag for tag, words in CLOSED_CLASSES.items() for word in words.split()})
NOUNS = frozenset(NOUNS_LIKE_ADJECTIVES.split())
FUNCTION_TAGS = set(CLOSED_CLASSES) - {"JJ", "JJR", "VBN", "VBG", "CD"}
NOMINAL_CONTEXT = {"DT", "JJ", "JJR", "PRP$", "IN", "POS", "CD", "VBG", "NN", "NNP", "``"}


def lexical_tag(word: str) -> str:
    """Tag of a lower-case word by itself, without its neighbours."""
    if word in LEXICON:
        return LEXICON[word]
    if word in NOUNS or word.endswith("ment"):
        return "NN"
    return next((tag for pattern, tag in SUFFIX_TAGS if pattern.match(word)), "NN")


def capitalised_tag(word: str, follower: str, *, is_first: bool) -> str:
    """Tag of a word with a capital: function words keep theirs, the rest are proper nouns.

    The first word of a sentence is a proper noun only when another capital follows or when its
    lower-case form says nothing.
    """
    tag = LEXICON.get(word.lower())
    if tag in FUNCTION_TAGS and (len(word) > 1 or word in "AI"):
        return tag
    if is_first and not word.isupper() and not follower[:1].isupper():
        plain = lexical_tag(word.lower())
        if plain not in ("NN", "NNS"):
            return plain
    plural = len(word) > 4 and re.search(r"[^sui]s$", word)
    return "NNPS" if plural else "NNP"


def in_context(tag: str, previous: str) -> str:
    """The tag with the tag before it taken into account: verb or noun, participle or past tense."""
    if tag in ("VB", "NN") and previous in ("MD", "TO"):
        return "VB"
    if tag == "VB":
        return "NN" if previous in NOMINAL_CONTEXT else "VBP" if previous in ("NNS", "NNPS", "PRP") else "VB"
    if tag == "VBZ":
        return "NNS" if previous in NOMINAL_CONTEXT - {"NN", "NNP"} else "VBZ"
    if tag == "VBN" and previous in ("PRP", "WP", "NNS"):
        return "VBD"
    if tag == "VBG" and previous in ("DT", "JJ", "PRP$"):
        return "NN"
    return tag


def rule_tags(words: list[str]) -> Sentence:
    """(word, Penn tag) for one tokenised sentence, by rules."""
    tagged = []
    previous = ""
    for index, word in enumerate(words):
        follower = words[index + 1] if index + 1 < len(words) else ""
        if word in PUNCTUATION:
            tag = PUNCTUATION[word]
        elif NUMBER.match(word):
            tag = "CD"
        elif previous == "(" and follower == ")" and LIST_MARK.match(word):
            tag = "LS"
        elif word[:1].isupper():
            tag = capitalised_tag(word, follower, is_first=index == 0)
        elif word == "that" and previous in ("NN", "NNS", "NNP", "NNPS"):
            tag = "WDT"
        else:
            tag = in_context(lexical_tag(word), previous)
        tagged.append((word, tag))
        previous = tag
    return tagged


def training_sentences(
    text_folder: Path, sentence_model: PunktSentenceTokenizer
) -> tuple[list[Sentence], int]:
    """Tagged sentences from the folder's .txt files, about TRAINING_TOKENS tokens, files shuffled."""
    tokenizer = NLTKWordTokenizer()
    paths = sorted(text_folder.glob("*.txt"))
    if not paths:
        raise SystemExit(f"no .txt files to train the tagger on in {text_folder}")
    random.shuffle(paths)
    sentences, tokens = [], 0
    for path in paths:
        for sentence in sentence_model.tokenize(path.read_text(encoding="utf-8", errors="replace")):
            words = tokenizer.tokenize(sentence)
            if words:
                sentences.append(rule_tags(words))
                tokens += len(words)
        if tokens >= TRAINING_TOKENS:
            break
    return sentences, tokens


def write_punkt(data_folder: Path) -> PunktSentenceTokenizer:
    """Install LexNLP's own Punkt model as NLTK's English one; returns the model."""
    from lexnlp.nlp.en.segments.sentences import SENTENCE_SEGMENTER_MODEL

    for folder in ("punkt", "punkt/PY3"):
        target = data_folder / "tokenizers" / folder / "english.pickle"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(pickle.dumps(SENTENCE_SEGMENTER_MODEL, protocol=4))
    return SENTENCE_SEGMENTER_MODEL


def write_tagger(data_folder: Path, sentences: list[Sentence]) -> PerceptronTagger:
    """Train NLTK's averaged perceptron on tagged sentences and install it where pos_tag looks."""
    target = data_folder / "taggers" / "averaged_perceptron_tagger" / PICKLE
    target.parent.mkdir(parents=True, exist_ok=True)
    tagger = PerceptronTagger(load=False)
    tagger.train(sentences, save_loc=str(target), nr_iter=TRAINING_ROUNDS)
    return tagger


def agreement(tagger: PerceptronTagger, sentences: list[Sentence]) -> float:
    """Share of tokens to which the tagger gives the tag that the rules gave."""
    hits = tokens = 0
    for sentence in sentences:
        guesses = tagger.tag([word for word, _ in sentence])
        hits += sum(map(operator.eq, guesses, sentence))
        tokens += len(sentence)
    return hits / max(tokens, 1)


def main() -> None:
    """Write both resources into the folder that the command line names."""
    data_folder, text_folder = Path(sys.argv[1]), Path(sys.argv[2])
    random.seed(SEED)
    sentence_model = write_punkt(data_folder)
    sentences, tokens = training_sentences(text_folder, sentence_model)
    held_out = sentences[-500:]
    tagger = write_tagger(data_folder, sentences[:-500])
    share = agreement(tagger, held_out)
    print(
        f"tagger trained on {tokens} tokens: {len(tagger.tagdict)} words in its dictionary, "
        f"{len(tagger.model.weights)} features; it repeats its rules on {share:.1%} of held-out tokens"
    )


if __name__ == "__main__":
    main()
