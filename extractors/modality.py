"""Tense and modality: whether the words behind (or before) a mention say done, planned or aimed at.

The first cue behind a mention in its clause decides. A clause ends where a verb's stem is followed by 、 (開催し、):
what comes then is said of something else. An attributive past (実施した事業) counts only for verbs that name a deed:
対象とした, に応じた and the like say nothing about time.
"""

from __future__ import annotations

import re

from extractors.mentions import Status
from extractors.patterns import compile_pattern

_DEEDS = (
    "実施|開催|設置|開設|策定|改訂|改定|改正|作成|配布|配付|交付|参加|受講|発行|整備|導入|開始|終了|設立|締結|委託|派遣|公表|公開|決定|採択|認定|就職|"
    "採用|配置|支給|支援|助成|補助|訪問|発送|送付|掲載|放送|発信|提供|提出|登録|締切|募集|選定|任命|委嘱|開所|開校|開講|開館|竣工|完成|着手|試行|修了|"
    "受賞|表彰|発足|制定|施行|完了|出席|来場|回答|対応|購入|更新|移転|変更|調査|集計|報告|発表|出展|出前|巡回"
)
_BEGINS = "".join(sorted({deed[0] for deed in _DEEDS.split("|")}))
"""How a deed begins: one look instead of one at each."""
PLAN_CHANGED = "を?(?:変更|延期|中止|繰り|見送|取りやめ|取り止め)"
"""Behind 予定: it was put off, changed or given up."""
SHORT_OF = "届(?:か(?:な|ず|ぬ)|きませ|いて(?:い?な|い?ませ|おら|は?い(?:な|ませ)))|及(?:ば|びませ)"
"""By how much an aim was missed: 3件届かなかった; 3件届いた arrived, 3件及びまちの is a list."""
_SO = r"。|\)|$|で(?:す|し(?:た|て)|あ(?:る|り|った)|ご|、)|だった|とな(?:って|っ?た|り)|として(?:い|お)|を(?:固め|決め|示し|打ち出|整え)"
"""Behind what is meant to be done: 採る方針である, 45人の計画となっている; 2次計画を見直した is none."""
_AGREED = "(?:採用|受入れ?|受け入れ|配置|着任|就任|派遣|赴任|進出|立地|入居|出店|開催|移住|登用)"
_PREPARED = (
    rf"(?:(?:{_DEEDS}|移行|運行|運航|運用|開業|開店|出店|招へい|統合|再編|稼働|拡充|増設)(?:[をの]準備(?:し|を(?:進|し|始|整)|に(?:入|着手|取)|中)|に向け[^、。\n\d]{{0,4}}準備)"
    r"|(?<=[るすくうつむぶぐ])準備(?:に(?:入|着手|取)|を(?:進|し|始|整)|中))"
)
"""2校の移行を準備している, 本をそろえる準備に入った; stock (毛布を準備している) and who prepares it are there."""
# What looks behind stands behind the first letter: a search then tries it only where that letter is.
_PLANNED = (
    rf"(?:方針|考え|意向|計画|構え)(?<=[るすくうつむぶぐ]..)(?={_SO})|(?:段取り|手はず|つもり|づもり|積もり)(?<=[るすくうつむぶぐ腹]...)(?={_SO})|はず(?<=[るすくうつむぶぐ]..)(?=で(?:し|あっ)た|だった)|"
    rf"{_AGREED}[がはも]内定(?:し|と|済)|(?:計画|企画)(?:されて(?:い(?!た)|お)|していた)|(?:計画|案|構想)[はをが](?:撤回|白紙|断念|取り下げ)|規模で(?:企画|計画)し|(?:と|を)(?:見込んで|見積もって|想定して)(?:いた(?=[^、。\n\d]{{1,16}}[にはが])|[^、。\n\d]{{1,8}}たが)|"
    rf"(?:度|年|以降|次回)(?:[にへ]|まで)(?:持ち越|繰り?越|送)[さしすっ]?|(?:度|年|次回)送り|先送り(?:[しすさと])|{_PREPARED}|計画(?<=[人名社校所台基戸棟軒床席株頭円%回線設帯橋ma]の計画)(?={_SO})|想定し(?:て(?:い|お)|ま)|(?<=[開催施置設入]を)考えて(?:い|お)|"
    r"こと(?<=[るすくうつむぶぐ]..)(?:[とに](?:いた|致)?し(?:た|まし)|を決め|を決定|を申し合わせ|が決ま|が決定)|"
    rf"予定(?!(?<=[、・ ][一-鿿][一-鿿]予定)(?:約|延べ|計)?[0-9]|価格|を[^、。\n\d]{{0,6}}(?:上回|下回|超え|超過)|より|(?:者|数|件数|人数)?は(?:約|計)?[0-9]|(?:者|額|地|枠)数?(?:は|:)?(?:約|計|延べ)?[0-9]|通り|どおり|{PLAN_CHANGED}|の変更|する(?:者|人|方|世帯))|"
    r"見込(?<!決算見込)(?!まれていた|んでいた(?!が|もの|ところ)|んだ|みの[0-9一二三四五六七八九十〇.・]+[倍割%]|み(?:者|件)?数?は?(?:約|計)?[0-9]|みを|みより|みに対)|"
    r"見通し(?!た|て|不良|が(?:ある|あり|ない)|[がの]?(?:悪|良|利)|の?確保|距離|を(?:妨|遮)|[がは](?:立た|不透明|厳し|つか|付か))|運び(?<=[るうくすむぶつぐの]..)(?!とな(?:った|りました))|運び(?<=する運び)|完了(?:予定|見込|する(?:予定|見込|運び))|方向で(?=[^。、\n]{0,12}(?:調整|検討|協議|準備|進め))|計画(?:(?:でし|だっ|であっ)た(?=が|もの|ところ)|(?<=[るす]計画)で、|し(?=、|てい)(?!、[^。、\n]{0,6}(?:とおり|通り)(?:実施し|開催し|設置し|整備し|行い|行っ|開き|開い)(?:た|まし))|している|しています|中|です|しており|に対し(?:て|、)?(?:実績は|延べ|約)?[0-9])|"
    r"(?:て|で)い(?:く|き(?:ます|たい))|(?:て|で)ゆく|まいります|参ります|(?:こと|もの)と(?:する(?!こと)|し(?=、|て(?!い)))|ことにも?して|"
    r"目指(?:し|す)|めざ(?:し|す)|を目標と(?:し(?:て(?:い|お)|ます|、)|する|いたし)|検討(?:する|します|中|して|し(?:まし)?たが)|必要(?:が|である|です)|たい(?:と|。)|図る(?:。|予定|必要)|(?:見送|延期す)"
)
_ACTUAL = (
    rf"でした|まで?した|(?=[{_BEGINS}])(?:{_DEEDS})(?:さ?れ|し)た(?!い)|(?:行っ|行なっ|開い|設け|始め|行われ|開かれ|集まっ|訪れ|寄せられ|得られ|あっ|なっ|上っ|のぼっ|達し|終え|受け)た(?!い|ら)|"
    r"(?:し|さ|れ|っ|い|え|け|め|き|げ|ん|み|り|べ|せ|ね|て|び|得|見|出|来|経)[たっ](?:。|\)|ところ|ため|ほか|が、|ことから|結果)|"
    r"(?:て|で)(?:いる|います|い(?=ない)|いた|おり|おる|いて)|済み|(?:だっ|であっ)た|なりました|"
    r"(?<![都度])(?:実施|開催|完了|終了)済|中止と"
)
_DOES = (
    r"(?:る(?<=[一-鿿ぁ-ん].)(?<![なあいよ上至異遡限].)(?<!(?:占め|求め|超え|られ|でき|当た|かか|分か|関わ)る)(?<!とどまる)"
    r"|[すくつぶむぐう](?<=[一-鿿].)(?<![示表]す)(?<![続除]く)(?<!含[つぶむぐ])(?<![違伴]う))"
)
"""How a verb of doing ends in its plain form: 20基を取り替える; not how things are (上る, 占める, にとどまる)."""
_PLAIN = rf"(?:します|行います|なります|れます|ます(?<!あります)|する|行う|図る|進める|努める|ある(?<!である)|{_DOES})(?=。|\)|$| *\n)"
_SHARED_VERB = r"(?!、[^。、\n]{1,16}を[^。、\n\d]{0,6}[0-9]{1,2}月)"
"""第1回を6月に東部で、第2回を10月に西部で開く予定: both clauses end in one verb."""
_STEM_ENDS = rf"(?:[しりいえけめきれみちせてずびげぎべね]|[でに]{_SHARED_VERB})、"
_TARGET = r"(?:(?<![をが])目標|目標(?![にとで、]))(?<!基本目標)(?!\([^()]{1,12}\)[をに]|を?設定[しさ]|(?:値|数|額)?の(?:見直|検討|改定|改め|進捗|進み)|に対|を上回|を下回|を達成|達成|に向け|は達成|の達成|には届|に届|を(?:明記|明示|定め|設け|立て|共有))"
_STEM = rf"(?:であ(?:る|ります)|でございます)(?=。|\)|$| *\n)|完了(?!予定|見込|する|し[たま])|(?:こと|もの)と(?:いた|致)?して(?:いる|います|おり)|{_STEM_ENDS}|する(?:ほか|とともに|など|一方|ため)"
FORWARD = compile_pattern(rf"(?P<planned>{_PLANNED})|(?P<actual>{_ACTUAL})|(?P<plain>{_PLAIN})|(?P<stem>{_STEM})")
NO_DOCUMENT = "(?<!支援)(?<!個別)(?<!避難)(?<!ケア)(?<!指導)(?<!管理)(?<!教育)(?<!経営)(?<!認定)"
"""Before 計画: 個別支援計画数：30件 counts documents, and plans none."""
_BACKWARD_PLANNED = compile_pattern(
    rf"(?:予定|(?<!決算)見込)(?!価格|通り|どおり|み?を|より|から|のうち|(?:した)?[0-9,]+ ?[^0-9、。\n]{{1,4}}(?:のうち|中))[^。、\n:→]{{0,10}}(?:(?::|は) *)?$|{NO_DOCUMENT}計画(?:(?:値|数|回数|人数|件数|額)(?::|は| )|:|は) *$|\(計画 ?$"
)
_BACKWARD_TARGET = compile_pattern(
    rf"{_TARGET}(?:(?:(?!を?上回|を?下回|を?超え|より|に対|達成|に届|のところ|との差|まで(?:残り|あと|の残り|(?:約)?$))[^。、\n]){{0,14}}|(?:値|数|年度)?:[^。、\n()]{{0,30}})$"
)
_YEAR = r"(?:令和|平成|[RH])? ?{}年度?末?"
_AMOUNT = r"(?:(?!に対|達成|実績)[^。、\n]){1,16}、"
_NEXT_TARGET = compile_pattern(
    rf"(?:(?<!\d){_YEAR.format('(?P<first>[0-9]{1,4})')}(?:の|における)?(?:[^。、\n\d]{{0,12}}の)?目標(?:値|数)?[はをが: ]"
    rf"|目標(?:値|数)?[はをが: ]{{1,2}}{_YEAR.format('(?P<head>[0-9]{1,4})')}){_AMOUNT}"
    rf"(?:[^。、\n\d]{{0,4}}[0-9]{{1,4}}年度?末?{_AMOUNT}){{0,3}}{_YEAR.format('(?P<next>[0-9]{1,4})')}(?:には|まで(?:に)?|[はにが:])? ?(?:約|延べ)?$"
)
"""令和7年度の目標は50%、令和10年度は: the targets of later years go on."""
_SAID_BEFORE = compile_pattern("目標|予定|見込|計画")
_TARGET_BEHIND = compile_pattern(
    r"(?:以上|以下|以内)(?:、[^、。\n\d]{1,16}[をは](?:約)?[\d,.万]{1,9} ?[^\d、。\n]{1,3}?(?:以上|以下|以内)){1,3}(?:とする|を)(?:こと[がを])?目標|(?<=[%割])に向け(?!た)|(?<=[%割])の(?:達成|実現)に向け| ?(?:以上|程度|以下|以内)?(?:(?:の(?:開催|実施|設置|達成|参加|確保|養成))?(?:(?:(?:(?:に|まで)?(?:[一-鿿]{2}する|減らす|増やす|(?:引き?)?[上下]げる|高める|縮める|延ばす|伸ばす|早める|近づける)|に(?:する|抑える))(?:という)?|[をの]|という|とする)目標|[(](?:(?:(?:令和|平成|[RH]|20)?[0-9]{1,2}|[今本来]?)年度?(?:末|内)?の?|年間)?目標(?:値|数)?[)])|を[^。、\n]{1,12}までに(?:達成|実現)(?:する|します)|(?:と|に)する(?:こと|旨|方針)を(?:掲げ|うたっ)|[^。、\n]{0,14}(?:[がを]目標(?![どを])|(?<!基本)目標[とに](?!お|沿|つい|基づ|関|対|即|届)|目指[しす]|めざ[しす]))"
)
_HOLDS_BY_NOW = compile_pattern(r"(?:[今本]年度?|(?<![年\d])\d{1,2}月)(?:(?:から|より)[^。\n]{0,50})?$")
"""今年度から全校で行うこととした: so it is since then."""
_CHOSEN = compile_pattern(r"(?:採用|採択|指名|選定|認定|指定|委嘱|任命)する$")
_NEXT_YEAR = compile_pattern(r"[来次翌]年[^。\n]{0,50}$")
"""9人のうち5人を採用することとした: with the decision it is done; but 来年度は5人を採用する."""
_THERE_ARE = compile_pattern(r"[がも]?(?:あり|生じ|発生し)")
"""不調が2件あり1kmを繰り越した: there were so many."""
_TOPIC = compile_pattern(r"[^、。\n\d]{0,16}は、")
_BECAUSE = compile_pattern(r"[てで](?:いる|います|いた|おります)(?:ため|ことから|ので)、")
"""2校の統合は、協議が続いているため、先送りする: what is told of the topic comes behind the reason."""
_LONGEST_TARGET = 160  # characters
_DIGIT = compile_pattern("[0-9]")
_CANCELLED = compile_pattern(
    r"(?<!最終日は)(?<!最終日を)(?<!一部を)(?<!一部は)(?<!日目は)(?<!日目を)中止(?!期間|していた|を解除|後|分)|"
    r"取りやめ|取り止め|開催せず|実施せず|開催を見送|開催でき(?:ません|な)|見合わせ"
)


