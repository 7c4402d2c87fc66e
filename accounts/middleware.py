"""Who is let in, and what is kept out of every cache."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import middleware as auth_middleware
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

# What the browser forgets when somebody has signed out (https://www.w3.org/TR/clear-site-data/): Back shows
# nothing to the next person at the computer. Not "cookies": the session's is taken back by name, and the answer
# may set others, such as a message that says goodbye.
CLEAR_SITE_DATA = '"cache", "storage"'


def page_of_form(request):
    """Return the address, on this site, of the page that a form was sent from; None if it is not known."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return None
    parts = urlsplit(referer)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class LoginRequiredMiddleware(auth_middleware.LoginRequiredMiddleware):
    """Django's, for forms whose sender is no longer signed in.

    After signing in, a person comes back to the page with the form: the address that the form was sent to
    answers to POST alone. A part of a page that htmx asked for is not replaced by the sign-in page; the whole
    page goes there.
    """

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD"):
            response = super().handle_no_permission(request, view_func)
        else:
            response = auth_middleware.redirect_to_login(
                page_of_form(request) or resolve_url(settings.LOGIN_REDIRECT_URL),
                resolve_url(self.get_login_url(view_func)),
                self.get_redirect_field_name(view_func),
            )
        return HttpResponseClientRedirect(response.url) if request.htmx else response


class NoStoreMiddleware(MiddlewareMixin):
    """Answers Cache-Control: no-store wherever a signed-in person's session was looked at (SAFETY G1).

    After signing out on a computer that the family shares, Back shows nothing. A page that does not look at the
    session is the same for everyone: it is left alone, and costs no query here either.
    """

    def process_response(self, request, response):
        if request.session.accessed and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response
