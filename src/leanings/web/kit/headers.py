"""The headers that every answer carries, whatever it is: page, file, redirect, or a no from the server itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Scripts, styles and pictures come from here alone, nothing is written into a page, and no other site may frame it.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
DEVICES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
ALWAYS = {
    "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers would then send a form's origin as null, and the form would be refused.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in DEVICES),
    "X-Robots-Tag": "noindex, nofollow",
}
NOT_KEPT = {"Cache-Control": "no-store"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
SECURE = {"Strict-Transport-Security": "max-age=31536000"}


class LastingFile(HttpResponse):
    """A file that never changes at its address, the same for everyone: the one answer that a browser may keep."""


def headers_for(*, secure: bool, lasting: bool = False) -> dict[str, str]:
    """What an answer carries; `secure` is for https, `lasting` for what a browser may keep."""
    return {**ALWAYS, **(FOR_GOOD if lasting else NOT_KEPT), **(SECURE if secure else {})}


class HeadersMiddleware:
    """Gives every answer of the pages its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of whatever lies within, with its headers."""
        response = self.get_response(request)
        lasting = isinstance(response, LastingFile)
        for name, value in headers_for(secure=request.is_secure(), lasting=lasting).items():
            response[name] = value
        return response
