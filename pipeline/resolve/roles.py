"""What a date is for: an event, a point of measurement, a span of work, or a mere reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.gatherings import CAMPAIGN, HELD, OCCASION, ON_EDGE_DAY
from extractors.mentions import DateMention, Precision, Role
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_AS_OF, _EVENT, _PERIOD, _REFERENCE = Role.AS_OF, Role.EVENT, Role.PERIOD, Role.REFERENCE
_RECURRING, _HALF_YEAR, _MONTH, _FISCAL_YEAR, _YEAR, _DAY = (
    Precision.RECURRING,
    Precision.HALF_YEAR,
    Precision.MONTH,
    Precision.FISCAL_YEAR,
    Precision.YEAR,
    Precision.DAY,
)

_MILESTONE = compile_pattern(
    r"(?:を|の)?(?:運営|運用|業務|受付|申請|募集|配信|放送|制度|事業|提供|利用|試行|サービス|掲載|公開)?(?:を|の|が)?(?:開始|変更|改定|改訂|改正|策定|制定|(?<![市町村区]制)施行|設置|設立|(?<!会を|場を)設け(?!て[^、。\n]{0,12}(?:開催|実施|行))|新設|開設|開所|開館|開校|"
    r"公表|公布|発行|発足|配布|配付|締結|終了|完成|竣工|着工|着手|移転|更新|切り?替え?|スタート|稼働|導入|(?<!意思)決定|作成|送付|発送|発出|通知|交付|指定|認定|整備|追加|統合|廃止|始め|公開|掲載|掲示|郵送|採択|採用|配置|立ち上げ|委託|提出|契約|調印|可決|入札|納品|完了)(?!訓練|研修|講座|講習|説明会|報告会|相談会|体験会|見学会|セミナー|教室|会議|準備|式|イベント|フェア|記念|職員|教員|隊員|団体|企業|[一-鿿]{1,6}会(?=[をはがにでの」、])|\d{1,3}(?:周年|年)|者(?![はがをに]))"
)
_CHANGED = compile_pattern(r"(?:変更|改定|改訂|改正|更新|移転|切り?替え?|統合|廃止)を、?$")
_DONE_THEN = compile_pattern(r"(?:頃)?に(?:行[いうっわ]|実施)")
"""料金の改定を10月1日に行いました."""
_TERM = compile_pattern(
    r"[^。\n、]{0,6}(?:期間|の間|にかけて|にわたり|中に|の\d+か月)|の(?:\d{1,2}|[一二三四五六七八九十])[かヶ]?年間?(?:[でに]|を(?:計画|対象|事業)期間)|を(?:計画|対象|事業)期間"
    rf"|の「?[^、。\n\d「」]{{0,14}}(?:週間|月間|{CAMPAIGN}(?=[でにのは、期]))"
    r"|、全\d+回|、(?:毎[週月日]|[月火水木金土日]曜)"
)
_ALONG_DAYS = compile_pattern(
    r"の?(?:\d+日間)?に(?:かけて|わたり|わたって)、?[^。\n]{0,30}(?:実施|開催|行[いっわ]|開[いかき])"
)
"""6月25日から28日にかけて実施: an occasion of several days."""
_AT_SEVERAL = compile_pattern(
    r"に(?:かけて)?、?(?:[^、。\n\d]{1,16}[のないるたう])?(?:計|全)?[0-9]{1,3} ?(?:地区|会場|か所|校|園|団体|市町村?|町村|施設)で"
)
"""7月～9月に5地区で実施, 5月から7月に、集会所のない3地区で: what took months to go round is no occasion."""
_INQUIRY = (
    r"(?:アンケート|(?:実態|意識|満足度|意向|聞き?取り|現地)調査|ヒアリング|意見(?:の)?募集|パブリック・?コメント)"
)
_INQUIRED_BEFORE = compile_pattern(rf"{_INQUIRY}(?:[(][^()\n]{{1,20}}[)])?[をは]、?$")
_INQUIRED_BEHIND = compile_pattern(
    rf"(?:に(?:かけて)?|、|の間)?、?[^、。\n\d]{{0,16}}{_INQUIRY}(?:[(][^()\n]{{1,20}}[)])?を"
)
"""6月から7月までアンケートを行い: work that takes so long."""
_FAIR = compile_pattern(
    r"第 ?\d{1,3} ?回|祭(?=[をはり]|$)|まつり|(?<![発進伸親出])展(?=[をは(])|(?:展示|展覧|博覧)会|フェア|フェスタ|フェスティバル"
)
_SOUGHT = compile_pattern(r"(?:募集|公募|受付|応募|申請|登録|投票|調査)[(]$")
_WHO_CAME = compile_pattern(r"、(?:約)?[\d,]{1,6} ?[人名][)、]")
_CLOSED = compile_pattern(
    r"(?:の\d+日間)?(?:は|、)?(?:臨時)?(?:休館|休園|休校|休業|休止|休場|運休|閉館|閉鎖|閉園|通行止め|断水|停止)(?!日|期|中の)|の\d+日間は、?[^、。\n\d]{1,16}を(?:休止|停止|中止)"
)
_TAKEN_IN = compile_pattern(r"(?:募集|公募|受付|申込み?|応募|前売り?|予約)(?:期間)?[はを]、?$")
"""How long something was shut, or could be applied for: 9月1日から6日まで休館し, 募集は4月10日から15日まで行い."""
_EXHIBITION = compile_pattern(r"(?<![発進伸親出])展(?:」?[をは(]|「[^「」\n]{1,30}」(?:[をは]、?|[(]))$")
_FAIR_HELD = compile_pattern(r"(?:まで)?(?:の\d+日間)?(?:を会期|[、に]?[^。、\n]{0,16}(?:開催|開[いき](?!始)))")
_DUE_BEFORE = compile_pattern(r"(?:締め?切り?|〆切|期限)日?(?:は|:|、| )*$")
"""Before a deadline: 申込締切10月11日, 提出期限は3月14日."""
_CAMPAIGN_MONTH = compile_pattern(
    r"の「?[^、。\n\d「」]{0,14}(?:月間|(?:強化|推進|強調|啓発)月)」?(?=[にでのはを、。(]|期間|中)"
)
"""11月の「食育月間」には: the month is that of a campaign."""
_COURSE = compile_pattern(r"に(?:かけて)?(?:[^、。\n\d]{1,16}で)?開講")
"""Behind months over which a course goes: 全6回の講座を9～11月に開講."""
_WITHIN = compile_pattern(r"[中内](?:[)]|に|を目途に|を目標に|の(?=[^、。\n\d]{2,12}を))")
"""年度内に改訂する: that is when it is done."""
_TERM_BEFORE = compile_pattern(r"(?:期間|会期|実施時期|前期|後期|開設日|受付|日程|学期|[週月旬]間)[^。\n、]{0,6}$")
_TALLIED = compile_pattern(
    r"(?:は|が|:| )?(?:約|延べ)?[\d,.〇一二三四五六七八九十百千万億]+ ?(?:件|冊|通|世帯|戸|台|枚|個|本|頭|トン|t|kg|千?円|泊|点|食)"
)
"""予約は6月30件、7月28件: so much fell in the month."""
_REFERENCE_BEHIND = compile_pattern(
    r" ?(?:の)?(?:予算|当初予算|補正|補助|事業費|実績|比|比較|調査|策定|対象|計画|版|分(?!(?:は|を|が)、?[^。\n]{0,30}(?:中止|延期|順延|振り?替))|までの計画|を初年度|を最終年度|を目標年度|から(?:の)?(?:継続|\d+年)|と比|以前の|のもの(?:で|。|$))|(?:、|の)[^、。\n]{1,24}の開会に(?:当た|あた|際し)|に(?:当たって|あたって|おける)の?(?:[ご御])?報告"
)
_EXTREME = compile_pattern(
    r"の(?:約)?[\d,.万千]{1,9} ?[^\d、。\n()]{1,3}が、?(?:最も|最)?(?:多|少|高|低)|に[^、。\n\d]{0,8}[\d.]{1,5} ?[割%]が(?:集中|偏)"
)
"""接続は8月の1,200回が最も多い, 12月に4割が集中した: the month only tells one value from others."""
_BUSY = compile_pattern(r"の(?:繁忙|閑散|農繁|農閑|渇水|出水|行楽|積雪)期")
_VALUES_OF = compile_pattern(r"(?:値|数|率|数字|実績|人口)は、?[^。\n]{0,40}$")
_ARE_OF = compile_pattern(r"のもの(?:で|。|$)")
"""実績値は、特記のあるものを除き令和6年3月31日のものである."""
_LEFT_OUT = compile_pattern(r"(?:[(][^()\n]{1,4}[)])?(?:の[回日]|分)?(?:を|は)?(?:除[くいき]|以外)")
"""毎週土曜日（9月23日を除く。）, 毎月第4日曜日（12月～2月を除く）: then there was none."""
_COMPARED = compile_pattern(r"(?:の[^、。\n]{1,12})?(?:[とに]比|より)")
_AIMED_AT = compile_pattern(
    r"の(?:[^、。\n\d]{0,12}[0-9][0-9.,]*[^、。\n\d]{0,4}(?:を|の|という)?|[^、。\n\d]{0,12})目標(?!年度)|[にで](?:は)?、?[^、。\n]{0,16}[0-9〇一二三四五六七八九十百千万][^、。\n]{0,8}(?:という|とする|を)目標"
)
"""令和9年度末に1,000人という目標: the year of a target."""
_TO_BE_THEN = compile_pattern(
    r"の[^、。\n\dをはがに]{1,12}を(?:約)?[0-9][0-9,.万億千]* ?[^\d、。\n]{1,4}?(?:程度|以上|以下)?[とに](?:する|し|増や|減ら|引き|伸ば|高め|抑え|近づけ)(?![^、。\n]{0,3}(?:た(?!い)|まし))"
)
"""年度末の会員数を650人とする: by when a value is to be reached; not 9月末の会員数を650人に増やした."""
_OF_COLUMN = compile_pattern(r"(?:基準|現状|現況|実績|目標)値? ?[(]$")
"""The year of a table's column: 実績値（R6.9）."""
_PAST_YEAR = compile_pattern(r"前年|昨年|一昨年|前々年")
_THEN = compile_pattern(r"に(?!比|対し|続|つい|関|は|も|引き)")
"""昨年4月に開設した: something was done then."""
_HELD_THEN = compile_pattern(r"(?:中)?(?:に|の|、| )?(?:開催|実施)(?!状況|計画|報告|方針|要領)")
_STATE_OF = compile_pattern(
    r"(?:における)?の? ?(?:(?:実施|進捗|取組|取り組み|執行|推進|施行)(?:の)?(?:状況|実績)"
    r"|[^、。\n\d()]{0,8}(?:報告(?:書|会資料)?|レビュー|振り?返り|総括|まとめ|評価書?)(?:について)?(?: *$|[ (\n]))",
)
_REPORT_OF = compile_pattern(r"(?:報告書?|状況|実績|レビュー|評価書?|振り?返り|総括)(?:について)?[ 　]?[(]$")
"""Around a half of a year: what a report is of."""
_AXIS = compile_pattern(r"[ ]*(?:(?:\d{1,2}月 +){2,}\d{1,2}月|[<〈【]?(?:図表?|表|グラフ) ?\d[^。]*)[ ]*")
"""A line that only counts months, as the foot of a chart does, or that names a chart."""
_LONGEST_AXIS = 400  # characters: a report may come as one line of megabytes
_CLAUSE = compile_pattern(r"[^。\n]{0,60}")
_REST_OF_BRACKET = compile_pattern(r"[^。\n()\]]{0,60}")
_NAMED = compile_pattern(rf"(?:(?:{OCCASION.pattern})(?:\d+回)?|会場|編|コース|クラス|の部) ?[(\[]$")
_LONGEST_NAME = 40  # characters
_SEVERAL = 2
_SHORT_DAYS = 10
SITTING = r"(?:の?[一-鿿]{0,6})?(?:定例会|臨時会|定例議会|議会)"
"""Behind a month: the sitting of a council."""
_SINCE_SESSION = compile_pattern(rf"{SITTING}(?:以降|以後|以来|から(?!の)|(?:の?閉会|終了)?後)")
"""Behind a month: the session before the one in which a speech is made (3月定例会以降の主な事項)."""
_LONG_DAYS = 40
"""For which a fair or an exhibition may be open; what runs longer is no occasion."""
_OF_EXHIBITION = 100
"""Days for which an exhibition may be open."""
_LONG_MONTHS = 130  # days: five months are no occasion
_SHORT_MONTHS = 62  # days: of what runs longer (4月から9月まで), an occasion is only a part


