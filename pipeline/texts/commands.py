"""What the program says of its commands and options, and of mistakes in using them: Japanese, English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "program": (
        "自治体の進捗状況報告書から、すべての数値に出典の付いたデータセットを作ります。",
        "Progress reports of Japanese prefectures and cities become datasets in which every number is accounted for.",
    ),
    "run": ("報告書を読み、表（CSV）と JSON を書き出します。", "Read reports and write their tables (CSV) and JSON."),
    "run.more": (
        "INPUT はファイルまたはフォルダー（中のすべての対応形式を読みます）。",
        "INPUT is a file or a folder (every supported format in it is read).",
    ),
    "run.status": (
        "終了コード: 0 すべて成功、1 失敗した報告書か書き出せない形式あり、2 使い方の誤り（読み取れるファイルがない場合を含む）。",
        "Exit status: 0 all written, 1 a report failed or a format could not be written, 2 wrong usage (or nothing to read).",
    ),
    "explain": (
        "報告書の構成と、各行で読み取った値とその理由を表示します。",
        "Show a report's tree, with what was read in each line and why.",
    ),
    "review": (
        "出力フォルダーの報告書を、本文・表・図で確かめる頁（HTML）にします。",
        "Write pages (HTML) on which people look at the reports of an output folder: text, tables, charts.",
    ),
    "review.more": (
        (
            "頁は DIR/review/ にでき、index.html から開きます。サーバーも通信も要りません。"
            "PDF は頁の画像でも確かめられます（元のファイルが読み取ったときと同じ場合）。"
        ),
        (
            "The pages are in DIR/review/; begin with index.html. They need no server and no network. "
            "PDFs can also be looked at as pictures of their pages, if the file is still as it was read."
        ),
    ),
    "review.output": (
        "表のあるフォルダー（必須。頁はその中の review/）",
        "folder of the tables (required); the pages go to its review/",
    ),
    "review.source": (
        "元の PDF のあるフォルダー。読み取ったときの場所から移したときに指定（何度でも指定可）",
        "folder of the PDFs, if they were moved since they were read; may be given again",
    ),
    "review.pictures": (
        "頁の画像に使う大きさの上限。1つの報告書あたり MB 単位（既定 24、0 で画像なし）",
        "most that the pictures of one report's pages may take, in MB (24; 0 for none)",
    ),
    "review.too": ("確認の頁（review/）も書き出す", "also write the pages of review/"),
    "trend": (
        "同じ計画の報告書を年度をこえて結び、取組のつながり、数値の推移、予定の結果を書き出します。",
        "Link the reports of each plan over the years: its measures, its figures, what became of what was planned.",
    ),
    "trend.more": (
        (
            "出力フォルダーの表だけから、measure_links.csv、trend.csv、promises.csv、trend_checks.csv を作り直します。"
            "報告書を加えたあとは、もう一度実行してください。"
        ),
        (
            "Makes measure_links.csv, trend.csv, promises.csv and trend_checks.csv anew from the tables of the output folder. "
            "Run it again when reports were added."
        ),
    ),
    "trend.end": (
        (
            "計画 {plans}、報告書 {reports}: 取組のつながり {links}、数値 {figures}（前の値と比べたもの {joined}）、"
            "予定 {promises}（報告のないもの {broken}）、確認事項 {checks}"
        ),
        (
            "{plans} plan(s), {reports} report(s): {links} links, {figures} figures ({joined} with an earlier value), "
            "{promises} promises ({broken} never reported), {checks} checks"
        ),
    ),
    "trend.left_out": (
        "計画名・年度・期間のいずれかがない報告書 {count} 件は、対象外です。",
        "{count} report(s) that name no plan, year or period are left out.",
    ),
    "correct": (
        "職員の訂正（確認の頁の corrections.csv か、値を直した Excel のブック）を取り込み、表に反映します。",
        "Take in corrections by people (corrections.csv of a review page, or a changed workbook) and lay them over the tables.",
    ),
    "correct.more": (
        (
            "訂正は引用と前後の文字で覚え、以後のすべての実行（run、batch、inbox）で反映します。"
            "FILE を省くと、取り込み済みの訂正の状態を表示します。"
        ),
        (
            "Corrections are tied to the quoted words and applied by every later run, batch and inbox. "
            "Without FILE, shows what became of those taken in."
        ),
    ),
    "correct.status": (
        "終了コード: 0 正常、1 誤りのあるファイル、または効力のない・食い違う訂正あり、2 使い方の誤り、3 ほかの実行が使用中。",
        "Exit status: 0 well, 1 a broken file, or a correction is stale or in conflict, 2 wrong usage, 3 folder in use.",
    ),
    "correct.who": (
        "ブックを直した人（省略時はブックを最後に保存した人）",
        "who changed the workbook; else who last saved it",
    ),
    "correct.why": ("ブックを直した理由", "why the workbook was changed"),
    "correct.end": (
        "訂正 {total} 件: 適用 {applied}、効力なし {stale}、食い違い {conflict}",
        "{total} correction(s): {applied} applied, {stale} stale, {conflict} in conflict",
    ),
    "correct.line": (
        "{state}: {source_file}、{title}、原文「{quote}」→「{value}」（{who}、{when}）: {words}",
        "{state}: {source_file} {title} '{quote}' -> '{value}' ({who}, {when}): {words}",
    ),
    "correct.stale": ("効力なし", "stale"),
    "correct.conflict": ("食い違い", "conflict"),
    "output": ("書き出すフォルダー（必須。追記されます）", "folder to write to (required); it accumulates"),
    "profile": (
        "報告書の様式の ID または様式ファイル（省略時は自動判定）",
        "id or file of the report style (found by itself if left out)",
    ),
    "profile.group": ("報告書の様式（プロファイル）を調べ、作ります。", "Inspect and make report styles (profiles)."),
    "profile.list": ("組み込みの様式を一覧表示します。", "List the built-in styles."),
    "profile.check": (
        "様式ファイルを読み込み、書かれた例をすべて確かめます。",
        "Load a style file and run all its examples.",
    ),
    "profile.test": (
        "報告書に合う様式と、その様式で読み取った見出しの構成を表示します。",
        "Show which styles fit a report, and the outline that is read with the chosen one.",
    ),
    "profile.draft": (
        "報告書から見出しの構成を推定し、編集できる様式ファイル（TOML）を作ります。",
        "Derive a report's outline and write it as a style file (TOML) to edit.",
    ),
    "profile.draft.more": (
        "できたファイルは profile check で確かめ、run --profile FILE.toml で使います。既にあるファイルは上書きしません。",
        "Check the file with profile check and use it with run --profile FILE.toml. An existing file is never overwritten.",
    ),
    "draft.output": ("書き出すファイル（省略時は画面に表示）", "file to write (the screen if left out)"),
    "draft.written": (
        "{file} を書き出しました。編集後、shinchoku profile check {file} で確かめてください。",
        "Wrote {file}. After editing, check it with: shinchoku profile check {file}",
    ),
    "style.checked": (
        "{file}: 問題ありません（様式 {id}「{title}」、見出し {headings} 種、例 {examples} 件）。",
        "{file}: no problem found (style {id} '{title}', {headings} headings, {examples} examples).",
    ),
    "style.no_headings": (
        "見出しの行は見つかっていません。{how}。違う場合は、見出しの例を見て [[heading]] に level、form、examples を書き加えてください（docs/profiles.ja.md）。",
        "No line is known as a heading; {how}. If that is wrong, add [[heading]] with level, form and examples (see docs/profiles.md).",
    ),
    "style.none": ("この様式では取組を読み取れません", "with this style no measure is read"),
    "style.tables": ("表の1行を1つの取組として読みます", "each row of a table is a measure"),
    "style.indents": ("見出しの段階は字下げで見分けます", "indentation tells the levels of headings"),
    "style.fits": ("合う様式: {fits}", "fitting styles: {fits}"),
    "style.chosen": ("使う様式: {id}", "style in use: {id}"),
    "style.loose": ("（見出しなし）", "(no heading)"),
    "title": ("報告書の題名（本文にないとき）", "report title, where the text has none"),
    "plan_name": ("計画名（本文にないとき）", "name of the plan, where the text has none"),
    "organisation": ("発行した県・市（本文にないとき）", "issuing prefecture or city, where the text has none"),
    "fiscal_year": (
        "年度: 2023、令和5、R5（本文にないとき）",
        "fiscal year: 2023, 令和5 or R5, where the text has none",
    ),
    "period": (
        "H1 上半期、H2 下半期、FY 年度（本文にないとき）",
        "H1 or H2 half-year, FY full year, where the text has none",
    ),
    "ocr": (
        "画像のページの文字認識: auto 文字の読めないページだけ（既定）、force すべて、off しない",
        "recognise pictures of pages: auto those without readable text (default), force all, off none",
    ),
    "max_mb": ("読み込むファイルの上限（MB、既定 200）", "largest file to read, in MB (200)"),
    "lang": ("表示の言語", "language of messages"),
    "quiet": ("失敗以外は何も表示しない", "print nothing but failures"),
    "debug": ("内部エラーの詳細を表示", "show the details of internal errors"),
    "measure": ("この番号の取組だけを表示", "show only the measure of this number"),
    "page": ("このページだけを表示（読み取りの確かさも）", "show only this page, and how it was read"),
    "help": ("この説明を表示", "show this help"),
    "version": ("版を表示", "show the version"),
    "heading.Usage": ("使い方", "Usage"),
    "heading.Options": ("オプション", "Options"),
    "heading.Commands": ("コマンド", "Commands"),
    "metavar.options": ("[オプション]", "[OPTIONS]"),
    "metavar.command": ("コマンド ...", "COMMAND ..."),
    "no_command": (
        "コマンドを指定してください（{names}）。",
        "Give a command: {names}.",
    ),
    "no_such_command": (
        "「{name}」というコマンドはありません。使えるのは次のとおりです: {names}",
        "There is no command {name!r}. The commands are: {names}",
    ),
    "no_such_option": ("「{name}」というオプションはありません。{hint}", "There is no option {name}. {hint}"),
    "did_you_mean": ("{names} ではありませんか。", "Did you mean {names}?"),
    "missing": ("{name} を指定してください。", "Give {name}."),
    "needs_value": (
        "オプション {name} の指定の仕方が正しくありません。値を付けるかどうかを確かめてください。",
        "Option {name} is not used as it should be: check whether it takes a value.",
    ),
    "bad_choice": ("{name} に使えるのは {choices} です。", "{name} takes one of {choices}."),
    "bad_value": ("{name} の値を読めません: {reason}", "{name}: {reason}"),
    "bad_number": ("{name} には {least} 以上の数を指定してください。", "{name} takes a number of {least} or more."),
    "bad_fiscal_year": (
        "--fiscal-year の「{value}」を年度として読めません。2023、令和5、R5 のように書いてください。",
        "--fiscal-year {value!r} is no fiscal year: write 2023, 令和5 or R5.",
    ),
    "too_many": ("余分な引数があります: {names}", "There are arguments too many: {names}"),
    "see_help": ("詳しくは: {command} --help", "More: {command} --help"),
    "error": ("エラー", "Error"),
    "internal": (
        "プログラムの内部エラーです（{what}）。開発元にお知らせください。--debug を付けると詳細が表示されます。",
        "internal error ({what}). Please report it; --debug shows the details.",
    ),
    "interrupted": ("中断しました。読み終えた分は保存しました。", "Interrupted. What was finished is saved."),
    "stopped": ("中断しました。", "Interrupted."),
    "no_measure": (
        "この報告書に {number} 番の取組はありません（全 {count} 件）。--measure の番号を確かめてください。",
        "This report has no measure {number} (it has {count}): check the number given to --measure.",
    ),
    "no_page": (
        "この報告書に {number} ページはありません（全 {count} ページ）。--page の番号を確かめてください。",
        "This report has no page {number} (it has {count}): check the number given to --page.",
    ),
    "format": (
        "CSV のほかに書き出す形式: {names}（繰り返し指定できます）",
        "write in this format too: {names}; may be given again",
    ),
    "export": (
        "出力フォルダーの表を、Excel など別の形式でも書き出します。",
        "Write the tables of an output folder in more formats, such as Excel.",
    ),
    "export.more": (
        "run、batch、inbox が書いたフォルダーなら、いつでも何度でも書き出せます。報告書は読み直しません。",
        "Works at any time on what run, batch or inbox wrote; no report is read again.",
    ),
    "export.status": (
        "終了コード: 0 すべて書き出し、1 書き出せない形式あり、2 使い方の誤り。",
        "Exit status: 0 all written, 1 a format could not be written, 2 wrong usage.",
    ),
    "export_from": (
        "表のあるフォルダー（必須。ここに書き出します）",
        "folder that holds the tables (required); written there",
    ),
    "format.written": ("書き出しました: {where}", "Written: {where}"),
    "format.rows": (
        "{table} は {rows} 行あり、Excel の1シートに入らないため、シート {sheets} に分けました。",
        "{table} has {rows} rows, more than a sheet of Excel holds: it stands on the sheets {sheets}.",
    ),
    "format.cut": (
        "Excel の1セルの上限（{most} 文字）を超える {count} 個のセルを途中で切りました。全文は CSV と reports の JSON にあります。",
        "{count} cell(s) longer than Excel's {most} characters were cut; the CSV and the JSON in reports hold them whole.",
    ),
    "format.as_text": (
        "Excel が正確に扱えない値（1900年3月より前の日付、15桁を超える数）{count} 個は文字列にしました。",
        "{count} value(s) that Excel cannot hold (dates before March 1900, numbers of more than 15 digits) are texts.",
    ),
    "format.links": (
        "シート {sheet} のリンクは Excel の上限（{most}）までで、それより下の行にはありません。",
        "Sheet {sheet} has as many links as Excel allows ({most}); the rows below have none.",
    ),
    "format.no_integer": (
        "{column} の値 {value} は Parquet の整数に収まらないため空にしました。CSV にはあります。",
        "The value {value} of {column} is beyond the integers of Parquet and left empty; the CSV has it.",
    ),
    "notes.made": (
        "shinchoku {version} が作成しました（データセットの取り決め 第 {contract} 版）。各報告書を読んだ版と日時は documents のシートにあります。",
        "Made by shinchoku {version}, dataset contract {contract}. The sheet of documents says what read each report, and when.",
    ),
    "notes.begin": (
        "はじめに確認事項（checks）のシートをご覧ください。人が原文で確かめるべきことの一覧です。",
        "Begin with the sheet of checks: it lists what a person should look up in the report.",
    ),
    "notes.columns": ("各表の項目の名前・型・説明です。", "What each column of each table is."),
    "notes.values": ("英語で書かれた値の意味です。", "What the values of columns with a closed list mean."),
    "notes.heads": (
        "どのシートも見出しは2行です。1行目が日本語の項目名、2行目が英語の項目名で、3行目からがデータです。プログラムで読むときは1行目を飛ばし、2行目を見出しにしてください。",
        "Every sheet has two head rows, Japanese titles and English names below; data begin in row 3. Programs skip row 1 and take row 2 as the header.",
    ),
    "notes.rules": (
        "総務省「統計表における機械判読可能なデータの表記方法」に沿い、1シート1表、1セル1データ、数値は数値、結合セルなしです。数式はありません。= などで始まる文字も文字列です。",
        "One table a sheet, one datum a cell, numbers as numbers, no merged cells, as the ministry of internal affairs (総務省) asks of machine-readable tables. There are no formulas: a text that begins with = is a text.",
    ),
    "notes.links": (
        "原文（text）のセルを押すと、その文がある取組の欄へ移ります。取組・開催・合計などの ID は、その行へ移ります。前後の文は同じ行の context にあります。",
        "A text cell leads to the part of the measure it stands in; an id of a measure, event or total leads to its row. The sentence around a figure is in context, in the same row.",
    ),
    "notes.empty": (
        "空のセルは、報告書に記載がないことを表します。0 ではありません。",
        "An empty cell means that the report does not say; it is not 0.",
    ),
    "notes.lists": (
        "複数の値がある項目は、qualifiers_1、qualifiers_2 のように番号の付いた列に1つずつ入っています。列の数は、いちばん多い行に合わせています（{most} を超える分は、最後の列に | でつないであります）。",
        "Several values of one thing stand one by one in numbered columns, such as qualifiers_1, qualifiers_2; there are as many as the longest row needs (what is beyond {most} stands in the last, joined by |).",
    ),
    "notes.units": (
        "単位は unit（原文のまま）と unit_norm（統一した書き方）にあります。金額は円、割合は % の数です（2千円は 2000、73% は 73）。処理日時は協定世界時（UTC）です。",
        "Units stand in unit (as written) and unit_norm. Money is in yen, rates in percent (2千円 is 2000, 73% is 73). Times are UTC.",
    ),
    "notes.sums": (
        "延べと実（限定語 qualifiers）は足し合わせないでください。part_of のある行は、別の行の内数です。同じ年度の上半期（H1）と通年（FY）も重なります。",
        "Never add 延べ (attendances) and 実 (persons), see qualifiers. A row with part_of is part of another row. H1 and FY of one year overlap.",
    ),
    "notes.status": (
        "status は実績（actual）、予定（planned）、目標（target）の別です。集計の前に選んでください。",
        "status tells what was reached (actual), announced (planned) or aimed at (target): choose before you count.",
    ),
    "notes.place": (
        "page は報告書のページ、offset_start と offset_end は本文での文字の位置（0 から、終わりは含まない）です。",
        "page is the page of the report; offset_start and offset_end count characters of its text from 0, end exclusive.",
    ),
    "notes.filter": (
        "2行目の▼で絞り込めます。見出しは画面に固定してあります。",
        "The buttons in row 2 filter; the heads stay in view.",
    ),
    "notes.codes": (
        "participants のような英語の値の意味は、値の意味（values）のシートにあります。",
        "The sheet of values gives the Japanese meaning of values such as participants.",
    ),
    "notes.correct": (
        (
            "値の誤りは、このブックのセルをそのまま直して保存し、shinchoku correct このブック --output フォルダー --who 名前 で"
            "取り込めます。以後の実行でも保たれ、機械の読み取り値は machine_values に残ります。見出し、ID、位置、原文の列は直せません。"
        ),
        (
            "A wrong value may be put right in its cell: save the workbook and take it in with shinchoku correct WORKBOOK "
            "--output FOLDER --who NAME. Later runs keep it; machine_values keeps what the program had read. Heads, ids, "
            "places and quoted text cannot be corrected."
        ),
    ),
    "notes.changes": (
        "このブックは書き出すたびに作り直されます。取り込んでいない書き込みは残らないので、別の名前で保存してから使ってください。",
        "The workbook is made anew with each export: save it under another name before you write into it.",
    ),
    "reading": ("読み取り中", "Reading"),
    "done": ("完了", "done"),
    "known": ("変更なし", "unchanged"),
    "same_bytes": ("{name} と同じ内容。表ではその名前", "same bytes as {name}, its name in the tables"),
    "one_report": (
        "{names} は同じ報告書の版とみられます（団体・計画・題名・年度・期間が同じ）。表では、すべてを数えています。",
        (
            "{names} seem to be versions of one report (same organisation, plan, title, year and period); "
            "the tables count all of them."
        ),
    ),
    "one_report.beside": (
        (
            "{names} は、フォルダーは違いますが、同じ報告書とみられます（団体・計画・題名・年度・期間が同じ）。表では、すべてを数えています。"
            "訂正版であれば、使うほうだけを新しい出力フォルダーで読み直してください。"
        ),
        (
            "{names} came from different folders, but seem to be one report (same organisation, plan, title, year and "
            "period); the tables count all of them. If one corrects the other, read only that one, into a new output folder."
        ),
    ),
    "failed": ("失敗", "failed"),
    "warnings": ("要確認", "to check"),
    "ok": ("正常", "ok"),
    "column.document": ("報告書", "report"),
    "column.status": ("状態", "status"),
    "column.measures": ("取組", "measures"),
    "column.figures": ("数値", "figures"),
    "column.dates": ("日付", "dates"),
    "column.events": ("行事", "events"),
    "column.unclaimed": ("未分類", "unclaimed"),
    "column.checks": ("確認事項", "checks"),
    "total": ("計 {count} 件", "{count} in all"),
}
