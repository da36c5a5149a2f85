"""What is wanting in the work itself, told by no label: which sentences tell it, and where they must stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.view import fold
from pipeline.model import ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.shortfalls import is_wanting
from pipeline.segment.tense import kind_of_sentence

_WANTING = (
    "申請の増加に審査の人員が追いついていない。",
    "５つの班は３年続けて訓練を実施できていません。",
    "電波の届きにくい世帯が４０世帯ほどあります。",
    "目標の３５％にはなお開きがあります。",
    "規約が古いままになっている例が見受けられます。",
    "容器の費用が負担になっているとの声がありました。",
    "点検員の手配が追い付いていない状況にあります。",
    "見学をしても入会に結び付かない例が多い。",
    "費用がかさみ、相談が契約につながらないケースが目立つ。",
    "案内が届かない例が増えています。",
    "説明会の案内が若い世帯に行き届いていません。",
    "更新の財源を確保できていない状況です。",
    "回収に回る車両が２台足りない。",
    "窓口は２人欠けており、開く時間を延ばす余裕がない。",
    "修理を担う職人の不足が続いています。",
    "新しい会員の加入が進んでおらず、役員のなり手が見つからない状況が続いています。",
    "通訳者は慢性的に不足しており、依頼の２割に応じきれていません。",
    "回線が細く、画面が開きにくい状態が続いています。",
    "坂の上の地区では車両が入りにくい。",
    "記録の様式が区ごとに異なり、集計に手間がかかっています。",
    "申請から交付までに日数を要しています。",
    "部品の値上がりにより、修繕費の負担が重くなっています。",
    "受付に時間がかかるとの声が利用者から寄せられています。",
    "案内板の字が小さく、見にくいとの指摘がありました。",
    "駐車場が狭いとの苦情が多く寄せられている。",
    "後継者がいない状況が続いています。",
    "活動が一部の地区に偏っています。",
    "講座の内容が固定化している。",
    "作業の担い手が減ってきています。",
    "大雪の影響により工程が滞っています。",
    "開始の時期については、地権者との調整がついていません。",
    "冬の利用が伸び悩んでいます。",
    "予約の取りづらい日が続いています。",
    "委託先が見つかっていません。",
    "窓口が遠いとの意見が寄せられています。",
    "夜間の人員が手薄です。",
    "制度の周知が十分ではありません。",
    "予算の範囲では全ての要望に応えられていない。",
    "応募者がなく、欠員が続いている。",
    "技術の引継ぎが十分に進んでいません。",
    "研修を受けた事業所は１２社にとどまっています。",
    "更新できた設備は計画の６割にとどまっている。",
    "申請が月の初めに集中しています。",
    "登録者が駅の周辺に固まっている。",
    "練習に使える場所が限られています。",
    "初心者が参加できる機会が限られている。",
    "送迎の車両の手配に不安を訴える家庭が多い。",
    "役員の負担を訴える自治会が多い。",
    "床の傷みが器具の設置の妨げとなっています。",
    "部品の不足が復旧の妨げとなっている。",
    "夜間の見守りの体制が十分でない団体がある。",
    "引継ぎが進んでいない学校があります。",
    "講習を受けた職員は、まだ３割に達していません。",
    "募集した人数は定員に達していない。",
    "点検の進み具合に学校間の差があります。",
    "記録を付ける職員の負担が大きく、施設によって取組の開きが大きくなっている。",
    "活動の回数に地区のばらつきが見られます。",
    "乗務員が集まらず、二つの系統で休止を余儀なくされている。",
    "資材の高騰により、計画の縮小を余儀なくされた施設もあります。",
    "夜間の窓口は閉鎖を余儀なくされるケースが出ています。",
    "海岸への不法投棄が後を絶たず、回収に当たった職員が３人けがをしました。",
    "迷惑電話による被害が後を絶ちません。",
    "海岸への不法投棄が後を絶たない状況です。",
    "不審な電話が後を絶たない。",
    "加入者数は頭打ちとなっています。",
    "会員の伸びは頭打ちの状態が続いている。",
    "若い世代の受診は全体の２割にとどまっている。",
    "前年からの伸びは微増にとどまっています。",
    "店舗の参加は低い水準にとどまっている。",
    "人口の流出に歯止めがかかっていません。",
    "離農に歯止めがかからない。",
    "介護職員の不足は深刻です。",
    "指導員の高齢化が深刻化しています。",
    "燃料費の高騰により、運営は厳しい状況が続いています。",
    "経営は依然として厳しい状況にあります。",
    "用地の交渉が難航している。",
    "後継者探しは行き詰まっています。",
    "申込みは低調に推移している。",
    "制度の認知度が低く、利用につながっていない。",
    "施設の老朽化による事故が懸念されます。",
    "冬季の孤立が心配されている。",
    "開催を見送らざるを得ない状況が続いています。",
    "周知は十分とは言えません。",
    "周知が行き届いているとはいい難い。",
    "定着は道半ばです。",
    "本格的な運用には至っていません。",
    "工事に遅れが生じている。",
    "職員の負担は限界に達しています。",
    "一人の職員が担える件数には限界があります。",
    "行事の内容がマンネリ化している。",
    "カラスの被害に悩まされている。",
    "いまだ耐震化されていない住宅が１万戸残っています。",
    "依然として県の平均を下回っています。",
    "支部の活動は先細りの傾向にあります。",
    "団員数の減少に歯止めがかかっていない。",
    "外国語での案内には抵抗感が根強い。",
    "給食の食べ残しは高止まりしています。",
    "老朽化が進み、維持管理の費用がかさんでいる。",
    "なり手不足が続いています。",
    "若い世代への広がりに欠けています。",
    "事業所の理解が得られにくい。",
    "担当する職員が不足しています。",
    "人手が足りない農家も見られる。",
)

_NOT_WANTING = (
    "審査の遅れは解消しています。",
    "転んでも、けがにつながらない例が多い。",
    "早く気付き、事故に至らない例が増えています。",
    "相談が契約につながらない例は少ない。",
    "案内が届かない例が多くありました。",
    "案内が届かない例が増えていません。",
    "使われないケースがありません。",
    "前年度に足りなかった指導員を３人採用しました。",
    "人員の不足を補うため、通訳者を２人増員した。",
    "不足していた車両は、９月に２台を補充しています。",
    "待ち時間が少ないとの声が寄せられています。",
    "待ち時間が短くなったとの声を多くいただいています。",
    "分かりやすいとの感想が寄せられています。",
    "床は滑りにくい材料を用いています。",
    "汚れにくい塗料です。",
    "苦情は寄せられていません。",
    "重大な事故には至っていません。",
    "これまで漏水は発生していません。",
    "利用の制限は行っていません。",
    "運行に支障はありません。",
    "備蓄に不足はありません。",
    "工程に遅れは生じていません。",
    "相談は年々増えています。",
    "一人暮らしの高齢者が増えています。",
    "冬は雪が多い地域です。",
    "市内の空き家は１，２３０戸に上ります。",
    "見やすいと好評を得ている。",
    "利用者は前年度より減っています。",
    "人手不足に悩む事業所３社に職員を紹介しています。",
    "担い手の不足に対応する講座を開いています。",
    "会費は徴収していない。",
    "届出のない事業所は残っていません。",
    "参加できない人のために録画を公開しています。",
    "対象者に届いていないことはありません。",
    "点検の結果、異常は見つかっていません。",
    "配置に偏りはありません。",
    "事務に滞りはない。",
    "工程は遅れていません。",
    "審査に時間がかからなくなっています。",
    "審査に２週間の日数を要しました。",
    "職員は不足していません。",
    "会員は減っていない。",
    "受付は難しくない。",
    "交付に日数を要していましたが、３日に縮めています。",
    "人手が足りなかった。",
    "病害は広がっていません。",
    "被害の拡大は進んでいません。",
    "川の水位は警戒水位に達していません。",
    "会場を変える必要はありません。",
    "参加する人は少なくありません。",
    "人手の足りない農家に学生を派遣しています。",
    "被害は３棟にとどまっています。",
    "経費の増加は前年度比２％にとどまっている。",
    "商店は駅の周辺に集中しています。",
    "予約は特定の日に集中していません。",
    "参加は１２社にとどまらず、市外からもありました。",
    "対象は市内に住む方に限られています。",
    "影響は一部の路線に限られている。",
    "市場が限られている。",
    "大切さを訴える動画を配信している。",
    "不安を訴える家庭を訪ねています。",
    "負担を訴える声に応えている。",
    "通行の妨げとなっている枝を切っています。",
    "設置の妨げとはなっていません。",
    "体制が十分でない団体はありません。",
    "引継ぎが進んでいない学校を訪ねています。",
    "離職の割合は１割に達していません。",
    "不登校の割合は１割に達していない。",
    "実施に学校間の差はありません。",
    "年度間の差が縮まっています。",
    "地区の差が見られましたが、解消しました。",
    "品質にばらつきがありません。",
    "感染症の影響で中止を余儀なくされました。",
    "前の年度は休止を余儀なくされていたが、今年は再開した。",
    "盗難は一件も起きていません。",
    "後を絶たない詐欺に備えて講座を開いています。",
    "苦情が後を絶たなかった通りに看板を立てた。",
    "被害の増加は頭打ちとなった。",
    "燃え広がった面積は２haにとどまりました。",
    "ごみの増加は1％にとどまっている。",
    "人口の減少に歯止めがかかりました。",
    "深刻な相談には専門の医師が応じました。",
    "厳しい審査を経て12社を選びました。",
    "難航していた交渉がまとまりました。",
    "心配された混雑は起きませんでした。",
    "懸念されていた渋滞は見られません。",
    "遅れは生じていません。",
    "事故には至っていません。",
    "限界集落を対象に見守りを行っています。",
    "道半ばの若者を支える奨学金を出しています。",
    "依然として高い満足度を保っています。",
    "減少していた来館者が増えています。",
    "喫煙者は年々減少しています。",
    "待機児童が減り続けています。",
    "事故の件数が減少しています。",
    "火災の件数は減っています。",
    "食べ残しが減っています。",
    "十分な備えをしている。",
    "敷居を低くする工夫をしています。",
    "悩まされている家庭への相談を受けています。",
    "見送らざるを得なかった行事を再開した。",
    "欠かせない取組となっています。",
    "職員の不足を補うため12人を採用しました。",
    "抵抗感をなくす研修を開きました。",
    "高齢化が進む地区を回りました。",
    "届きにくい世帯は見当たりません。",
    "作業が遅れている現場は見られません。",
    "避難を余儀なくされている方に住まいを提供しています。",
)


@pytest.mark.parametrize("sentence", _WANTING)
def test_a_sentence_that_tells_of_something_wanting(sentence: str) -> None:
    assert is_wanting(fold(sentence).rstrip("。"))


@pytest.mark.parametrize("sentence", _NOT_WANTING)
def test_a_sentence_that_tells_of_nothing_wanting(sentence: str) -> None:
    assert not is_wanting(fold(sentence).rstrip("。"))


def test_what_is_not_short_of_anything_is_no_issue() -> None:
    said = ("職員は不足していない", "職員は不足しておりません", "工程は遅れていません", "工程は遅れております")
    assert [kind_of_sentence(sentence) == "issues" for sentence in said] == [False, False, False, True]


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("若い世帯への呼びかけに力を入れます", True),
        ("市外の事業者も受け入れます", True),
        ("会場には誰でも入れます", False),
        ("傷みが見られます", False),
        ("呼びかけに力を入れています", False),
    ],
)
def test_what_is_to_be_put_effort_into_is_ahead(sentence: str, *, ahead: bool) -> None:
    assert (kind_of_sentence(sentence) == "outlook") is ahead


def test_a_point_to_reflect_on_is_an_issue_even_where_it_was_so() -> None:
    issues = ("足元が暗いという反省点がございました", "受付が混むという問題点がある", "難点は重さである")
    others = ("反省点を踏まえて机を増やした", "反省点を共有しました", "反省点はありません", "問題点は特にない")
    assert [kind_of_sentence(fold(said)) == "issues" for said in (*issues, *others)] == [True] * 3 + [False] * 4


def _blocks(*texts: str) -> list[list[tuple[str, str]]]:
    """Return the kinds and words of the blocks of measures, one a text."""
    text = "浜田原市みちの計画　令和６年度実施報告\n\n基本目標１　道を守る\n"
    names = ("道路の点検", "通学路の見守り", "街路樹の手入れ")
    for number, (name, told) in enumerate(zip(names, texts, strict=False), start=1):
        text += f"\n（{number}）{name}（土木課）\n{told}\n"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    for measure in report.measures():
        assert all(a.span.end <= b.span.start for a, b in pairwise(measure.blocks))
    return [[(b.kind.value, text[b.span.start : b.span.end].strip()) for b in m.blocks] for m in report.measures()]


def _kinds(*texts: str) -> list[list[str]]:
    return [[kind for kind, _ in blocks] for blocks in _blocks(*texts)]


_DONE = "点検を４２０か所で行いました。"
_SHORT = "点検員の確保が追いついていない状況です。"
_NEXT = "次年度は点検員を２人増やします。"


def test_it_stands_between_what_was_done_and_what_is_to_come() -> None:
    told = [
        [("progress", _DONE), ("issues", _SHORT), ("outlook", _NEXT)],
        [("progress", _DONE), ("issues", _SHORT)],
        [("progress", _DONE + _DONE), ("issues", _SHORT), ("outlook", _NEXT)],
    ]
    assert _blocks(_DONE + _SHORT + _NEXT, _DONE + "\n" + _SHORT, _DONE + _DONE + _SHORT + _NEXT) == told


def test_before_what_was_done_it_is_the_ground_for_it() -> None:
    assert _blocks(
        _SHORT + "このため、民間の会社に委託しました。" + _NEXT,
        _DONE + _SHORT + "そこで、民間の会社に委託しました。",
        _SHORT + _NEXT,
    ) == [
        [("progress", _SHORT + "このため、民間の会社に委託しました。"), ("outlook", _NEXT)],
        [("progress", _DONE + _SHORT + "そこで、民間の会社に委託しました。")],
        [("progress", _SHORT), ("outlook", _NEXT)],
    ]


def test_of_a_measure_whose_plans_alone_have_a_label() -> None:
    told = f"{_DONE}{_SHORT}\n【今後の予定】\n{_NEXT}"
    assert _kinds(told, told, told) == [["progress", "issues", "outlook"]] * 3


def test_what_a_label_calls_results_stays_there() -> None:
    told = f"【実績】\n{_DONE}{_SHORT}\n【今後の予定】\n{_NEXT}"
    assert _kinds(told, told, told) == [["progress", "outlook"]] * 3


def test_values_with_labels_leave_the_text_to_its_tense() -> None:
    told = f"{_DONE}{_NEXT}\n目標値　点検率　１００％\n実績値　点検率　９４％"
    assert [kinds[:2] for kinds in _kinds(told, told, told)] == [["progress", "outlook"]] * 3


@pytest.mark.parametrize(
    "behind",
    ["", "表{n}　箇所の推移\n区分　Ｒ５　Ｒ６\n北町　1{n}　15\n", "図１－{n}　箇所の推移\n"],
)
def test_it_stands_above_a_table_or_the_name_of_a_picture_too(behind: str) -> None:
    told = [f"{_DONE}\n{_SHORT}\n{behind.format(n=n)}【今後の予定】\n{_NEXT}" for n in (1, 2, 3)]
    for blocks in _blocks(*told):
        assert [words for kind, words in blocks if kind == "issues"] == [_SHORT]
        assert [kind for kind, _ in blocks[:2]] == ["progress", "issues"]


def test_the_name_of_a_picture_is_no_part_of_the_sentence_below_it() -> None:
    told = [f"{_DONE}\n図{n}　箇所の推移\n{_SHORT}\n【今後の予定】\n{_NEXT}" for n in (1, 2, 3)]
    assert all(("issues", _SHORT) in blocks for blocks in _blocks(*told))
