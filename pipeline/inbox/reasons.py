"""Why a file was not read and what its sender can do, in plain Japanese: no option, no code, no jargon."""

from __future__ import annotations

from pathlib import PurePosixPath

from extractors.view import fold
from pipeline import ingest
from pipeline.inbox.deliveries import Delivery
from pipeline.inbox.settings import Folders

_SAVE = (
    "元のファイルを Word などで開いてください。",
    "「名前を付けて保存」で、種類に「PDF」か「書式なし（テキスト）」を選んで保存してください。",
)
_ASK = ("もう一度入れても同じ場合は、このファイルとこのメモを担当者（システム管理者）に渡してください。",)

# What a file that is not read is called by its suffix → what its sender does.
_OF_A_KIND: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (".zip", ".7z", ".rar", ".lzh", ".gz", ".tar"),
        ("圧縮ファイルは展開（解凍）してください。", "中の報告書（.txt か .pdf）を、1つずつ入れてください。"),
    ),
    (
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp"),
        (
            "元の Word ファイルなどがあれば、そこから PDF を作ってください。",
            "画像しかない場合は、画像を PDF にし、文字認識（OCR）をかけてください。",
        ),
    ),
    (
        (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv"),
        ("Excel で開き、列が切れないように用紙に収めてから、「エクスポート」か「印刷」で PDF にしてください。",),
    ),
)
_RENAME = ("中身がテキストなら、ファイル名の最後を半角の「.txt」に、PDF なら「.pdf」に変えてください。",)

# Kind of failure → what happened, what to do.
_REASONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "unsupported_format": ("この種類のファイルは読めません。読めるのは、テキスト（.txt）と PDF（.pdf）です。", _SAVE),
    "binary": ("ファイル名はテキストですが、中身は文章ではありませんでした。", _SAVE),
    "html": (
        "中身がウェブページ（HTML）でした。",
        ("ウェブページをブラウザーで開き、「印刷」から「PDF に保存」を選んで保存してください。",),
    ),
    "empty": (
        "ファイルの中に文字がありませんでした。",
        ("コピーやダウンロードが途中で終わっていないか、元のファイルを開いて確かめてください。",),
    ),
    "too_large": (
        "ファイルが大きすぎます。",
        ("画像を減らして保存し直すか、章ごとなどに分けてください。", "分けられない場合は、担当者に相談してください。"),
    ),
    "unreadable": (
        "ファイルを開けませんでした。読み取りの権限がないか、ほかのソフトが使用中だったと思われます。",
        (
            "ファイルを開いているソフトがあれば閉じてください。",
            "ファイルを一度自分のパソコンにコピーし、そのコピーを入れてください。",
        ),
    ),
    "undecodable": (
        "文字コードが分からず、文章として読めませんでした。",
        (
            "メモ帳でファイルを開き、文字化けしていないことを確かめてください。",
            "「名前を付けて保存」で、文字コードに「UTF-8」を選んで保存してください。",
        ),
    ),
    "password": ("パスワードで保護された PDF でした。", ("パスワードを外した PDF を保存し直してください。",)),
    "damaged": (
        "PDF が壊れていて、読めませんでした。",
        (
            "ファイルを開いて、最後のページまで表示されるか確かめてください。",
            "元の文書から PDF を作り直すか、配布元から取り直してください。",
        ),
    ),
    "no_text_layer": (
        "PDF の中身が画像（スキャンしたものなど）で、文字の情報がありませんでした。",
        (
            "元の Word ファイルなどがあれば、そこから PDF を作ってください。",
            "紙しかない場合は、文字認識（OCR）をかけた PDF を作ってください。",
        ),
    ),
    "time_limit": (
        "決められた時間のうちに読み終わらなかったため、途中でやめました。",
        ("とても長い文書の場合は、章ごとなどに分けてください。",),
    ),
    "worker_died": (
        "読んでいる途中で、読み取りの処理が異常終了しました。",
        ("元のファイルを開いて最後まで表示されるか確かめ、名前を付けて保存し直してください。",),
    ),
    "memory_limit": (
        "読むのに必要なメモリーが多すぎるため、途中でやめました。",
        ("画像を減らして保存し直すか、章ごとなどに分けてください。",),
    ),
}
_UNFORESEEN = ("読み取りの途中で、予期しない問題が起きました。",)


def explain(delivery: Delivery, folders: Folders) -> str:
    """Return the note that lies beside a file that could not be read.

    Args:
        delivery: the file, with its kind of failure.
        folders: of the inbox, which the note names.
    """
    what, steps = _REASONS.get(delivery.code, (_UNFORESEEN[0], ()))
    if delivery.code == "unsupported_format":
        steps = _of_a_kind(delivery.name)
    name = ingest.printable(delivery.name)
    again = f"直したファイルを、もう一度受付フォルダー（{folders.inbox}）に入れてください。名前は同じでも、変えてもかまいません。"
    numbered = [f"{number}. {step}" for number, step in enumerate((*steps, again, *_ASK), start=1)]
    return "\n".join(
        (
            f"「{name.rpartition('/')[2]}」は読み取れませんでした。ファイルはこのメモと同じフォルダーにあり、消えていません。",
            "",
            "■ 何が起きたか",
            what,
            "",
            "■ どうすればよいか",
            *numbered,
            "",
            "■ 担当者の方へ",
            f"受付: {delivery.at.replace('T', ' ')}",
            f"受け付けた場所: {folders.inbox / name}",
            f"種類: {delivery.code}",
            f"詳細: {delivery.reason}",
            f"ハッシュ値（SHA-256）: {delivery.sha256 or '（読めませんでした）'}",
            "",
        )
    )


def _of_a_kind(name: str) -> tuple[str, ...]:
    """Return what to do about a file of a kind that is not read."""
    suffix = PurePosixPath(fold(name)).suffix.lower()
    if not suffix or suffix in ingest.SUFFIXES.split():  # none, or one of ours in full-width letters
        return (*_RENAME, *_SAVE)
    return next((steps for suffixes, steps in _OF_A_KIND if suffix in suffixes), _SAVE)
