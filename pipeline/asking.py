"""Labels that are questions, as a label that asks nothing would say them: 担当はどこですか? is 担当, 何をしましたか? is したこと."""

from __future__ import annotations

from functools import lru_cache

from extractors.patterns import compile_pattern

_LONGEST = 40  # characters
_TIME = compile_pattern(
    r"(?P<time>これから|今後|この(?:先|後|あと)|これまで|(?:次|つぎ|この|[来翌新今昨本前当]|(?:令和|平成|R)(?:[0-9]{1,2}|元)|[0-9]{1,2})の?(?:[一1半])?(?:年度?|期|か月)|次|つぎ)"
    r"(?:の?(?:間|あいだ|中))?(?:には|では|[はにで]|)、?"
)
_WHO = compile_pattern(
    r"(?!ど[この]|[主担所]|受)(?:[^、はがを]{0,6}[都道府県市区町村課室場]|わたしたち|私たち|みんな)(?:[はがで]|では)"
)
_WHAT = r"(?:何|なに|(?:どんな|どのような|どういう|どういった)(?:こと|点|もの))"
_PLAIN = {
    "し": ("した", "する"),
    "やり": ("やった", "やる"),
    "行い": ("行った", "行う"),
    "おこない": ("行った", "行う"),
    "取り組み": ("取り組んだ", "取り組む"),
    "取組み": ("取り組んだ", "取り組む"),
    "進め": ("進めた", "進める"),
    "始め": ("始めた", "始める"),
    "続け": ("続けた", "続ける"),
    "でき": ("できた", "する"),
    "変わり": ("変わった", "変わる"),
    "わかり": ("わかった", "わかった"),
    "分かり": ("分かった", "分かった"),
    "見えてき": ("見えてきた", "見えてきた"),
    "困り": ("困った", "困った"),
    "こまり": ("困った", "困った"),
    "困ってい": ("困っていた", "困っている"),
    "気づき": ("気づいた", "気づいた"),
    "残り": ("残った", "残った"),
}
"""What labels are made of, by the stem before ました and ます."""
_DEED = compile_pattern(
    rf"{_WHAT}[をにがは]?(?:(?P<stem>{'|'.join(_PLAIN)})(?:ま(?:(?P<past>した)|す)(?:か|の)?)"
    r"|(?P<plain>した|やった|行った|取り組んだ|進めた|始めた|できた|変わった|わかった|分かった|困った|残った|する|やる|行う|取り組む|進める|始める|続ける)の?(?:ですか|か)?)"
)
_AIM = compile_pattern(
    rf"(?:{_WHAT}|どこ|どんな[^はがを]{{0,6}}|どのような[^はがを]{{0,6}})[をに]?"
    r"(?:(?:めざ|目指|目ざ|(?:目標|ねらい)[にと])[しす]|(?:ねら|狙)[いう]|(?:する)?(?:約束|予定|計画|はず|つもり)(?:し(?!てい?ます)|でし|だっ)).*"
)
_WHOSE = compile_pattern(
    r"(?:主?担当(?:課|者|部署|部局)?|主管課?|所管課?|受け?持ち)[はが](?:どこ|だれ|誰|どちら|どの).*"
    r"|(?:どこ(?:の(?:課|部署|係))?|どの(?:課|係|部署|部)|だれ|誰)[がの](?:担当|受け?持|担[いうっ]|責任|仕事|役目|進め|やり|やって|やる|やった|行い|行って|取り組).*"
)
_WENT = compile_pattern(
    r"(?:(?:取組|取り組み|計画|目標|約束|結果|成果|進み具合)[はが])?(?:どう(?:なり|なって?|でし|だっ)|(?:どこ|どのくらい|どれ(?:くらい|だけ))(?:まで)?(?:進|でき|達)|(?:うまく|上手く)(?:いき|いっ)"
    r"|(?:予定|計画|目標|約束)(?:どおり|通り)に?(?:でき|進|やれ|いき|いっ)|(?:達成|実現)(?:でき|し|され)).*"
)
_ON = compile_pattern(
    r"(?:(?:課題|問題|取組|取り組み)[はをに])?(?:どう|どのように|どうやって)(?:し|する|進め|やって|取り組|変え|直し|なおし|改め|解決|乗り越え)(?!.*(?:た|でし)).*"
)
_ILL = compile_pattern(
    r"(?:何|なに|どこ)[がに](?:課題|問題|壁|障害|支障|難し|むずかし|心配|大変|不安|困|こま|足り|不足|悩|つまず).*"
)
_OF_KIND = compile_pattern(
    r"(?:どんな|どのような|どういう|どういった)(?P<kind>[^、はがを]{2,12}?)(?:[がをに](?P<does>し|行[いう]|進め|取り組|する)?(?:(?P<past>.*(?:た|でし))|あ|出|見|得|残|生)?|でし|です|だっ)[^たで]*(?:た(?:の|ん)?(?:ですか)?)?か?"
)
_WHY = compile_pattern(r"(?:なぜ|どうして|何で|なんで)[^、]{0,16}(?:な(?:い|かった)|ません|遅れ|届か|進ま).*")
_TOPIC = compile_pattern(
    r"(?P<topic>[^?]{2,16}?)(?:は|って|には)(?:(?:何|なん|なに|(?:どんな|どのような|どういう)(?:こと|もの|点))?(?:です|でした|でしょう)か|何|なに|なん|あり(?:ます|ました|ません|ませんでした)か|あ(?:る|った)の?(?:です)?か?|)"
)
_AHEAD = compile_pattern(r"これから|今後|この[先後あ]|次|つぎ|[来翌新]")
_AT_ANY_TIME = ((_WHOSE, "担当"), (_WHY, "できなかった理由"), (_ILL, "課題"))
_SO_FAR = ((_AIM, "めざしたこと"), (_WENT, "結果"))
_TO_COME = "今後"


def unasked(words: str) -> str:
    """Return the words of a label, those of a question as a label that asks nothing would say them.

    Args:
        words: folded, without blanks.
    """
    return _unasked(words.removesuffix("。")) or words if words.endswith(("?", "か", "か。")) else words


@lru_cache(maxsize=1024)  # a report repeats a few labels
def _unasked(asked: str) -> str | None:
    """Return what a question is after; None where it does not say that, or the words are no question."""
    if len(asked) > _LONGEST:
        return None
    words = asked.rstrip("?")
    of_time = _TIME.match(words)
    time: str = of_time["time"] if of_time else ""
    words = words[of_time.end() :] if of_time else words
    words = words[who.end() :] if (who := _WHO.match(words)) and who.end() < len(words) else words
    ahead = _AHEAD.match(time) is not None
    if not words:
        return time  # これからは?
    for pattern, said in _AT_ANY_TIME if ahead else (*_AT_ANY_TIME, *_SO_FAR):
        if pattern.fullmatch(words):
            return said
    if _ON.fullmatch(words):
        return time or _TO_COME
    if (deed := _DEED.fullmatch(words)) is not None:
        past, present = _PLAIN.get(deed["stem"] or "", (deed["plain"], deed["plain"]))
        said = past if deed["past"] else present
        return f"{time}に{said}こと" if time else f"{said}こと"
    if (kind := _OF_KIND.fullmatch(words)) is not None:
        return f"{_TO_COME}の{kind['kind']}" if ahead or (kind["does"] and not kind["past"]) else kind["kind"]
    topic = _TOPIC.fullmatch(asked.rstrip("?"))
    return topic["topic"] if topic else None