def read_role(layout: Layout, date: DateMention, start: int, end: int) -> Role:
    """Return the role of the date at view offsets `start`..`end`; its years are resolved."""
    text = layout.text
    if date.as_of or _is_of_values(layout, date, start, end):
        return _AS_OF
    if date.precision is _RECURRING:
        return _EVENT
    if date.deadline or (date.is_range and is_left_out(text, end)) or _is_due_or_course(text, date, start, end):
        return _PERIOD
    if (
        (text.startswith("(", start - 1) and _OF_COLUMN.search(text, start - 8, start))
        or (date.text.endswith("末") and _AIMED_AT.match(text, end))
        or (date.precision is _HALF_YEAR and _is_of_report(layout, start, end))
    ):
        return _REFERENCE
    if date.precision is _MONTH and (_is_on_axis(layout, start) or _EXTREME.match(text, end)):
        return _REFERENCE
    if date.precision in (_FISCAL_YEAR, _YEAR):
        if date.is_range and (_TERM.match(text, end) or _TERM_BEFORE.search(text, start - 10, start)):
            return _PERIOD
        return _PERIOD if _WITHIN.match(text, end - 1) and not date.is_range else _REFERENCE
    past_year = _PAST_YEAR.match(date.written.relative or "")
    done_then = date.precision in (_DAY, _MONTH) and _THEN.match(text, end)
    if past_year and not (done_then or HELD.search(text, end, end + 8)):
        return _REFERENCE
    if date.precision is _HALF_YEAR:
        return _EVENT if _HELD_THEN.match(text, end) else _PERIOD
    if _is_term(layout, date, start, end):
        return _PERIOD
    if is_left_out(text, end) or _SINCE_SESSION.match(text, end):
        return _REFERENCE
    refers = _REFERENCE_BEHIND.match(text, end) and not _is_theme_behind(text, date, start, end)
    return _REFERENCE if refers else _EVENT


