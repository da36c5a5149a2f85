"""How times of day are written, and where one stands between the two ends of a range of days: 6月1日9時～6月3日17時."""

from __future__ import annotations

from extractors.patterns import compile_pattern

B = r"\ {0,2}"
HALF_DAY = rf"(?:(?:午前|午後|正午|(?<![昨今明])[夜朝]|深夜|未明|AM|PM|am|pm){B})?"
NUMBER = r"(?:[0-9]{1,2}|[零一二三四五六七八九十]{1,3})"
HOUR = (
    rf"{NUMBER}{B}時(?![間限点代期給事刻流下計価])(?:{B}半|{B}{NUMBER}{B}分(?!間|の|野|類)(?:{B}{NUMBER}{B}秒(?!間))?)?"
)
COLON = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]|(?:[人名件校組枚冊点%円回台]|世帯|団体|か所)(?![一-鿿]))"
"""小4:10人 gives how many there are."""
TIME = rf"{HALF_DAY}(?:{COLON}|{HOUR})"
_OF_DAY = rf"{B}(?:の{B})?(?:{TIME}|正午|午前零時)(?:頃|ごろ)?{B}"
_TO_ANOTHER_DAY = compile_pattern(
    rf"{_OF_DAY}(?:[~-]|から|より){B}(?=(?:(?:令和|平成|昭和|翌|翌年|[0-9]{{4}}年|[RHS](?=[0-9])){B})?[0-9元一二三四五六七八九十]{{1,3}}{B}(?:[年月][^、。\n]{{1,8}}日|[日/.]))"
)
_OPENS = compile_pattern(rf"{_OF_DAY}(?:[~-]|から|より|開[始会演]|スタート)")


_LONGEST = 24  # characters up to the sign of an hour


def second_day(text: str, end: int) -> int | None:
    """Return where the second day begins, if the day that ends at offset `end` has an hour from which a range goes on."""
    near = text[end : end + _LONGEST]
    joint = _TO_ANOTHER_DAY.match(text, end) if "時" in near or ":" in near or "正午" in near else None
    return joint and joint.end()


def opens(text: str, end: int) -> bool:
    """Tell whether the hour of the day that ends at offset `end` begins something: 7月1日10時～、7月8日10時～."""
    return _OPENS.match(text, end) is not None
