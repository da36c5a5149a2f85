from __future__ import annotations

import pytest

from pipeline.ingest.wraps import carries_on, cuts_number, is_torn, soft_breaks

PROSE = (
    "県内の五つの圏域で若者とその家族を対象にした出張相談会を開き、延べ1,234人から相談を受けました。"
    "あわせて、支援に携わる方の研修を7月24日と8月3日に行い、市町の担当者や民生委員など参加者は500人を数え、"
    "アンケートでは回答した方の八割がたいへん役に立ったと答えています。"
)


def wrap(paragraph: str, columns: int) -> str:
    """Wrap at a display width as an editor without any rule of line breaking does."""
    lines, width = [""], 0
    for char in paragraph:
        step = 1 if char.isascii() else 2
        if width + step > columns:
            lines.append("")
            width = 0
        lines[-1] += char
        width += step
    return "\n".join(lines)


def joined(text: str) -> str:
    soft = set(soft_breaks(text))
    return "".join(char for at, char in enumerate(text) if at not in soft)


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("・点検は184件（橋132件、樋門41件、水門\n　　11件）、費用は23千円", 1),
        ("・点検は184件（橋132件、樋門41件）\n　　水門11件）", 0),
        ("・点検は184件（橋132件、樋門41件、水門\n　　・その他11件）", 0),
        ("・会場　　北館（第1\n　　室）　　45人", 0),
        ("点検は184件（橋132件、樋門41件、水門\n　　11件）", 0),
        ("・点検は184件（橋132件、樋門41件、水門\n11件）", 0),
        ("　　点検には4社（青葉建設、\n　　山手工務店、浜組、港測量）が当たった", 1),
        ("　　点検には4社（青葉建設、\n　　　　山手工務店、浜組、港測量）が当たった", 0),
        ("　　点検には4社（青葉建設、\n　　・山手工務店、浜組、港測量）が当たった", 0),
        ("　ア　点検は184件\n　　　（橋132件、樋門52件）を終えた", 1),
        ("　点検は184件\n　　（橋132件、樋門52件）", 0),
        ("　点検を終えた。\n　　（橋132件、樋門52件）を予定", 0),
    ],
)
def test_a_bracket_goes_on_or_stands_on_the_line_set_in_below_it(text: str, cuts: int) -> None:
    assert len(soft_breaks(text)) == cuts


@pytest.mark.parametrize("columns", [40, 44, 51, 60, 72])
def test_wrapped_prose_is_joined_again(columns: int) -> None:
    paragraphs = [PROSE, "○ 出張相談（健康部こころ課）", PROSE.replace("五つ", "三つ"), "・参加者：12名"]
    text = "\n\n".join(wrap(paragraph, columns) for paragraph in paragraphs)
    assert joined(text) == "\n\n".join(paragraphs)


def test_every_cut_of_a_number_is_soft() -> None:
    text = wrap("本年度は" * 3 + PROSE + PROSE, 40)
    assert "1,234人" in joined(text)
    assert joined(text).count("500人") == 2


def test_kinsoku_may_shorten_and_hang() -> None:
    lines = [
        "県内の五つの圏域で若者とその家族を対象に、",  # the comma hangs over 40 columns
        "出張相談会を開き、多くの方から御相談を受",
        "け、支援に携わる方の研修を行ったところ",  # 「 would have been left behind, so the line is short
        "「たいへん役に立った」という声が多く寄せ",
        "られました。",
    ]
    assert joined("\n".join(lines)) == "".join(lines)


def test_lines_that_are_paragraphs_stay() -> None:
    text = f"{PROSE}\n・参加者：500人\n・相談件数：90件\n\n{PROSE}{PROSE}\n"
    assert soft_breaks(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "500\n300人\n" * 5,
        "青木花子\n山田太郎\n佐藤次郎\n鈴木三郎\n",
        "\n".join(f"みどり県若者支援協議会構成団体　第{n}地区担当相談員　山田　太郎" for n in "一二三四五六"),
        "\n".join(f"北部地域若者自立支援センター相談件数{n}件参加者数{n}人" for n in (11, 22, 33, 44, 55)),
        "\n".join(f"【取組方向{n}】若者を支える地域づくりと相談体制の充実" for n in "１２３４５"),
        "\n".join(f"{n}. 若者を支える地域づくりと相談体制の充実の" for n in range(1, 9)),
        "\n".join(f"青木市    {n}件    {n}人    延べ相談件数のうち来所によるもの" for n in (11, 22, 33, 44)),
        "1234567890" * 4 + "\n" + ("1234567890" * 4 + "\n") * 5,
        "",
        "\n\n\n",
    ],
)
def test_lists_tables_and_headings_of_one_width_are_not_joined(text: str) -> None:
    assert soft_breaks(text) == ()


