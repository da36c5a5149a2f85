from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from pipeline.inbox import moves
from pipeline.inbox.deliveries import REASON, RESULT
from pipeline.inbox.moves import Shelf, answer_name, move, safe_name


def _file(path: Path, content: bytes = b"content") -> tuple[Path, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


def test_a_file_moves_into_folders_that_are_made(tmp_path: Path) -> None:
    source, sha256 = _file(tmp_path / "a.txt")
    move(source, tmp_path / "done" / "部" / "a.txt", sha256)
    assert not source.exists()
    assert (tmp_path / "done" / "部" / "a.txt").read_bytes() == b"content"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    source, sha256 = _file(tmp_path / "a.txt", b"new")
    target, _ = _file(tmp_path / "done" / "a.txt", b"old")
    with pytest.raises(FileExistsError):
        move(source, target, sha256)
    assert (source.read_bytes(), target.read_bytes()) == (b"new", b"old")


@pytest.mark.skipif(os.name == "nt", reason="Windows renames in one step")
def test_a_source_that_cannot_be_taken_away_stays_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, sha256 = _file(tmp_path / "a.txt")
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == source:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(PermissionError):
        move(source, tmp_path / "done" / "a.txt", sha256)
    assert source.exists()
    assert list((tmp_path / "done").iterdir()) == []


def _no_links(code: int) -> object:
    def link(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return link


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP])
def test_a_system_without_links_still_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "link", _no_links(code))
    source, sha256 = _file(tmp_path / "a.txt", b"new")
    target, _ = _file(tmp_path / "b.txt", b"old")
    with pytest.raises(FileExistsError):
        move(source, target, sha256)
    move(source, tmp_path / "c.txt", sha256)
    assert (tmp_path / "c.txt").read_bytes() == b"new"
    assert not source.exists()


def test_a_copy_to_another_file_system_is_checked_before_the_source_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def link(source: Path, target: Path, **more: bool) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, "another file system")
        real(source, target, **more)

    monkeypatch.setattr(os, "link", link)
    source, sha256 = _file(tmp_path / "a.txt")
    with pytest.raises(OSError, match="differs"):
        move(source, tmp_path / "far" / "a.txt", "0" * 64)
    assert source.exists()
    assert list((tmp_path / "far").iterdir()) == []
    move(source, tmp_path / "far" / "a.txt", sha256)
    assert not source.exists()
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_a_file_moves_to_a_real_other_file_system(tmp_path: Path) -> None:
    far = Path("/dev/shm") / f"shinchoku-test-{os.getpid()}.txt"
    source, sha256 = _file(tmp_path / "a.txt")
    try:
        move(source, far, sha256)
        assert far.read_bytes() == b"content"
        assert not source.exists()
    finally:
        far.unlink(missing_ok=True)


def test_a_name_that_exists_gets_a_suffix_in_any_spelling(tmp_path: Path) -> None:
    _file(tmp_path / "部" / "Report.TXT")
    _file(tmp_path / "が.txt")  # NFC
    shelf = Shelf()
    assert shelf.place(tmp_path, "部/report.txt", RESULT).name == "report (2).txt"
    assert shelf.place(tmp_path, "部/REPORT.txt", RESULT).name == "REPORT (3).txt"
    assert shelf.place(tmp_path, "が.txt", RESULT).name == "が (2).txt"  # NFD
    assert shelf.place(tmp_path, "拡張子なし", RESULT).name == "拡張子なし"
    assert shelf.place(tmp_path, "拡張子なし", RESULT).name == "拡張子なし (2)"


def test_a_name_whose_answer_exists_is_taken(tmp_path: Path) -> None:
    _file(tmp_path / "a.txt.理由.txt")
    assert Shelf().place(tmp_path, "a.txt", REASON).name == "a (2).txt"
    assert Shelf().place(tmp_path, "a.txt", RESULT).name == "a.txt"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON.txt", "CON_.txt"),
        ("aux", "aux_"),
        ("lpt1.報告.pdf", "lpt1_.報告.pdf"),
        ("console.txt", "console.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("末尾の点.", "末尾の点_"),
        ("末尾の空白 ", "末尾の空白_"),
        ("\udcff.txt", "_.txt"),
        ("　全角　空白😀.txt", "　全角　空白😀.txt"),
    ],
)
def test_names_that_windows_cannot_hold_are_mended(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_long_names_leave_room_for_suffix_and_answer(tmp_path: Path) -> None:
    name = "報" * 80 + ".txt"  # 244 bytes of UTF-8; a file system takes 255
    _file(tmp_path / name)
    chosen = Shelf().place(tmp_path, name, RESULT)
    assert chosen.suffix == ".txt"
    assert "(2)" in chosen.name
    _file(chosen)
    answer = tmp_path / answer_name(name, RESULT)
    assert answer.name.endswith(".結果.html")
    _file(answer)
    assert len(list(tmp_path.iterdir())) == 3


def test_short_paths_stay_as_they_are(tmp_path: Path) -> None:
    assert moves.long_path(tmp_path) == tmp_path
