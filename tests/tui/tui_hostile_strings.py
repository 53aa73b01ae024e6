"""A thousand strings that would like to be obeyed."""

from random import Random

FRAGMENTS = (
    *("[@click=app.bell]押[/]", "[link=http://x]x[/link]", "[/foo]", "[$error]", "[bold", "\\["),
    *("\x1b[2J", "\x1b[31m", "\x1b]0;owned\x07", "\x1b]52;c;eA==\x07", "\x1b[?1049l", "\x1bc"),
    *("\x1b[6n", "\x1bP+q544e\x1b\\", "\x9b31m", "\x9d0;x\x9c", "\x90x\x9c", "\x07", "\x08\x08"),
    *("\x00", "\x7f", "\x0b", "\x0c", "\r", "\n", "\t", "\x85", "\u2028", "\u2029", "\x1b"),
    *("\u202eright\u202c", "\u2066left\u2069", "\u200f", "\u061c", "שלום", "مرحبا"),
    *("\u200b", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad", "\ufe0f", "\U000e0041"),
    *(
        "👨‍👩‍👧‍👦",
        "🇯🇵",
        "❤️",
        "1️⃣",
        "👍🏽",
        "🏳️‍🌈",
        "が",
        "ｶﾞ",
        "é",
        "a\u0301\u0302\u0303",
        "Z\u0489" * 9,
    ),
    *("漢" * 40, "字", "ｱ", "Ａ", "①", "…", "─", "│", "■", "𠮷", "㍿", "\u3000"),
    *("%s%n", "{0.__class__}", "{x}", "${HOME}", "$(id)", "`id`", "'; DROP TABLE orders; --"),
    *("<script>", "&amp;", "../../x", "C:\\x", "#{x}", "=1+1", "@SUM(A1)", "-1+1", "\\x1b[31m"),
)
LONG = 10_000


def hostile_strings(number: int) -> tuple[str, ...]:
    """Each fragment by itself, some of 10 kB, then mixtures, the same every time."""
    draw = Random("1/hostile")
    found = [*FRAGMENTS, *((each * LONG)[:LONG] for each in FRAGMENTS[::9])]
    while len(found) < number:
        found.append("".join(draw.choices((*FRAGMENTS, " ", "商品", "abc"), k=draw.randint(2, 9))))
    return tuple(found[:number])