def test_an_indented_line_opens_a_paragraph_but_hangs_below_a_marker() -> None:
    assert not carries_on("相談窓口の周知を進めるとともに、関係機関の", "　研修では次のことを学びました。")
    assert carries_on("　相談窓口の周知を進めるとともに、関係機関の", "研修を行いました。")
    assert carries_on("・相談窓口の周知を進めるとともに、関係機関の", "　研修を行いました。")


@pytest.mark.parametrize(
    "following",
    ["○ 研修", "〇研修", "・研修", "- ・研修", "① 研修", "(1) 研修", "（今後の取組方向）", "1. 研修", "３　研修", "ア) 研修",
     "ｲ. 研修", "第2章 研修", "Ⅱ 研修", "※ 速報値", "【取組方向2】", "", "　"],
)  # fmt: skip
def test_markers_and_blanks_begin_something_new(following: str) -> None:
    assert not carries_on("相談窓口の周知を進めるとともに、関係機関の", following)


@pytest.mark.parametrize(
    "following", ["12人が参加", "5.5％増の", "21、22日に開き", "月24日に", "ア地区で", "ーターの", "「声」が"]
)
def test_numbers_and_words_carry_on(following: str) -> None:
    assert carries_on("相談窓口の周知を進めるとともに、関係機関の", following)


def test_a_list_below_a_full_line_stays_a_list() -> None:
    body = wrap(PROSE, 40).split("\n")
    text = "\n".join([*body[:4], "・参加者：500人", "① 出張相談", "(2) 研修", "※ 速報値", *body])
    kept = joined(text).split("\n")
    assert {"・参加者：500人", "① 出張相談", "(2) 研修"} <= set(kept)


def test_a_long_line_has_no_soft_break_and_a_long_text_has() -> None:
    assert soft_breaks("あ" * 300_000) == ()
    text = wrap(PROSE * 300, 40)
    assert len(soft_breaks(text)) > 0.7 * text.count("\n")


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("参加した中学生は実人数127人", "（前年度115"),
        ("電話341件、来所398件、訪", "問123件で、就労した者は54人。"),
        ("市民の研究会「まち", "（ひと）」をお招きした。"),
        ("会が招集し、", "第219回の臨時会を開いた。"),
        ("町が進める", "プロジェクト３件を見直した。"),
        ("残った課題は、", "課題１　人手、課題２　場所である。"),
        ("令和６年度の実施状況について（令和６年度", "上半期）"),
    ],
)
def test_what_only_looks_like_a_marker_carries_on(line: str, following: str) -> None:
    assert carries_on(line, following)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("○ 相談の窓口をひろげる", "（取組内容と進捗状況）"),
        ("相談会を開いた", "（１）参加の状況"),
        ("相談会を開いた", "第２回：８月３日"),
        ("相談会を開いた。", "（前年度115"),
        ("相談会を開いた", "注１　職員の数は４月のもの"),
        ("相談会を開いた", "重点プロジェクト２　道を守る"),
        ("相談会を開いた", "戦略２　道を守る"),
        ("相談会を開いた", "約束２－１　道を守る"),
    ],
)
def test_markers_begin_anew(line: str, following: str) -> None:
    assert not carries_on(line, following)


@pytest.mark.parametrize(
    ("line", "following", "torn"),
    [
        ("完成は令和6年", "3月の見込み", True),
        ("完成は６月", "１０日の見込み", True),
        ("令和元年", "４月に開始", True),
        ("相談会を3回開催", "し、延べ5人", True),
        ("令和6年", "第3回の相談会", False),
        ("相談の受付は毎月", "10件まで", False),
        ("開催は毎年", "3月に相談", False),
    ],
)
def test_what_only_a_wrap_cuts(line: str, following: str, *, torn: bool) -> None:
    assert is_torn(line, following) is torn