def status_behind(text: str, start: int, end: int) -> Status | None:
    """Return what the first cue of `text[start:end]` says of a mention that ends at `start`.

    Args:
        text: view text.
        start: end of the mention.
        end: end of its sentence.

    Returns:
        None where its clause ends without a cue. A plain present (実施します) is planned.
    """
    near = text[start : min(end, start + _LONGEST_TARGET)]
    aimed = "目" in near or "までに" in near or "向け" in near or "掲げ" in near or "うたっ" in near or "めざ" in near
    if aimed and _TARGET_BEHIND.match(text, start, end):
        return Status.TARGET
    match = _first_cue(text, start, end)
    if match is None or match["stem"]:
        return None
    if match["actual"] and _TOPIC.match(text, start, end) and (why := _BECAUSE.match(text, match.start(), end)):
        match = _first_cue(text, why.end(), end) or match
    if "に対し" in match.group() and _DIGIT.search(text, start, match.start()):
        return None  # 842戸、改修は300戸の計画に対し: the plan is that of the next clause
    if text.startswith("のうち", match.end(), end) and text.startswith(")", start) and match["planned"]:
        return None  # 会議（委員15人）を全4回の予定のうち2回
    budget = text.endswith("円", 0, start) and "越" in match.group()  # 500万円は来年度に繰り越した: what became of it
    if match["actual"] or budget or _THERE_ARE.match(text, start, end) or _is_settled(text, start, match):
        return Status.ACTUAL
    if _is_of_those_who_plan(text, start, match):
        return None
    aimed_at = match["planned"] and match["planned"].startswith(("目指", "めざ", "を目標"))
    return Status.TARGET if aimed_at else Status.PLANNED


