"""The second factor in the admin: taken away from somebody who has lost their phone. Secrets are shown nowhere."""

from django.conf import settings
from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.second_factor import services


class SecondFactorAdminMixin:
    """Gives the list of people an action for whoever may do everything."""

    actions = ["reset_second_factor"]

    def has_reset_second_factor_permission(self, request):
        return settings.SECOND_FACTOR and request.user.is_superuser

    @admin.action(description=_("Take the second factor away"), permissions=["reset_second_factor"])
    def reset_second_factor(self, request, queryset):
        """Not one's own: that is done on one's own page, with a code."""
        reset = 0
        for user in queryset.exclude(pk=request.user.pk):
            if services.remove(user=user):
                self.log_change(request, user, "Second factor taken away.")
                reset += 1
        said = ngettext(
            "%(count)d second factor is taken away.", "%(count)d second factors are taken away.", reset
        )
        self.message_user(request, said % {"count": reset}, messages.SUCCESS)