@pytest.mark.parametrize(
    ("line", "following", "same"),
    [
        ("柱２ 川と親しむ場をつくる", "2-1 水辺の講座", False),  # what it stands above
        ("水辺の講座を開き、授業は12コ", "マ、参加は88人でした。", True),
        ("次のものを備えた", "ア、網", False),
        ("登録された方は88人", "（9月末現在）です。", True),
        ("登録された方の数", "（新規）", False),
        ("水辺の講座を開いた", "▷ これから", False),
        ("5/17（土） 水辺の講座 88人", "6/14（土） 森の講座 92人", False),  # a list of days
        ("5月17日（土）の水辺の講座は、", "6月14日（土）の森の講座に続いた。", True),
    ],
)
def test_what_can_be_one_paragraph(line: str, following: str, *, same: bool) -> None:
    assert carries_on(line, following) is same


@pytest.mark.parametrize(
    ("line", "following", "cut"),
    [
        ("参加者は1,", "234人", True),
        ("参加者は1,2", "34人", True),
        ("参加者は１，２３", "４人", True),
        ("会場は1,2", "345人", False),  # no thousands mark has four digits behind it
        ("参加者は1,234", "5人", False),
        ("第1、", "234人", False),
        ("計画期間は令和６年度から令和10年", "度までの５年間", True),
        ("調査は令和５", "年度に終えた", True),
        ("施設の数は５", "年々増えている", False),
        ("表は令和６年", "度合いを５段階で示す", False),
        ("電話　0299-", "12-3456", True),
        ("電話０２９９－１２－", "３４５６（内線12）", True),
        ("電話　0299-12-3456", "7人", False),
        ("面積は0.5-", "12人で割る", False),
        ("区分は10-", "12-3456", False),
        ("電話相談を月２回から週", "１回に増やした。", True),
        ("見守りは毎週", "３～４日です。", True),
        ("来週", "５校で行います。", False),
        ("問 青少年課 ☎21-2210、学校教育課", "☎0888-31-2220", True),
        ("問 社会教育課（2階）", "℡21-2220", True),
        ("受付は朝から", "☎0888-31-2220", False),
    ],
)
def test_digits_of_a_number_or_year_are_cut(line: str, following: str, *, cut: bool) -> None:
    assert cuts_number(line, following) is cut


@pytest.mark.parametrize(
    "number", ["基本方針１　", "第１　", "１－２　", "（３）　", "施策１－１　", "第二章　", "①　"]
)
def test_a_wrapped_heading_is_joined_whatever_blank_stands_behind_its_number(number: str) -> None:
    heading = f"{number}{PROSE[:40]}の保存"
    text = "\n".join(wrap(line, 40) for line in (heading, PROSE, PROSE.replace("五つ", "三つ")))
    assert joined(text).startswith(f"{heading}\n県内")


def test_columns_behind_a_number_are_no_heading() -> None:
    row = "１　出張相談会の開催と見守り　　福祉の課"
    text = "\n".join([row, "長く続く訪問", wrap(PROSE, 40)])
    assert joined(text).startswith(f"{row}\n長く")


