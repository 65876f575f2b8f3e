"""Which texts are copies of one story.

The rule is the server's: sequences of five words, and copies from one half of common sequences on. The
candidates come from datasketch (MinHash in bands), and then the exact likeness counts, so nothing depends on
chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: Words in a sequence.
SHINGLE_WORDS = 5
#: Texts with fewer sequences are told apart from no other.
SHINGLES_MIN = 8
#: From this share of common sequences on, texts are copies.
LIKENESS_MIN = 0.5
#: Bands and samples in each: copies at the threshold miss each other in one of five thousand.
_BANDS, _SAMPLES_IN_BAND = 64, 3

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """The sequences of words in a text; case, accents and apostrophes do not count."""
    plain = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ\u00ad")
    words = _WORD.findall(plain)
    return frozenset(" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The sequences in both as a share of those in either."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def groups_of_copies(texts: Sequence[str]) -> list[list[int]]:
    """Groups of texts that are copies, by their places; texts that stand alone are not told."""
    from datasketch import MinHash, MinHashLSH

    sets = [shingles(text) for text in texts]
    index = MinHashLSH(num_perm=_BANDS * _SAMPLES_IN_BAND, params=(_BANDS, _SAMPLES_IN_BAND))
    group = list(range(len(texts)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    for place, mine in enumerate(sets):
        if len(mine) < SHINGLES_MIN:
            continue
        sample = MinHash(num_perm=_BANDS * _SAMPLES_IN_BAND)
        sample.update_batch([shingle.encode() for shingle in mine])
        for other in sorted(index.query(sample)):
            if root(other) != root(place) and likeness(mine, sets[other]) >= LIKENESS_MIN:
                # The later group joins the earlier one.
                early, late = sorted((root(other), root(place)))
                group[late] = early
        index.insert(place, sample)
    found: dict[int, list[int]] = {}
    for place in range(len(texts)):
        found.setdefault(root(place), []).append(place)
    return [places for places in found.values() if len(places) > 1]
