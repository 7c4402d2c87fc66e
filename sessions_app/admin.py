"""Sessions in the admin: who is signed in where, and ending it. Tokens and payloads are shown nowhere."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from sessions_app import services
from sessions_app.models import Session


class StateFilter(admin.SimpleListFilter):
    """Live or ended; a session that reached a limit has ended, whether the sweep has come or not."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("live", _("Signed in")), ("ended", _("Ended"))]

    def queryset(self, request, queryset):
        if self.value() in ("live", "ended"):
            return queryset.filter(is_live=self.value() == "live")
        return queryset


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    """History that nobody writes: the engine makes the rows, and staff may end them."""

    fields = ["user", "device", "created_at", "last_accessed", "state"]
    readonly_fields = fields
    list_display = ["session_id", "user", "state", "device", "created_at", "last_accessed"]
    list_filter = [StateFilter, "user__user_role", "user__is_staff", "payload__browser", "created_at"]
    list_select_related = ["user", "payload"]
    # No date_hierarchy and no full count: each reads the whole table, on every visit.
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["user__username", "user__email"]
    search_help_text = _("User name or e-mail of the person")
    ordering = ["-session_id"]
    actions = ["end_chosen", "end_all_of_person"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_state(timezone.now())

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Rows are history until the sweep takes them."""
        return False

    def has_end_permission(self, request):
        return request.user.has_perm("sessions_app.change_session")

    @admin.display(description=_("browser"), ordering="payload__browser")
    def device(self, session):
        return session.device

    @admin.display(description=_("live"), boolean=True)
    def state(self, session):
        return session.is_live

    @admin.action(description=_("End the chosen sessions"), permissions=["end"])
    def end_chosen(self, request, queryset):
        chosen = Session.objects.filter(pk__in=[session.pk for session in queryset])
        self._tell(request, chosen.end(timezone.now()))

    @admin.action(description=_("End all sessions of these people"), permissions=["end"])
    def end_all_of_person(self, request, queryset):
        people = User.objects.filter(pk__in={session.user_id for session in queryset})
        now = timezone.now()
        self._tell(request, sum(services.end_all_sessions(person, now=now) for person in people))

    def _tell(self, request, ended):
        words = ngettext("%(count)d session was ended.", "%(count)d sessions were ended.", ended)
        self.message_user(request, words % {"count": ended}, messages.SUCCESS)
