"""A list that CSV files go into and come out of: what orders and products share of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import on, work

from core.csv import NotInCp932
from tui.dialogs.csv_file import CsvPlan, CsvRead
from tui.failed import sentence_of
from tui.file_places import place_of
from tui.headless.files import read_whole
from tui.messages import CommandRefused, FileWritten
from tui.screens.frame import FrameScreen
from tui.words import _

if TYPE_CHECKING:
    from core import Books

Plan = TypeVar("Plan", bound=CsvPlan)


class CsvFiles(FrameScreen):
    """A screen that writes files away from itself and says where they lie."""

    @work(group="file", exit_on_error=False, description="書き出し")
    async def write_out(self, write: "Callable[[Books], FileWritten]") -> None:
        """Read and write away from the screen; the file is there whole or not at all."""
        try:
            self.post_message(await self.session.look_aside(write))
        except (OSError, NotInCp932) as error:
            self.post_message(CommandRefused(sentence_of(error)))

    @on(FileWritten)
    def show_written(self, message: FileWritten) -> None:
        """Say what lies where."""
        words = _("{n}件を書き出しました: {path}")
        self.tell(words.format(n=f"{message.rows:,}", path=place_of(message.path, self.app)))


def read_csv(path: Path, plan: "Callable[[bytes], Plan]") -> "CsvRead[Plan]":
    """The file with what taking it in would do; one that cannot be read has a sentence for that."""
    try:
        data = read_whole(path)
    except OSError as error:
        return CsvRead(path, b"", None, sentence_of(error))
    return CsvRead(path, data, plan(data))
