"""Interactions in the admin: who did what with which pet, and the comments that wait."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interactions import services
from interactions.models import UserInteraction


@admin.register(UserInteraction)
class UserInteractionAdmin(admin.ModelAdmin):
    """States are not typed in but moved by actions, which go the same way as the site's own pages."""

    list_display = ["interaction_id", "interaction_type", "user", "pet", "words", "status", "created_at"]
    list_display_links = ["interaction_id", "interaction_type"]
    list_filter = ["interaction_type", "status", "user__user_role", "pet__pet_type", "created_at"]
    list_select_related = ["user", "pet"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["content", "user__username", "pet__pet_name"]
    search_help_text = _("Words of a comment or message, a user name, or a pet's name")
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-interaction_id"]
    autocomplete_fields = ["user", "pet"]
    readonly_fields = ["status", "created_at", "decided_at", "decided_by"]
    actions = ["approve", "turn_down", "take_down"]

    @admin.display(description=_("words"))
    def words(self, interaction):
        return Truncator(interaction.content or "").chars(60)

    def get_readonly_fields(self, request, obj=None):
        """What a row is and whom it is about stays: another person or pet is another row."""
        return [*self.readonly_fields, *(["user", "pet", "interaction_type"] if obj else [])]

    @admin.action(description=_("Approve the chosen comments"), permissions=["change"])
    def approve(self, request, queryset):
        self._take("approve", request, queryset)

    @admin.action(description=_("Keep the chosen comments back"), permissions=["change"])
    def turn_down(self, request, queryset):
        self._take("turn-down", request, queryset)

    @admin.action(description=_("Take the chosen comments down"), permissions=["change"])
    def take_down(self, request, queryset):
        self._take("take-down", request, queryset)

    def _take(self, name, request, queryset):
        """Take the step on each row on its own, and say how many it was possible for."""
        taken = refused = 0
        for interaction in queryset.select_related("user", "pet").order_by("pk"):
            try:
                services.take(name, interaction=interaction, by=request.user, now=timezone.now())
                taken += 1
            except services.Refused:
                refused += 1
        if taken:
            done = ngettext("%d comment was changed.", "%d comments were changed.", taken) % taken
            self.message_user(request, done, messages.SUCCESS)
        if refused:
            left = ngettext(
                "%d row was left as it is: the step is not possible for it.",
                "%d rows were left as they are: the step is not possible for them.",
                refused,
            )
            self.message_user(request, left % refused, messages.WARNING)