def _is_theme_behind(text: str, date: DateMention, start: int, end: int) -> bool:
    """Tell whether what stands behind a date is the next field of the row of its session: 第3回　7月5日（土）　計画を立てる."""
    of_session = date.precision is _DAY and text.startswith(" ", end) and not date.is_range
    return of_session and _ORDINAL_BEFORE.search(text, start - 12, start) is not None


_ORDINAL_BEFORE = compile_pattern(r"(?:第 ?[\d一二三四五六七八九十]{1,3} ?回|\d{1,3} ?回目) *[(:]? *$")


def _is_of_report(layout: Layout, start: int, end: int) -> bool:
    """Tell whether a half of a year says of when a report or its values are: 上半期の進捗状況, 市政報告（上半期）."""
    text, stop = layout.text, layout.line_at(start).end
    if _COMPARED.match(text, end) or _STATE_OF.match(text, end, stop):
        return True
    return text[end:stop].rstrip() == ")" and _REPORT_OF.search(text, start - 12, start) is not None


def _is_due_or_course(text: str, date: DateMention, start: int, end: int) -> bool:
    """Tell whether a date is a deadline by the words around it, a quarter, or the months of a course."""
    if date.text.endswith("末") and _TO_BE_THEN.match(text, end):
        return True
    if _DUE_BEFORE.search(text, start - 8, start) or any("四半期" in (p.written.edge or "") for p in date.parts):
        return True  # 第1四半期, FY2024 2Q
    if date.precision is _MONTH and not date.is_range and (_CAMPAIGN_MONTH.match(text, end) or _BUSY.match(text, end)):
        return True
    if date.precision is _MONTH and len(date.parts) < _SEVERAL and _TALLIED.match(text, end):
        return True
    return date.is_range and date.precision is _MONTH and _COURSE.match(text, end) is not None


