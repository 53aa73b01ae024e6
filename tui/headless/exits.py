"""How a command ended, as scripts see it."""

from enum import IntEnum

from tui.words import N_


class Exit(IntEnum):
    """Exit codes of every command that needs no screen."""

    DONE = 0
    NOT_ALL = 1
    WRONG = 2
    LATER = 3
    AUTHORISE = 4
    OUR_BUG = 70


EXITS = N_(
    "終了コード: 0 完了、1 拒否された・一部だけ、2 引数や帳簿の誤り、\n"
    "            3 待って再実行、4 Amazonの承認が必要、70 renkeiの不具合"
)
"""The table at the end of each help page."""


class Stop(Exception):
    """A command ends here: `words` for the reader, in his language, and the exit code."""

    def __init__(self, words: str, code: Exit) -> None:
        super().__init__(words)
        self.words = words
        self.code = code
