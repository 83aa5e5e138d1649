"""Words of a text as the index knows them: English stemmed, Chinese segmented, one stream for both."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import rjieba
import Stemmer

from assistant.language.amounts import amount_tokens
from assistant.language.glossary import Glossary, current_glossary
from assistant.language.numbers import plain_number
from assistant.language.script import CJK, fold, simplify

LETTER = rf"[^\W\d_{CJK}]"
RUN = re.compile(rf"([{CJK}]+)|(\d[\d,.]*\d|\d)|({LETTER}+(?:['’]{LETTER}+)?)")
"""A run of Chinese, a number, or a word of another script."""

ENGLISH_STOPWORDS = frozenset(
    """a about above after again all also am an and any anyone are as at be because been before being between both but by
    can could did do does doing for from further get give gives given had has have having he her here him his how i if
    in into is it its itself just know let like may me might more most much must my need no nor not of off on once only
    or other our out over own please same shall she should so some such tell than that the their them then there these
    they this those through to too under until up us very want was we were what when where which while who whom whose
    why will with would you your yours exactly really currently""".split()
)

CHINESE_STOPWORDS = frozenset(
    """的 了 和 与 及 或 是 在 有 吗 呢 吧 啊 么 什么 哪些 哪个 哪 哪里 哪儿 怎么 怎样 怎么样 如何 多少 几 谁 为什么 我 我们 你 你们
    他 他们 它 它们 这 那 这个 那个 这些 那些 能 能够 可以 可 会 要 想 需要 应该 应 请 请问 问 一下 一个 一些 就 都 也 还 又 再
    被 把 给 对 对于 关于 从 到 向 往 由 以 为 而 但 但是 如果 的话 因为 所以 则 之 其 及其 等 等等 上 下 中 里 内 外 前 后 时 最 最多
    最多能 最少 很 非常 比较 更 大概 目前 现在 具体 有没有 是不是 能不能 可不可以 是否 没有 不 吗 个 家 条 项 种 点 做 进行 去 来
    说 讲 到底 究竟 一共 总共 分别 哪几 几个 算 想要 打算 准备 觉得 知道 告诉""".split()
)


def _segmenter() -> rjieba.Jieba:
    return _segmenter_with(current_glossary())


@lru_cache(maxsize=2)
def _segmenter_with(glossary: Glossary) -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    for entry in glossary.entries:
        for name in entry.zh:
            if len(name) >= 2 and len(name) <= 12:
                segmenter.add_word(name.casefold(), 20000, "nz")
    return segmenter


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def strip_accents(word: str) -> str:
    """``türkiye`` and ``turkiye``, ``acció`` and ``accio`` are the same word to a searcher."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Snowball stem of an English word that is folded already."""
    plain = strip_accents(word).removesuffix("'s").removesuffix("’s")
    return str(_stemmer().stemWord(plain))


def segment(text: str) -> list[str]:
    """Chinese words of a folded run of Chinese, in search mode: long words come with the words inside them."""
    return [str(word) for word in _segmenter().cut_for_search(text)]


def cut(text: str) -> list[str]:
    """Chinese words of a folded run of Chinese, each character once."""
    return [str(word) for word in _segmenter().cut(text)]


def tagged(text: str) -> list[tuple[str, str]]:
    """Chinese words of a folded run of Chinese, each character once, with their part of speech; ``nr`` is a person."""
    return [(str(word), str(tag)) for word, tag in _segmenter().tag(text)]


def index_tokens(text: str) -> list[str]:
    """All tokens of a text, as they stand in the words index: its words in order, then its quantities."""
    return [*word_tokens(text), *amount_tokens(simplify(text))]


def word_tokens(text: str) -> list[str]:
    """The tokens of a text's words in order."""
    tokens: list[str] = []
    for match in RUN.finditer(fold(text)):
        han, number, word = match.groups()
        if han:
            tokens.extend(segment(han))
        elif number:
            tokens.append(plain_number(number))
        else:
            tokens.append(stem(word))
    return tokens


def content_tokens(text: str) -> list[str]:
    """Tokens that carry meaning: no function words, Chinese words without their parts."""
    tokens: list[str] = []
    for match in RUN.finditer(fold(text)):
        han, number, word = match.groups()
        if han:
            tokens.extend(word for word in cut(han) if word not in CHINESE_STOPWORDS)
        elif number:
            tokens.append(plain_number(number))
        elif word not in ENGLISH_STOPWORDS and (len(word) > 1):
            tokens.append(stem(word))
    return tokens


def weigh_tokens(text: str) -> float:
    """About how many tokens a language model makes of a text, without its vocabulary; weights of parts add up.

    Chinese: 0.8 a character; elsewhere four thirds a word. Made to size passages; for budgets that must hold, use an
    upper bound instead.
    """
    han = others = 0
    for match in RUN.finditer(text):
        if run := match.group(1):
            han += len(run)
        else:
            others += 1
    return han * 0.8 + others * 4 / 3