def _is_settled(text: str, start: int, cue: re.Match[str]) -> bool:
    """Tell whether what was decided is done by that, or is a rule by now: 5人を採用することとした, 今年度から全校で行うこととした."""
    words, before = cue["planned"] or "", max(0, start - 60)
    if not (words.startswith("こと") and words.endswith(("した", "まし"))):
        return False
    if _CHOSEN.search(text, start, cue.start()):
        return _NEXT_YEAR.search(text, before, start) is None
    return _HOLDS_BY_NOW.search(text, before, start) is not None


def _is_of_those_who_plan(text: str, start: int, cue: re.Match[str]) -> bool:
    """Tell whether the mention counts those whose plan it is: 2社が計画を先送りした, 12人が準備を進めている."""
    words = cue["planned"] or ""
    theirs = "準備" in words or (words in ("先送りし", "先送りす") and not text.startswith("れ", cue.end()))
    return theirs and text.startswith("が", start)


def _first_cue(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first cue outside of the quotes behind `start`: 「明日をめざして」をテーマに開催しました tells what was done."""
    match = FORWARD.search(text, start, end)
    while match is not None:
        opened = max(text.rfind(quote, start, match.start()) for quote in "「『")
        closed = text.find("」" if text[opened] == "「" else "』", opened, end) if opened >= 0 else -1
        if closed < match.start():
            break
        match = FORWARD.search(text, closed, end)
    return match


def is_plain_present(text: str, start: int, end: int) -> bool:
    """Tell whether the first cue is a plain present (行います), which in a report of progress may be a habit."""
    match = _first_cue(text, start, end)
    return bool(match and match["plain"])


def open_cue(text: str, start: int, end: int) -> int | None:
    """Return where the first cue begins if it tells of a rule, a habit or a plan alike (行います, こととしています)."""
    match = _first_cue(text, start, end)
    opens = match and (match["plain"] or (match["stem"] or "").startswith(("こと", "もの")))
    return match.start() if match and opens else None


def status_before(text: str, start: int, end: int) -> Status | None:
    """Return what the words right before a mention say (目標：30か所, 開催予定：10月5日); `end` is its start."""
    if not _SAID_BEFORE.search(text, start, end):
        return None
    if _BACKWARD_TARGET.search(text, start, end):
        return Status.TARGET
    return Status.PLANNED if _BACKWARD_PLANNED.search(text, start, end) else None


def continues_target(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` leads from the target of one year to that of a later one; `end` is where it is given."""
    if "目標" not in text[start:end]:
        return False
    listed = _NEXT_TARGET.search(text, start, end)
    return listed is not None and int(listed["first"] or listed["head"]) < int(listed["next"])


def is_cancelled(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` says that something did not take place."""
    return _CANCELLED.search(text, start, end) is not None
