"""Numbers that point at something: articles, laws, tables, footnotes, pages, addresses, telephones, URLs, codes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import EXPOSITION
from extractors.mentions import Claim, ClaimedBy
from extractors.numbered_lines import Hint, NumberedLines
from extractors.numerals import ANY
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.view import TextView

_ERA_YEAR = rf"(?:(?:令和|平成|昭和|大正|明治) ?(?:元|{ANY})|(?:19|20)[0-9]{{2}}) ?年"
_THEN = "(?:に|は|から)"
"""Behind a day it says what was done then: 令和元年10月12日に上陸した台風第19号 is no name with its day."""
_LAW = "(?:法律|条例|政令|省令|府令|規則|勅令)"
"""A notice or a report has its day before 付け (令和6年5月13日付け事務連絡第512号); that of a law is a part of its name."""
_PAGE = r"[0-9]{1,4}(?: ?[~-] ?[0-9]{1,4})? ?(?:ページ|頁)"
_SHOWN = "に(?:[^、。0-9]{0,8}(?:記[しす述載入]|掲[げ載]|載[せる]|示[しす])|ある)"
"""Behind a page: what stands there."""
_POINTED_AT = rf"(?=[)」』]|{_SHOWN}|を(?:参照|参考|引用)|の(?:とおり|表|図))"
_NO_COUNT = r"(?![0-9,.]| ?(?:[名人件枚点本種部回冊つ個台%割]|[かヶカ箇]所|団体|施設|月|年|日|市|町|校|社))"
"""What must not follow the number of a table or footnote: it would count something."""
_NOTE_ENDS = r"(?=[ :、。)\]」』】\n]|$|[ぁ-ゟァ-ヺ「『(])"

_PATTERNS: tuple[tuple[Hint, str], ...] = tuple(
    (tuple(hint.split()) if isinstance(hint, str) else hint, pattern)
    for hint, pattern in (
        ("http www", r"(?:https?://|www\.)[!-~]+"),
        ("@", r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"),
        ("〒", r"〒 ?[0-9]{3} ?-? ?[0-9]{4}"),
        # Telephone and fax numbers.
        (compile_pattern(r"0[0-9]"), r"(?<![0-9-])\(?0[0-9]{1,4}\)? ?[-(]? ?[0-9]{1,4} ?[-)] ?[0-9]{3,4}(?![0-9-])"),
        (
            "TEL Tel tel FAX Fax fax ℡ ☎ 電話 ファ",
            (
                r"(?:TEL|Tel|tel|FAX|Fax|fax|℡|☎|電話|ファクス|ファックス|ファクシミリ)(?:番号)?[ :.]{0,2}"
                r"(?:[0-9]{2,4}-[0-9]{4}|0[0-9]{8,10}|(?<=[A-Za-z])0[0-9]{1,4}-[0-9]{1,4}-[0-9]{4})(?![0-9-])"
            ),
        ),
        ("内線", r"内線(?:番号)?[ :]{0,2}[0-9]{2,5}(?:[-、・][0-9]{2,5}){0,3}(?![0-9件人名])"),
        # Laws and notices with their year and number, and disasters that a year names.
        (
            "号",
            (
                rf"{_ERA_YEAR}(?!度|{_THEN})(?! ?{ANY} ?月(?:{_THEN}| ?{ANY} ?日(?:{_THEN}| ?(?:付|の)(?![^\s、。0-9]{{0,4}}{_LAW}第))))"
                rf"(?: ?{ANY} ?月 ?{ANY} ?日)?(?:付け?)?"
                rf"[^\s、。()「」0-9]{{0,16}}(?:[0-9]{{2,4}})?第 ?{ANY} ?号"
            ),
        ),
        (  # 昭44法84, 平成29年法14, 平15.5.30法57
            compile_pattern(r"[法律令例則政示規][0-9]"),
            (
                rf"(?:{_ERA_YEAR}(?!度)|(?:(?<![一-鿿])(?:令和?|平成?|昭和?|大正?|明治?)|(?<![0-9A-Za-z])[RHSTM])"
                rf"(?:元|[0-9]{{1,2}})(?:年|\.[0-9]{{1,2}}\.[0-9]{{1,2}})?)"
                rf"(?:法律?|[一-鿿]{{0,4}}令|政|条例|(?:[一-鿿]{{0,4}}[委会])?規則?|[一-鿿]{{0,4}}告示?)[0-9]{{1,4}}号?{_NO_COUNT}"
            ),
        ),
        (
            "豪雨 地震 台風 震災 噴火 水害 大雪 大火 津波 災害",
            (
                rf"{_ERA_YEAR}(?!度)(?: ?{ANY} ?月)?[^\s、。()「」0-9のにはを]{{0,12}}"
                rf"(?:豪雨|地震|台風(?:第? ?{ANY} ?号)?|震災|噴火|水害|大雪|大火|津波|災害(?![対時救支]))"
                rf"|(?<![0-9.,年末]){ANY} ?月(?:豪雨|豪雪|水害)"
            ),
        ),
        (
            "博覧会 万博",
            rf"{_ERA_YEAR}(?!度)(?:{EXPOSITION})",
        ),
        # The year that counts a council's sessions: 令和5年|第3回定例会.
        (
            "定例会 臨時会 議会",
            rf"{_ERA_YEAR}(?=の? ?第 ?{ANY} ?回 ?(?:[^\s、。()「」0-9のにはを]{{0,12}}(?:定例|臨時)会|[^\s、。()「」0-9のにはを]{{1,8}}[市町村区都道府県]議会))",
        ),
        ("台風", rf"台風(?:第 ?)?{ANY} ?号"),
        # Articles: 第3条第2項第1号, 第3条関係, 第5号様式, 別表第1.
        ("条 項 款 編", rf"第 ?{ANY} ?[条項款編](?!目|例)(?:の ?{ANY})?(?:第 ?{ANY} ?[項号款](?!目))*(?:関係)?"),
        ("号", rf"第 ?{ANY} ?号(?:の ?{ANY})?(?:様式|議案|関係)"),
        (
            "様式 別表 別記 別図 議案 報告 諮問 陳情 請願",
            rf"(?:様式|別表|別記|別図|議案|報告|諮問|陳情|請願)第 ?{ANY}(?: ?号)?(?:の ?{ANY})?",
        ),
        (  # before a title, which may begin with what could be counted: 表1 月別の利用者
            compile_pattern(r"[表図真][ .]?[0-9]"),
            (
                r"(?:図表|付表|別表|別図|(?:(?<![㐀-鿿])|(?<=会))(?:図|表|写真))[ .]?[0-9]{1,3}(?:-[0-9]{1,3})*"
                r"(?= [㐀-鿿ァ-ヺ]{2})"
            ),
        ),
        ("別", r"(?<![^\n ])[0-9]{1,2} (?:年度|[年月日]|曜日)別"),  # 3 年度別の推移
        (
            compile_pattern(r"[紙添表図式料考真][ .]?[0-9]"),
            (
                rf"(?:別紙|別添|別表|別図|様式|図表|付表|(?:(?<![㐀-鿿])|(?<=会))(?:資料|参考資料|参考|図|表|"
                rf"写真))[ .]?[0-9]{{1,3}}(?:-[0-9]{{1,3}})*{_NO_COUNT}"
            ),
        ),
        (
            "No NO no. nO № ol. Ver ver VER バージョン 項番 番号 コード",
            (
                r"(?<![A-Za-z])(?:[Nn][Oo]\.?|№|[Vv]ol\.|[Vv]ersion|[Vv]er\.?|VERSION|VER\.?|バージョン|項番|"
                r"(?:政策|施策|事務事業|事業|取組み?|整理|管理|通し|個票)の?(?:番号|コード)[\]】〕]?)"
                r"[ :]{0,2}[0-9]+(?:[.-][0-9]+)*(?![0-9])"
            ),
        ),
        ("ISBN ISSN", r"IS[BS]N(?:-1[03])?[ :]{0,2}[0-9][0-9-]{6,16}[0-9X](?![0-9-])"),
        (
            "番号 コード 型番 品番 型式",
            (
                r"(?:番号|(?:(?<![ァ-ヶー])|(?<=バー)|(?<=JAN))コード|型番|品番|型式)[ :は]{0,2}"
                r"(?:[A-Za-z]{1,4}-?)?[0-9][0-9A-Za-z-]{2,18}(?![0-9A-Za-z,./]| ?[件人名回個台年月])"
            ),
        ),
        (
            compile_pattern(r"[0-9]\.[0-9]{1,3}\.[0-9]"),
            r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?![0-9.])",
        ),
        ("Q A", rf"(?<![A-Za-z0-9])[QA][.-]?[0-9]{{1,2}}(?:-[0-9]{{1,2}})?{_NOTE_ENDS}"),
        ("問", rf"(?<![^\n \u3000(【\[])問 ?[0-9]{{1,2}}(?:-[0-9]{{1,2}})?{_NOTE_ENDS}"),
        ("問", r"問 ?[0-9]{1,2}(?:-[0-9]{1,2})?(?=複数|単[数一]|自由|選択|択一|記述)"),
        ("※ ＊ 注 *", rf"(?:[※＊]|注|(?<![0-9A-Za-z)])\*)[ ]?[0-9]{{1,2}}{_NOTE_ENDS}"),
        ("注", rf"(?<![^\n ])注[0-9]{{1,2}}{_NO_COUNT}(?=[㐀-鿿])"),  # at the head of a note: 注2国の手引による。
        ("(注)", r"(?<![^\n ])\(注\) ?[0-9]{1,2}(?=[ :.])"),
        ("(その", r"\(その ?[0-9]{1,2}\)"),
        # Pages.
        (
            "P p",
            (
                r"(?<![A-Za-z])[Pp]{1,2}\. ?[0-9]{1,4}(?: ?[~-] ?[0-9]{1,4})?(?![0-9])|"
                r"(?<![A-Za-z0-9])[Pp][0-9]{1,4}(?: ?[~-] ?[Pp]?[0-9]{1,4})?(?=[ )、。参\n]|$)"
            ),
        ),
        (
            "ページ 頁",
            (
                r"(?<![0-9.,])[0-9]{1,4}(?: ?[~-] ?[0-9]{1,4})? ?(?:ページ|頁)(?= ?(?:参照|を参照|以降|に(?:記載|掲載|"
                r"示)|の(?:図|表)|目(?![標的])|[「『]))"
            ),
        ),
        (  # 決算書15ページ, 資料1、12ページ, 要覧（3～5ページ）に載せ; but 全32ページの報告書 and 冊子8ページ are counts
            "ページ 頁",
            (
                rf"(?:(?<=[書録])|資料 ?(?:[0-9]{{1,2}})?[、の ]{{0,2}}){_PAGE}(?:{_POINTED_AT}|(?=[、と及][^、。()0-9]{{1,10}}{_PAGE}{_POINTED_AT}))"
                rf"|(?<=[集覧引版冊誌紙表]){_PAGE}(?={_SHOWN})|(?<=[書録集覧引版冊誌紙表])[(][0-9]{{1,4}} ?[~-] ?{_PAGE}[)](?={_SHOWN})"
            ),
        ),
        # How long before or after: a point in time, and no duration.
        (
            "年前 月前 週間前 日前 時間前 分前 年後 月後 週間後 日後 時間後 分後",
            rf"(?<![0-9.,]){ANY}[万億]? ?(?:年|[かヶヵカ箇]月|週間|日|時間半?|分)(?:前(?![後半期納線倒])|後(?![半期世続任継輩退援方見ろれ送回払]))",
        ),
        # Addresses.
        (
            "丁目",
            (
                rf"(?<![0-9.,])(?:[東西南北]?{ANY} ?条)?[東西南北]?{ANY} ?丁目(?: ?{ANY} ?(?:番地?|"
                rf"-)(?: ?の? ?{ANY} ?(?:号|-)?)?(?:[0-9]{{1,4}})?)?"
            ),
        ),
        ("条", r"[東西南北][0-9]{1,2} ?条(?:[東西南北]?[0-9]{1,2})?"),
        ("番地 番", rf"(?<![0-9.,]){ANY} ?番地(?:の ?{ANY})?(?:[0-9]{{1,3}}号?)?|(?<![0-9.,]){ANY} ?番 ?{ANY} ?号"),
        (
            compile_pattern(r"-[0-9]"),
            r"(?:(?<=[町村区市字大通田丁条])|(?<=[町村区市字丁] ))[0-9]{1,5}-[0-9]{1,4}(?:-[0-9]{1,4})?(?=[ )、。\n]|$)",
        ),
        # Codes: 322-10-1, 1-(2)-③, 施策2-3.
        (
            compile_pattern(r"-[0-9]"),
            r"(?<![0-9A-Za-z.,/-])(?!(?:19|20)[0-9]{2}-)[0-9]{1,4}(?:-[0-9]{1,4}){2,5}(?![0-9-])",
        ),
        ("-(", r"(?<![0-9A-Za-z.,/-])[0-9]{1,3}-\([0-9]{1,2}\)(?:-?[①-⑳]|-[0-9]{1,2}|-\([0-9]{1,2}\)){0,3}"),
        (
            compile_pattern(r"-[0-9]"),
            (
                rf"(?:施策|取組方向|取組|基本目標|重点目標|基本方針|方針|基本方向|戦略|柱|視点|指標|事業|"
                rf"項目)[ :]?[0-9]{{1,2}}(?:-[0-9]{{1,2}}){{1,3}}{_NO_COUNT}"
            ),
        ),
        (
            compile_pattern(r"[策向標針略組][ :]?[0-9]"),
            (
                rf"(?:施策|取組方向|基本目標|重点目標|行動目標|政策目標|基本方針|基本方向|重点戦略|基本施策|重点施策|"
                rf"重点取組)[ :]?[0-9]{{1,2}}{_NOTE_ENDS}"
            ),
        ),
        (
            compile_pattern(r"[標針向性柱][0-9]"),
            r"(?:施策の柱|施策の方向性?|目標|方針|方向性?|柱)[0-9]{1,2}(?=における|に(?:関する|係る|掲げる)|の[一-鿿]{0,4}(?:指標|目標))",
        ),
    )
)
"""(what every match holds: one of some words, or a match of another pattern; the pattern)"""
_TRAILING = ".,:;!?)'\""
_ADDRESSES = frozenset({("http", "www"), ("@",)})


def _end_of_address(view: TextView, start: int, stop: int) -> int:
    """Return where an address ends that the folded text would carry on: at the first full-width sign (https://example.jp：23人).

    Letters and digits are read alike in both widths, here as elsewhere.
    """
    if not view.raw[view.raw_offset(start)].isascii():
        return stop  # all of it is written so
    signs = (at for at in range(start + 1, stop) if not view.text[at].isalnum())
    return next((at for at in signs if not view.raw[view.raw_offset(at)].isascii()), stop)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a text first needs it: most need few, and compiling all takes longer than reading."""
    return scripts.compile(pattern, re.MULTILINE)


class References:
    """Finds numerals that point at a place, a document or a person's line."""

    __slots__ = ()
    name = "references"

    def find(self, view: TextView) -> Iterator[Claim]:
        """Yield a claim for each reference, whole."""
        lines = view.memo(NumberedLines)
        for hint, pattern in _PATTERNS:
            places = lines.beside(hint)
            if not places:
                continue  # nor is the pattern compiled
            address = hint in _ADDRESSES
            for start, stop in lines.search(_compiled(pattern), places):
                end = _end_of_address(view, start, stop) if address else stop
                while end > start + 1 and view.text[start] in "hw" and view.text[end - 1] in _TRAILING:
                    end -= 1
                span = view.span(start, end)
                yield Claim(span=span, text=view.slice(span), by=ClaimedBy.REFERENCE)
