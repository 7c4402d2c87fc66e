"""Settings of the site: one file, every value from the environment, each with a default that works.

The variables are listed in ``.env.example``; a ``.env`` file beside ``manage.py`` is read when there is one.
A value that is missing or wrong does not stop this file: it is reported by a system check (``petshop/checks.py``)
with an id and a hint, so that ``manage.py check`` can name everything that is wrong at once.
"""

import warnings
from pathlib import Path
from zoneinfo import available_timezones

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv()
env.read_env(BASE_DIR / ".env")

# (name of the variable, what is wrong with it): reported by the check petshop.E003.
ENVIRONMENT_MISTAKES = []


def read(name, read_as, default, instead=None):
    """Return the variable read with `read_as`, its default when it is not set, `instead` if it cannot be read."""
    try:
        return read_as(name, default=default)
    except (ValueError, environ.ImproperlyConfigured) as mistake:
        ENVIRONMENT_MISTAKES.append((name, str(mistake)))
        return instead


def read_database(name, default):
    """Return the database that the variable names; one that the contract is not written for is a mistake."""
    with warnings.catch_warnings(action="ignore"):  # django-environ warns of what is refused here
        database = env.db(name, default=default)
    if database.get("ENGINE") == "django.db.backends.sqlite3":
        # Django's own backend loses triggers when it rebuilds a table: petshop/sqlite3 keeps them.
        return database | {
            "ENGINE": "petshop.sqlite3",
            # Said aloud, because the plugin that runs tests side by side knows Django's own engine alone.
            "TEST": {"NAME": ":memory:"},
            "OPTIONS": {
                # SELECT FOR UPDATE does nothing on SQLite: a transaction takes the write lock when it begins.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if database.get("ENGINE") == "django.db.backends.postgresql":
        # Opening a connection for each request costs four to seven times the throughput.
        return database | {
            "CONN_MAX_AGE": read("CONN_MAX_AGE", env.int, None),
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError("neither postgres://name:password@host:5432/database nor sqlite:///path")


# --- The process ---------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)  # any word but true, on, yes, y, ok, 1 is off
# Empty outside debug unless given: the check petshop.E001 says so, and Django itself refuses to sign with it.
SECRET_KEY = env("SECRET_KEY", default="") or ("only-for-debugging-on-this-machine" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# The address that mails and shared links name; its scheme decides on secure cookies and HSTS.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if HTTPS else [])

ROOT_URLCONF = "petshop.urls"
WSGI_APPLICATION = "petshop.wsgi.application"

INSTALLED_APPS = [
    "accounts",
    "pets",
    "interactions",
    "matchmaking",
    "sessions_app",
    "petshop",
    "petshop.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.forms",  # the form renderer (petshop/forms.py) finds the widgets' own templates there
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "petshop.middleware.PermissionsPolicyMiddleware",
    "sessions_app.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "sessions_app.middleware.AuthenticationMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "accounts.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "petshop.forms.FormRenderer"

# --- Data ----------------------------------------------------------------------------------------------------
DATABASES = {
    "default": read(
        "DATABASE_URL",
        read_database,
        default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}",
        # Better no database than silently another one.
        instead={"ENGINE": "django.db.backends.dummy"},
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": read(
        "CACHE_URL",
        env.cache,
        default="locmemcache://",
        instead={"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    )
}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache":
    # Django's 300 entries would let anyone push the counts of accounts/throttle.py out of the cache.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 10_000)

MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "media"))
STATIC_URL = "/static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- People --------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.GroupBackend"]
PASSWORD_HASHERS = [
    "accounts.hashers.Argon2idHasher",
    # Read only: a password stored by one of these is hashed anew at the next sign-in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.LengthValidator", "OPTIONS": {"min_length": 10, "max_length": 128}},
    {"NAME": "accounts.validators.CommonPasswordValidator"},
    {"NAME": "accounts.validators.OwnWordsValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 60 * 60
# Staff show a second factor before the admin opens. Only a word that says so switches it off, not a slip.
SECOND_FACTOR = env("SECOND_FACTOR", default="true").strip().lower() not in ("false", "off", "no", "n", "0")
OTP_TOTP_ISSUER = "Petshop"  # how an authenticator app names the site

SESSION_ENGINE = "sessions_app.engine"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "petshop.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- Mail ----------------------------------------------------------------------------------------------------
# EMAIL_URL as django-environ reads it: consolemail://, smtp+tls://name:password@host:587 and so on.
_email = read(
    "EMAIL_URL",
    env.email_url,
    default="consolemail://",
    instead={"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"},
)
MAILERS = {"default": {"BACKEND": _email["EMAIL_BACKEND"]}}
if _email["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    MAILERS["default"]["OPTIONS"] = {
        "host": _email["EMAIL_HOST"],
        "port": _email["EMAIL_PORT"],
        "username": _email["EMAIL_HOST_USER"],
        "password": _email["EMAIL_HOST_PASSWORD"],
        "use_tls": _email.get("EMAIL_USE_TLS", False),
        "use_ssl": _email.get("EMAIL_USE_SSL", False),
        "timeout": 10,
    }
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Petshop <hello@petshop.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Background work -----------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": env("TASKS_BACKEND", default="petshop.tasks.ThreadBackend")}}

# --- Headers -------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    # data: for the small icons inside Pico's style sheet.
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    # Only behind a proxy that sets this header itself and drops what clients send.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Language and time ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = env("TIME_ZONE", default="UTC")
if TIME_ZONE not in available_timezones():
    ENVIRONMENT_MISTAKES.append(("TIME_ZONE", f"no such time zone: {TIME_ZONE!r}"))
    TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
# How prices are written: the sign of the one currency of the site.
CURRENCY = env("CURRENCY", default="€")

# --- Log -----------------------------------------------------------------------------------------------------
LOG_LEVEL = env("LOG_LEVEL", default="INFO").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    ENVIRONMENT_MISTAKES.append(("LOG_LEVEL", f"no such level: {LOG_LEVEL!r}"))
    LOG_LEVEL = "INFO"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
