"""The admin's doors are the site's own."""

from functools import wraps

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import views


class AdminSite(admin.AdminSite):
    """Staff sign in, sign out and change their password where everybody does, so that the same rules hold.

    Limits on wrong passwords (SAFETY E4), the mail about a changed password, and whatever the site adds later.
    """

    site_title = "Petshop"
    site_header = "Petshop"
    index_title = _("Administration")

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """Send visitors to sign in and staff on; for anyone else there is nothing here."""
        if self.has_permission(request):
            return HttpResponseRedirect(views.next_page(request, default="admin:index"))
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(views.next_page(request, default="admin:index"))

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