def test_a_short_text_is_wrapped_where_every_full_line_goes_on() -> None:
    lines = [
        "協議会の会員と市民が見守り協定の内容を確認",
        "する催しを開き、各地区の代表から意見を受け",
        "取組の進め方を決めた。また新しい協定の締結",
        "先の会社と研修の日程を相談し秋の公開の講座",
        "に続けた。",
    ]
    assert joined("\n".join(lines)) == "".join(lines)
    assert joined("\n".join([*lines, lines[2].replace("。", "の"), "", "了"])).count("\n") > 1


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("１　体験プログラムの磨き上げと", "　　新たな担い手の発掘（計画書 p.12）"),
        ("▼　防災マップの配布、", "　　担い手の育成"),
        ("　②　日本語教室の開催及び", "　　　新たな仕組みづくり"),
        ("２. 災害の際に使うアプリに関する", "    説明会の開催"),
        ("３　受入環境づくり（多言語化・キャッシュ", "　　レス化）"),
        ("４　地域と子どもの", "　　居場所づくり"),
        ("５　木の実ときのこと", "　　山菜の活用"),
        ("●地域の特色ある食べものの", "　掘り起こし"),
        ("○　親子と祖父母と", "　　近所の方の集い"),
        ("６　若者が輝くまちの", "　　姿を描く、つくる"),
        ("◇防災まちづくりと", "　見守りの輪"),
    ],
)
def test_a_heading_that_hangs_below_its_title_goes_on(line: str, following: str) -> None:
    text = f"{line}\n{following}\n　実施した。\n"
    assert soft_breaks(text) == (len(line),)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("１　体験プログラムの磨き上げ", "　　新たな担い手の発掘"),
        ("１　体験プログラムの磨き上げと", "　新たな担い手の発掘"),
        ("１　体験プログラムの磨き上げと", "新たな担い手の発掘"),
        ("１　体験プログラムの磨き上げと", "　　・新たな担い手の発掘"),
        ("１　体験プログラムの磨き上げと", "　　新たな担い手を募った。"),
        ("１　体験プログラムの磨き上げと", "　　新たな担い手を募り、"),
        ("１　おはなしサロン", "　　ボランティアが本を選び、子どもたちの前で読"),
        ("体験プログラムの磨き上げと", "　　新たな担い手の発掘"),
        ("【重点】体験プログラムの磨き上げと", "　　新たな担い手の発掘"),
        ("●取り組んだこと", "　整備の公募を行い、１法人の案を採択しました。予定地の住民"),
        ("●取り組んだこと", "　整備の公募を行い、１法人の案を採択し、予定地の住民"),
        ("◆これから行うこと", "　公募の窓口を設け、近くの市町と合わせて"),
        ("■令和６年度にめざすこと", "　職員を３人置き、夜も相談できる窓口"),
        ("○特に大切なこと", "　市民の声を聞く会を年４回開き、その結果"),
        ("１　取り組みたいこと", "　　窓口を広げ、相談の時間を延ばす方法"),
        ("●うまくいかなかったこと", "　夜間の支援員が集まらず、開設を見送る法人"),
        ("◎新しく始めたもの", "　移動図書館の巡回を山の地区まで広げ、８か所"),
        ("▼見直しが必要なもの", "　紙の台帳による受付が残り、転記の手間"),
    ],
)
def test_what_stands_below_a_heading_does_not_always_go_on_with_it(line: str, following: str) -> None:
    assert soft_breaks(f"{line}\n{following}\n　実施した。\n") == ()


def by_characters(paragraph: str, count: int) -> str:
    """Wrap at a number of characters, narrow ones counted as wide ones."""
    return "\n".join(paragraph[at : at + count] for at in range(0, len(paragraph), count))


MUCH_COUNTED = (
    "　市内12か所の学習室を運営し、利用者は年間延べ18,420人（小学生11,260人、中学生7,160人）であった。"
    "7月22日（土）と10月28日（土）には見学会を開き、86人と74人が来場した。令和6年3月31日現在の登録者は1,640人、"
    "うち新規は412人で、前年度の1,593人に比べて47人増えた。室の改修には予算12,400千円に対し11,780千円を要した。"
)


@pytest.mark.parametrize("count", [24, 30, 38])
def test_prose_wrapped_by_characters_is_joined_again(count: int) -> None:
    paragraphs = [MUCH_COUNTED, "・参加者：12名", MUCH_COUNTED.replace("学習室", "図書室")]
    assert joined("\n\n".join(by_characters(paragraph, count) for paragraph in paragraphs)) == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("この日の当番は7名で、うち4名が", "初めての方である。"),
        ("学習室の利用者は年間延べ", "18,420人であった。"),
        ("学習室の会員数は628人（", "令和6年3月末現在）である。"),
        ("利用者は480人（おとな", "260人、こども220人）である。"),
        ("この日の当番は7名で、前の月の4名から", "3名増えた。"),
    ],
)
def test_a_short_line_of_a_wrapped_text_that_is_left_open_goes_on(line: str, following: str) -> None:
    lines = [*wrap(PROSE, 40).split("\n"), line, following]
    assert joined("\n".join(lines)).endswith(f"\n{line}{following}")
    assert soft_breaks(f"{line}\n{following}\n") == ()  # no text that is wrapped


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("見学会の参加者は延べ86人", "74人が初めての方である。"),
        ("令和6年度は次のことを行い、", "・参加者：12名"),
        ("令和6年度は次のことを行い、", "　見学会を開いた。"),
        ("この日の当番は7名で、うち4名が", ""),
        ("会員数　　628人　　4名が", "初めての方である。"),
        ("会員数は628人（うち新規4人）", "令和6年3月末現在の数である。"),
    ],
)
def test_a_short_line_of_a_wrapped_text_that_says_all_ends(line: str, following: str) -> None:
    lines = [*wrap(PROSE, 40).split("\n"), line, following]
    assert joined("\n".join(lines)).endswith(f"\n{line}\n{following}")


