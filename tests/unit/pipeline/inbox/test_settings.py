from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.inbox.settings import arrange, load

KEYS = {"inbox", "output", "done", "failed", "quiet_seconds"}
FOLDERS = {"inbox", "output", "done", "failed"}


def test_done_and_failed_lie_beside_the_inbox(tmp_path: Path) -> None:
    folders = arrange(tmp_path / "受付", tmp_path / "表")
    assert (folders.done, folders.failed) == (tmp_path / "done", tmp_path / "failed")


@pytest.mark.parametrize(
    "names",
    [
        {"inbox": "in", "output": "in/out"},
        {"inbox": "out/in", "output": "out"},
        {"inbox": "in", "output": "in"},
        {"inbox": "in", "output": "out", "done": "in/済"},
        {"inbox": "in", "output": "out", "failed": "in"},
        {"inbox": "in", "output": "out", "done": "x", "failed": "x"},
        {"inbox": "in", "output": "out", "done": "sub/../in/done"},
    ],
)
def test_folders_inside_one_another_are_refused_with_the_reason(tmp_path: Path, names: dict[str, str]) -> None:
    (tmp_path / "sub").mkdir()
    with pytest.raises(UsageError) as caught:
        arrange(**{name: tmp_path / path for name, path in names.items()})
    assert caught.value.exit_status == 2
    assert "中に" in caught.value.ja
    assert "--" in caught.value.ja


def test_a_folder_reached_through_a_link_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "in", target_is_directory=True)
    with pytest.raises(UsageError):
        arrange(tmp_path / "in", tmp_path / "link" / "out")


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("x")
    with pytest.raises(UsageError, match="is not a folder"):
        arrange(tmp_path / "in", tmp_path / "out")


def test_settings_are_read_and_relative_folders_are_relative_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "受付.toml"
    path.write_text("inbox = '受付'\noutput = '/srv/表'\ndone = 2024\nquiet_seconds = 3 # 秒\n", encoding="utf-8-sig")
    values = load(path, KEYS, FOLDERS)
    assert Path(values["inbox"]) == tmp_path / "受付"
    assert values["quiet_seconds"] == 3
    assert Path(values["output"]) == Path("/srv/表")
    assert Path(values["done"]) == tmp_path / "2024"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("inbx = 'a'", "「inbox」ではありませんか"),
        ("quiet = 3", "quiet_seconds"),
        ("inbox = ['a']", "「inbox」には"),
        ("inbox = true", "「inbox」には"),
        ("inbox = ''", "「inbox」には"),
        ("[inbox]\na = 1", "「inbox」には"),
        ('inbox = "D:\\受付"', "一重引用符"),
        ("inbox =", "書き方"),
    ],
)
def test_what_is_wrong_with_a_settings_file_is_said(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(path, KEYS, FOLDERS)
    assert says in caught.value.ja
    assert str(path) in caught.value.ja


def test_a_settings_file_in_another_encoding_or_missing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("inbox = '受付'", encoding="cp932")
    with pytest.raises(UsageError, match="UTF-8"):
        load(path, KEYS, FOLDERS)
    with pytest.raises(UsageError, match="--settings"):
        load(tmp_path / "no.toml", KEYS, FOLDERS)
