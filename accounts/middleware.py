"""Private pages stay out of every cache."""

from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin


class NoStoreMiddleware(MiddlewareMixin):
    """Answers Cache-Control: no-store wherever a signed-in person's session was looked at (SAFETY G1).

    After signing out on a computer that the family shares, Back shows nothing. A page that does not look at the
    session is the same for everyone: it is left alone, and costs no query here either.
    """

    def process_response(self, request, response):
        if request.session.accessed and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response
