"""System checks for settings that come from the environment: each mistake has an id and a hint."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security)
def check_secret_key(app_configs, **kwargs):
    """Outside debug a secret key is required, and not the one that debugging falls back on."""
    # Django refuses even to read an empty key, so the settings module itself is asked.
    key = getattr(settings._wrapped, "SECRET_KEY", "")
    if key:
        return []
    return [
        Error(
            "SECRET_KEY is not set, and DEBUG is off.",
            hint="Set SECRET_KEY to 50 random characters or more, or DEBUG=true on your own machine "
            "('make run' writes a .env file that does).",
            id="petshop.E001",
        )
    ]


@register(Tags.urls)
def check_site_url(app_configs, **kwargs):
    """SITE_URL is what mails and shared links begin with."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in ("http", "https") and parts.netloc and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is not the address of a site: {settings.SITE_URL!r}.",
            hint="Give scheme and host, without a path: https://petshop.example",
            id="petshop.E002",
        )
    ]


@register
def check_environment(app_configs, **kwargs):
    """Every variable that could not be read is named, with what is wrong."""
    return [
        Error(
            f"{name} in the environment cannot be read: {mistake}",
            hint=f"Correct {name}, or remove it to use the default; .env.example says what it may hold.",
            id="petshop.E003",
        )
        for name, mistake in settings.ENVIRONMENT_MISTAKES
    ]


@register(Tags.security, deploy=True)
def check_site_is_https(app_configs, **kwargs):
    """In production cookies are Secure and HSTS is sent, which follows from SITE_URL."""
    if settings.HTTPS:
        return []
    return [
        Warning(
            "SITE_URL is not https: cookies are sent in the clear and HSTS is off.",
            hint="Set SITE_URL to the https address of the site.",
            id="petshop.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_second_factor(app_configs, **kwargs):
    """In production a password alone does not open the admin."""
    if settings.SECOND_FACTOR:
        return []
    return [
        Warning(
            "SECOND_FACTOR is off: a password alone opens the admin.",
            hint="Remove SECOND_FACTOR from the environment; it is on by default.",
            id="petshop.W002",
        )
    ]
