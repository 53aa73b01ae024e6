"""The one page of `renkei web`: the terminal, and what stands there before and after it."""

from html import escape

from tui.words import _

PAGE = """<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<title>renkei</title>
<link rel="stylesheet" href="/static/css/xterm.css">
<script src="/static/js/textual.js"></script>
<style>
@font-face {{
  font-family: "Roboto Mono";
  src: url("/static/fonts/RobotoMono-VariableFont_wght.ttf");
}}
html, body {{ margin: 0; height: 100%; background: #10141c; color: #e6e9f0;
  font-family: "Roboto Mono", monospace; }}
#terminal {{ width: 100vw; height: 100vh; }}
#closed {{ display: none; position: absolute; inset: auto 0 0 0; z-index: 10; padding: 2em;
  background: #1d2430; justify-content: center; gap: 2em; }}
body.-closed #closed {{ display: flex; }}
a {{ color: #8fd3ff; }}
</style>
</head>
<body>
<div id="closed"><div>{ended}</div><a href="">{again}</a></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}"
  data-font-size="16"></div>
</body>
</html>
"""


def page(socket: str) -> str:
    """The page whose terminal talks to `socket`."""
    return PAGE.format(
        socket=escape(socket), ended=escape(_("終了しました。")), again=escape(_("もう一度開く"))
    )
