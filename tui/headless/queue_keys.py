"""What lets the engine into the shop's queue: an address that is one, and keys from no argument."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from core.account import QueueAccess
from tui.destination import Reach, destination_of
from tui.headless.exits import Exit, Stop
from tui.headless.files import read_whole
from tui.headless.given import BYTES_MAX, ask
from tui.words import _

_SQS = re.compile(r"https://sqs\.[a-z0-9-]+\.amazonaws\.com/[0-9]{12}/[A-Za-z0-9_.-]{1,80}")


class _Keys(msgspec.Struct):
    key_id: str = ""
    secret_key: str = ""


def access_to(url: str, file: Path | None) -> QueueAccess:
    """The queue at `url` with keys from `file`, or as typed. Raises Stop and OSError.

    A fake on this machine asks for none.
    """
    if urlsplit(url).scheme == "http" and destination_of(url).reach is Reach.LOCAL:
        return QueueAccess(url)
    if not _SQS.fullmatch(url):
        words = _(
            "キューのアドレスではありません: {url}。"
            "https://sqs.リージョン.amazonaws.com/アカウント/名前 の形で指定してください。"
        )
        raise Stop(words.format(url=url), Exit.WRONG)
    keys = _read(file) if file else _Keys()
    return QueueAccess(
        url,
        keys.key_id or ask(_("アクセスキーID")),
        keys.secret_key or ask(_("シークレットアクセスキー"), hidden=True),
    )


def _read(file: Path) -> _Keys:
    try:
        return msgspec.json.decode(read_whole(file, BYTES_MAX), type=_Keys)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        words = _("認証情報のJSONを読み取れません: {file}")
        raise Stop(words.format(file=file), Exit.WRONG) from None
