"""Which encoding a CSV file is in: UTF-8 with or without BOM, or cp932, as Excel writes it."""

import codecs

from core.domain.sentence import Sentence

FILE_BYTES_MAX = 50_000_000
_CHUNK = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Undecodable(ValueError):
    """No encoding fits; `line` is where the likeliest one breaks, `reason` says so in Japanese."""

    def __init__(self, line: int, template: str, **values: object) -> None:
        self.reason = Sentence(template, **values)
        super().__init__(self.reason)
        self.line = line


def encoding_of(data: bytes) -> str:
    """The codec of `data`: `utf-8-sig` (BOM or not) or `cp932`. Raises Undecodable."""
    if len(data) > FILE_BYTES_MAX:
        size_mb = FILE_BYTES_MAX // 1_000_000
        raise Undecodable(1, "ファイルが大きすぎます。{n}MB以内に分けてください。", n=size_mb)
    if data.startswith(_UTF16):
        raise Undecodable(1, "文字コードがUTF-16です。UTF-8またはShift_JISで保存してください。")
    utf8_breaks = _first_wrong_byte(data, "utf-8")
    if utf8_breaks is None:
        return "utf-8-sig"
    if data.startswith(codecs.BOM_UTF8):
        raise _undecodable(data, utf8_breaks)
    cp932_breaks = _first_wrong_byte(data, "cp932")
    if cp932_breaks is None:
        return "cp932"
    raise _undecodable(data, max(utf8_breaks, cp932_breaks))


def _first_wrong_byte(data: bytes, codec: str) -> int | None:
    """Where decoding breaks, None if it does not; reads in chunks, so that nothing is kept."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    for start in range(0, len(data), _CHUNK):
        last = start + _CHUNK >= len(data)
        kept = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK], final=last)
        except UnicodeDecodeError as error:
            return start - kept + error.start
    return None


def _undecodable(data: bytes, at: int) -> Undecodable:
    line = data.count(b"\n", 0, at) + 1
    return Undecodable(
        line, "文字コードがUTF-8でもShift_JIS（CP932）でもないため、この行から読み取れません。"
    )
