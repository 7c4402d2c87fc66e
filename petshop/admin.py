"""The admin's doors are the site's own."""

from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import views
from accounts.second_factor import services as second_factor


class AdminSite(admin.AdminSite):
    """Staff sign in, sign out and change their password where everybody does, so that the same rules hold.

    Limits on wrong passwords (SAFETY E4), the mail about a changed password, and whatever the site adds later.
    On top of that a session must have shown the second factor (SAFETY E6).
    """

    site_title = "Petshop"
    site_header = "Petshop"
    index_title = _("Administration")

    def has_permission(self, request):
        return super().has_permission(request) and second_factor.opens_the_admin(request)

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """Send visitors to sign in, and staff on or to their second factor; for others there is nothing here."""
        target = views.next_page(request, default="admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        if not super().has_permission(request):
            raise Http404
        if not second_factor.opens_the_admin(request):
            return redirect_to_login(target, login_url=reverse("second_factor:code"))
        return HttpResponseRedirect(target)

    def each_context(self, request):
        return super().each_context(request) | {"second_factor": settings.SECOND_FACTOR}

    def admin_view(self, view, cacheable=False):
        """Also answer 400 to a NUL in the query: filters of lists hand it to PostgreSQL, which cannot take it."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def without_nul(request, *args, **kwargs):
            if "%00" in request.META.get("QUERY_STRING", ""):
                raise BadRequest("NUL in the query")
            return guarded(request, *args, **kwargs)

        return without_nul

    def logout(self, request, extra_context=None):
        return views.sign_out(request)

    def password_change(self, request, extra_context=None):
        return redirect("accounts:password_change")
