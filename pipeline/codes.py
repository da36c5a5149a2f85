"""How headings are numbered, as a small grammar: a code is one number or several, joined by a sign or standing directly.

A number is written in digits, kanji, Roman numerals, circles or brackets, a letter behind another number counts too:
1, 一, Ⅰ, ①, (1), 1-(1)-①, 1(1), 1の1, 1-1-ア. In a form the first of each kind stands for all of them. All of it sees
folded text.
"""

from __future__ import annotations

from extractors.patterns import compile_pattern

NUMBERS = {
    "1": r"[0-9]{1,3}",
    "一": r"[一二三四五六七八九十]{1,3}(?![覧般定律括体貫斉環]|(?<!第.)(?<!第..)部)",  # 事業一覧 and 一部 count nothing
    "Ⅰ": r"(?:[Ⅰ-Ⅻ]|(?:IX|IV|VI{0,3}|I{1,3}|X)(?![A-Za-z0-9]))",
    "ⅰ": r"[ⅰ-ⅻ]",
    "①": r"[⓪①-⑳㉑-㉟➀-➉⓵-⓾]",
    "❶": r"[❶-❿⓫-⓴➊-➓]",
    "⑴": r"[⑴-⒇]",
    "㈠": r"[㈠-㈩]",
    "㋐": r"[㋐-㋾]",
    "ⓐ": r"[ⓐ-ⓩ]",
}
"""Pattern of each kind of number, by the first of it."""
LETTERS = {"ア": r"[ア-ンｱ-ﾝ]", "a": r"[a-z]", "A": r"[A-Z]", "い": r"[あ-ん]"}
FIRST = {kind: pattern[1 : pattern.index("]")] for kind, pattern in (NUMBERS | LETTERS).items()} | {"Ⅰ": "Ⅰ-ⅫIVX"}
"""The characters that each kind of number begins with, as the inside of a class."""
ANY = "|".join(NUMBERS.values())
RINGED = "[" + "".join(FIRST[kind] for kind in "ⅰ①❶⑴㈠㋐ⓐ") + "]"
"""Numbers that are one character and nothing else."""
BRACED = rf"\( ?(?:(?:{ANY})(?:[\-.][0-9]{{1,2}}){{0,2}}|[ア-ンｱ-ﾝ]|[a-z]|[あ-ん]) ?\)"
_ENDS = r"[ .、:)\]】>》〕〉]|$"
_LEAF = rf"[ア-ンｱ-ﾝA-Za-z](?={_ENDS})"
_JOINED = rf"(?:[\-ー.](?:{BRACED}|[0-9]{{1,3}}|{RINGED})|-(?:{ANY})|(?<![A-Za-z])-{_LEAF})"
_STEP = rf"(?:(?:[\-ー.]| ?の ?)?{BRACED}|[\-ー.]?{RINGED}|[\-ー.の][0-9]{{1,3}}|-(?:{ANY})|(?<![A-Za-z])[\-.]{_LEAF})"
"""What `_JOINED` matches, or a further number behind の or at once: each sort of number stands in it once, for codes are long."""
CODE = rf"(?:{BRACED}|(?:その|の|第)?(?:{ANY})|[A-Z](?:[0-9]{{1,2}}|(?=[\-(]|{_ENDS}))){_STEP}{{0,3}}"
"""A code behind a word or in brackets."""
COMPOUND = (
    rf"(?:(?:[0-9]{{1,2}}|[Ⅰ-Ⅻ]|[A-Z]|{RINGED}){_JOINED}{_STEP}{{0,2}}"
    rf"|[ア-ンｱ-ﾝ]{BRACED}|{BRACED}(?:{_JOINED}|{RINGED}|{_LEAF}){_STEP}{{0,2}}"
    rf"|[0-9]{{1,2}}(?:{BRACED}|{RINGED}){_STEP}{{0,2}}(?= ?[^\s0-9(%])"
    rf"|[0-9]{{1,2}}(?: ?の ?{BRACED}|の[0-9]{{1,2}})(?= [^\s0-9]))"
)
"""A code of at least two numbers that needs no word: one number alone may count anything."""
DEEPER = rf"[\-.] ?[(0-9①-⑳]|(?:[\-ー/]|\.(?![A-Z]))(?:{BRACED}|{RINGED}|{_LEAF})|ー[0-9]| ?の ?{BRACED}|の[0-9]{{1,3}}(?= )|{BRACED}|{RINGED}"
"""What goes on behind a code with a further number: (1) of 1-(1)."""
OF_NAME = (
    r"(?<=[0-9])(?:歳(?![入出末])|号(?![ 、外])|次(?!世代|期|年|代|[のに々回])|[かカケヶヵ箇][年月国所村]|回(?:目|接種)|(?<=11[089]|18[89]|171)番(?![ 、.:目街地号町]|$)|学[年期]|年[目生]|世代(?!間)"
    r"|つの|人(?:乗り|[0-9親])|級|類(?![似別型])|代(?![表理替金償行執々])|万(?![引博全一能])|億|[市町村校園社][0-9]|ない|つ葉|種(?![苗子目別々牛])|本(?:柱|の矢)|丁目|段階(?!的)|世帯|階(?![級上段層])|時間(?!外)|週間|周年|[RDG](?![A-Za-z]))"
)
"""What stands right behind digits that are the beginning of a name and count no heading: 5歳児健診, 1号認定, 3つの森."""
COUNTING = rf"[0-9年月日回人件つ%~]|[、及]|{OF_NAME}"
"""What stands right behind a number that counts things, or begins a name, and numbers no heading."""
NAMED_BY_NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:月の|{OF_NAME})[^0-9\s、。]{{2}}|[0-9]{{1,2}} ?月 ?(?:から|[~\-]) ?[0-9]{{1,2}} ?月)"
)
"""How a title begins that itself begins with a number: 8月の大雨, 3歳児健診, 24時間電話."""
_TOKEN = compile_pattern(
    "|".join(f"({'(?<![A-Za-z])' if kind == 'Ⅰ' else ''}{pattern})" for kind, pattern in NUMBERS.items())
)
_KINDS = tuple(NUMBERS)
_SIDE = "".join(_KINDS) + r"\d\-./()の:…\[\]【】<>《》〔〕〈〉≪≫"
_ALONE = (  # I, V and X count in Roman numerals
    rf"(?:(?<![^{_SIDE}])(?:([ア-ンｱ-ﾝ])|([a-z]))|(?<![A-Za-z])([A-HJ-UWYZ])|(?<=\()([あ-ん])(?=\)))(?![^{_SIDE}、])"
)
_LETTER = compile_pattern(_ALONE)
_PLACE = compile_pattern(f"[{''.join(_KINDS)}]|{_ALONE}")
_NUMBER = compile_pattern(rf"[0-9]+|{_TOKEN.pattern}|{_ALONE}")


def kinds_of(mark: str) -> str:
    """Return a mark with the first of its kind for each of its numbers: 施策1-(1)-① for 施策3-(2)-④."""
    form = _TOKEN.sub(lambda number: _KINDS[(number.lastindex or 1) - 1], mark)
    return _LETTER.sub(lambda letter: "アaAい"[(letter.lastindex or 1) - 1], form)


def places_of(form: str) -> list[int]:
    """Return where the numbers of a form stand."""
    return [place.start() for place in _PLACE.finditer(form)]


def numbers_in(mark: str) -> list[str]:
    """Return the numbers of a mark as written, outermost first."""
    return [number.group() for number in _NUMBER.finditer(mark)]
