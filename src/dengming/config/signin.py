"""Who gets in: user name and password by django-allauth, no self-registration. Star-imported by the settings.

The numbers are local parameters: the standard for classified protection asks for complexity, limits and time-outs but
gives no figures; these are what assessors use.
"""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "dengming.accounts.passwords.StrengthValidator",
        "OPTIONS": {"min_length": 8, "min_classes": 3},  # local parameter
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "dengming.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # allauth wants them named although sign-up is closed
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser: office machines are shared
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    # Five wrong passwords close an account's sign-in for half an hour, whether or not the account exists. The limit by
    # address is wide: a whole organ sits behind one.
    "login_failed": "5/30m/key,60/5m/ip",  # local parameter
    "login": "120/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
