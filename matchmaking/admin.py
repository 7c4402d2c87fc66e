"""Sets of criteria in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from matchmaking import reasons
from matchmaking.models import MatchmakingCriteria


@admin.register(MatchmakingCriteria)
class MatchmakingCriteriaAdmin(admin.ModelAdmin):
    list_display = [
        "criteria_id",
        "user",
        "name",
        "preferred_pet_type",
        "ages",
        "size_preference",
        "activity_level",
    ]
    list_display_links = ["criteria_id", "name"]
    list_filter = ["preferred_pet_type", "size_preference", "activity_level", "user__user_role"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__email", "name"]
    search_help_text = _("User name, e-mail or name of the set")
    autocomplete_fields = ["user"]
    ordering = ["-criteria_id"]
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description=_("ages"), ordering="age_range_start")
    def ages(self, criteria):
        return reasons.age_range(criteria) or _("any")