def test_rows_of_as_many_characters_are_not_joined() -> None:
    assert (
        soft_breaks("\n".join(f"北部地域若者自立支援センター相談件数{n}件参加者数は{n}人" for n in (11, 22, 33, 44)))
        == ()
    )
    assert (
        soft_breaks("\n".join(f"第{n}回は市民会館で行い、来た人は2{n}人、うち初めては1{n}人" for n in range(1, 9)))
        == ()
    )


@pytest.mark.parametrize("mark", ["・　", "○　", "◆ "])
def test_points_behind_a_bullet_and_a_blank_are_joined(mark: str) -> None:
    rooms = ("学習室", "図書室", "工作室", "音楽室", "調理室")
    points = [f"{mark}{room}の利用者は年間で延べ18,420人となり、前年度を1,204人上回った。" for room in rooms]
    assert joined("\n".join(wrap(point, 42) for point in points)) == "\n".join(points)


def test_a_few_lines_beyond_the_margin_do_not_hide_it_in_a_short_text() -> None:
    points = ["・" + MUCH_COUNTED.replace("学習室", room) for room in ("学習室", "図書室", "工作室", "音楽室")]
    overlong = "・会場：" + "、".join(f"{n}階第{n}会議室" for n in range(1, 10))
    text = "\n".join([*(wrap(point, 60) for point in points), overlong])
    assert joined(text) == "\n".join([*points, overlong])


BY_HAND = (
    "　朝市には九軒の農家が店を出し、年間で延べ四千二百人の\n客を迎えた。売上げは前の年を\n八十万円上回り、一軒当たりの売上げも過去最高の額とな\n"
    "った。六月の\n第二回の市では、苗の交換を十二人が楽しみ、畑のうち\n〇・四ヘクタールに植えた。会費（一区画\n三千円）は据え置いた。"
)
"""As somebody breaks lines, here and there."""


def test_paragraphs_that_only_a_blank_opens_are_joined_however_wide_their_lines_are() -> None:
    assert joined(f"{BY_HAND}\n　次の市は三月に開く。\n") == BY_HAND.replace("\n", "") + "\n　次の市は三月に開く。\n"


@pytest.mark.parametrize(
    "text",
    [
        "　朝市の客\n延べ四千二百人\n　売上げ\n八十万円\n　会費\n三千円\n",  # nothing is in the middle of anything
        "　朝市を開き、\n　苗を配り、\n　会費を集め、\n　花を植えた。\n",  # each line is a paragraph
        "　朝市を開いた。\n二　苗の交換\n　苗を配った。\n三　会費\n　会費を集めた。\n",  # closed, above headings
    ],
)
def test_lines_below_a_paragraph_that_is_closed_are_their_own(text: str) -> None:
    assert soft_breaks(text) == ()


_HUNG = """(1) 見守り（福祉課）
　◆実績　協力店を訪ねて声かけの手順を説明し、新たに9店が加わった。協力店は合わせて41店
　　　　となり、年間で28件の連絡が寄せられた。連絡のうち、家族や民生委員への
　　　　取次ぎに至ったものは17件である。
　◆今後　令和7年度は、配達の事業者にも呼びかけ、50店とする予定である。

(2) 配食（長寿課）
　◆実績　利用者は延べ3,180人で、前年度に比べ204人多い。調理は市内の3店に委託し、
　　　　昼と夕の2食を届けた。
　◆課題　坂の多い地区への配達に時間がかかり、夕食の到着が遅れることがあった。
"""


def test_points_that_go_on_indented_below_their_mark_are_joined_where_they_are_cut() -> None:
    lines = _HUNG.split("\n")
    ends = [sum(map(len, lines[: at + 1])) + at for at in (1, 2, 7)]
    assert list(soft_breaks(_HUNG)) == ends


def test_rows_labels_and_contents_below_a_mark_are_not_joined() -> None:
    text = """●目次
　　　　安心の目標　暮らしを守る取組の状況について……………………………… 12
　　　　　希望の目標　学びを深める取組の状況について…………………………… 15
　　　　　　仕事の目標　働く場を広げる取組の状況について……………………… 18
　　　　　　　交通の目標　まちを結ぶ取組の状況について………………………… 21
●これまでは
　　　　道を直しました
●これからは
　　　　橋を直します
●この先には
　　　　川を直します
"""
    assert soft_breaks(text) == ()


def test_one_cut_line_below_a_mark_shows_no_habit() -> None:
    text = """　◆実績　協力店を訪ねて声かけの手順を説明し、新たに9店が加わった。協力店は合わせて41店
　　　　となり、年間で28件の連絡が寄せられた。
"""
    assert soft_breaks(text) == ()