def _is_on_axis(layout: Layout, start: int) -> bool:
    line = layout.line_at(start)
    return line.end - line.start <= _LONGEST_AXIS and _AXIS.fullmatch(layout.text, line.start, line.end) is not None


def is_left_out(text: str, end: int) -> bool:
    """Tell whether the words behind a date that ends at `end` leave it out of the times of which they tell."""
    return _LEFT_OUT.match(text, end) is not None


def _is_of_values(layout: Layout, date: DateMention, start: int, end: int) -> bool:
    """Tell whether a sentence about values says that they are those of a day."""
    text = layout.text
    if date.precision is not _DAY or not _ARE_OF.match(text, end):
        return False
    return _VALUES_OF.search(text, layout.sentence(start, end)[0], start) is not None


def _is_term(layout: Layout, date: DateMention, start: int, end: int) -> bool:
    """Tell whether a range is a span of work rather than an occasion of several days."""
    text = layout.text
    if not date.is_range or ON_EDGE_DAY.match(text, end):
        return False  # 火災予防運動（11月1日～15日）の初日に: of that day, however long it goes on
    line = layout.line_at(start)
    if _CLOSED.match(text, end, line.end) or _TAKEN_IN.search(text, max(line.start, start - 16), start):
        return True
    if date.start is None or date.end is None:
        return False
    length = (date.end - date.start).days
    if length <= _SHORT_DAYS and _ALONG_DAYS.match(text, end, line.end):
        return False
    if date.precision is _MONTH and (
        _AT_SEVERAL.match(text, end, line.end)
        or _INQUIRED_BEHIND.match(text, end, line.end)
        or _INQUIRED_BEFORE.search(text, max(line.start, start - 32), start)
    ):
        return True
    if _TERM.match(text, end, line.end) or _TERM_BEFORE.search(text, max(line.start, start - 10), start):
        return True
    if date.precision is _MONTH and (date.end - date.start).days > _LONG_MONTHS:
        return True
    if date.precision is _MONTH and not (date.text.endswith("まで") and (date.end - date.start).days > _SHORT_MONTHS):
        return not (
            date.approximate
            or HELD.search(text, end, min(line.end, end + 30))
            or OCCASION.search(text, end, min(line.end, end + 30))
        )
    held = _FAIR_HELD.match(text, end, line.end) or (text.startswith("(", start - 1) and text.startswith(")", end))
    shown = held or (text.startswith("(", start - 1) and text.startswith("、", end))  # （7月6日～8月9日、郷土館）
    if (
        _SHORT_DAYS < length <= _OF_EXHIBITION
        and shown
        and _EXHIBITION.search(text, max(line.start, start - _LONGEST_NAME), start)
    ):
        return False
    sought = _SOUGHT.search(text, max(line.start, start - 8), start)
    if length <= _LONG_DAYS and text.startswith("(", start - 1) and _WHO_CAME.match(text, end) and not sought:
        return False  # オーストラリア（7月22日から8月4日、20名）, but not 作品の募集（7月1日～20日、35人）
    if _SHORT_DAYS < length <= _LONG_DAYS and held:
        near = max(line.start, start - _LONGEST_NAME)
        return not (_FAIR.search(text, near, start) or _EXHIBITION.search(text, near, start))
    return length > _SHORT_DAYS


def names_occasion(text: str, left: int, start: int) -> bool:
    """Tell whether the bracket that a date at `start` opens stands behind the name of an occasion or a session: 中堅研修（7/5、24名）."""
    opened = text.startswith(("(", "["), start - 1)
    return opened and _NAMED.search(text, max(left, start - _LONGEST_NAME), start) is not None


def is_milestone(layout: Layout, start: int, end: int) -> bool:
    """Tell whether something was begun, changed or published then: a date of role event without an occasion."""
    text = layout.text
    left, right = layout.sentence(start, end)
    bracketed = text[start - 1 : start] in ("(", "[")
    if _CHANGED.search(text, max(left, start - 8), start) and _DONE_THEN.match(text, end, right):
        return True
    clause = (_REST_OF_BRACKET if bracketed else _CLAUSE).match(text, end, right)
    stop = clause.end() if clause else end
    held = HELD.search(text, end, stop)
    begun = _MILESTONE.search(text, end, stop)
    if begun is None:
        begun = (
            _MILESTONE.search(text, max(left, start - 16), start)
            if bracketed and not names_occasion(text, left, start)
            else None
        )
        return begun is not None and held is None
    return held is None or begun.end() <= held.start()
