"""The consent page as HTML."""

from collections.abc import Iterable, Mapping
from html import escape

from simulator.world.records import App, Seller

_FRAME = """<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }}
button {{ font-size: 1rem; padding: .5rem 1.5rem; margin: 1.5rem 1rem 0 0; }}
</style>
</head>
<body>
<p><small>renkei simulator · Amazon.co.jp セラーセントラルの代わりの画面です</small></p>
{content}
</body>
</html>
"""
_QUESTION = """<h1>アプリの承認</h1>
<p>アプリ <strong>{app}</strong> に、あなたの出品用アカウントの次の情報へのアクセスを
許可しますか?</p>
<ul>
{roles}
</ul>
<form method="post" action="{action}">
{hidden}
<p><label>出品者 <select name="selling_partner_id">
{sellers}
</select></label></p>
<button name="decision" value="approve">承認する</button>
<button name="decision" value="decline">承認しない</button>
</form>"""
_REFUSAL = "<h1>{code}</h1>\n<p>{text}</p>"


def question(
    app: App, sellers: Iterable[Seller], *, action: str, hidden: Mapping[str, str]
) -> bytes:
    """The page that asks; its form sends `hidden`, the seller and the decision to `action`."""
    return _page(
        "アプリの承認",
        _QUESTION.format(
            app=escape(app.name or app.app_id),
            roles="\n".join(f"<li>{escape(role)}</li>" for role in sorted(app.roles)),
            action=escape(action),
            hidden="\n".join(
                f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
                for name, value in hidden.items()
            ),
            sellers="\n".join(
                f'<option value="{escape(one.seller_id)}">'
                f"{escape(one.store_name)} ({escape(one.seller_id)})</option>"
                for one in sellers
            ),
        ),
    )


def refusal(code: str, text: str) -> bytes:
    """The page of a request that cannot be asked about."""
    return _page(code, _REFUSAL.format(code=escape(code), text=escape(text)))


def _page(title: str, content: str) -> bytes:
    return _FRAME.format(title=escape(title), content=content).encode()
