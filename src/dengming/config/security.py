"""What the browser is told: content policy, cookies, headers, session life. Star-imported by the settings."""

import os

from csp.constants import NONE, SELF

# Nothing inline, nothing from elsewhere: a government intranet has no internet, and an injected script has no way in.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("DENGMING_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()
]

# Local parameter: classified protection gives no number; 15 to 30 minutes is what assessors use.
SESSION_COOKIE_AGE = 60 * int(os.environ.get("DENGMING_IDLE_MINUTES", "30"))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# DENGMING_HTTPS=1: served behind one proxy that ends TLS and sets X-Forwarded-Proto and X-Forwarded-For; without the
# latter, the sign-in limits by address would take the whole district for one machine.
if os.environ.get("DENGMING_HTTPS") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
