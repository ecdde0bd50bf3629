"""Company names in one spelling: without case, punctuation and legal form, with one spelling of umlauts."""

import re
import unicodedata
from functools import lru_cache

_LEGAL_FORMS = """\
gmbh, ggmbh, mbh, ges mbh, gesmbh, ag, gag, kg, kgaa, ohg, og, ug, ug haftungsbeschraenkt, haftungsbeschraenkt,
ek, ekfm, ekfr, ev, eg, gbr, partg, partgmbb, mbb, partg mbb, se, co, cie, aktiengesellschaft,
kommanditgesellschaft, gesellschaft mit beschraenkter haftung, inc, incorporated, corp, corporation, company,
ltd, limited, llc, llp, lp, plc, pllc, pty, pte, pvt, private limited, bv, nv, vof, cv, sa, sas, sasu, sarl,
eurl, snc, sci, sagl, srl, srls, spa, sapa, sl, slu, sau, lda, ltda, sa de cv, as, asa, aps, a s, ab, hb, oy,
oyj, hf, ehf, doo, dd, kft, zrt, nyrt, bt, sro, spol sro, ou, oue, uab, sia, sp zoo, spolka zoo, ooo, kk,
sdn bhd, bhd, co ltd, gmbh co kg, gmbh co kgaa, ag co kg, se co kg, ug co kg"""
#: Legal forms as they read once punctuation is gone, single letters are joined and umlauts are written out.
LEGAL_FORMS = frozenset(_LEGAL_FORMS.replace("\n", " ").split(", "))
_LONGEST_FORM = max(form.count(" ") + 1 for form in LEGAL_FORMS)

_PLACEHOLDERS = """\
na, ka, none, null, nil, nan, unknown, unbekannt, not available, not provided, keine, keine angabe, kein, privat,
private, privatperson, private person, test, testfirma, select, please select, bitte waehlen, bitte auswaehlen,
selbststaendig, selbstaendig, self, self employed, selfemployed, freelance, freelancer, freiberufler,
freiberuflich, student, arbeitslos, unemployed, xx, xxx, xxxx, asdf, company, firma, unternehmen, tbd, todo"""
#: What people write into a company field when they mean that there is no company.
PLACEHOLDERS = frozenset(_PLACEHOLDERS.replace("\n", " ").split(", "))

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l", "đ": "d"})
_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʼ\u200b\u00ad\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_AND = ("und", "and")


@lru_cache(maxsize=1 << 18)
def normalise_name(text: str) -> str:
    """The company name that linking compares; empty if the text names no company."""
    words = _words(text)
    kept = _without_legal_form(words)
    name = " ".join(kept)
    if name in PLACEHOLDERS or sum(map(len, kept)) < 2:
        return ""
    return name


def spelled(text: str) -> str:
    """Any name in one spelling: without case, accents and punctuation, umlauts written out."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    text = text.lower() if text.isascii() else _folded(text)
    found = [word for word in _WORD.findall(text.translate(_APOSTROPHES)) if word not in _AND]
    return _letters_joined(found)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_WRITTEN_OUT)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _letters_joined(words: list[str]) -> list[str]:
    """`g m b h` is `gmbh`, `a b c` is `abc`: how a source sets dots makes no difference."""
    joined: list[str] = []
    spelled = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and spelled:
            joined[-1] += word
        else:
            joined.append(word)
        spelled = single
    return joined


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1:
        for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
            if " ".join(words[-length:]) in LEGAL_FORMS:
                words = words[:-length]
                break
        else:
            return words
    return words
