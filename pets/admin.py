"""Pets in the admin."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pets import services
from pets.models import Pet
from pets.pictures import picture_of


@admin.register(Pet)
class PetAdmin(admin.ModelAdmin):
    """The sources are read only: they follow from what is typed and from the breed."""

    list_display = ["thumbnail", "pet_name", "pet_type", "breed", "age", "user", "availability", "created_at"]
    list_display_links = ["pet_name"]
    list_filter = ["availability", "pet_type", "size", "activity_level", "good_with_children"]
    list_select_related = ["user"]
    list_per_page = 50
    search_fields = ["pet_name", "breed", "user__username"]
    search_help_text = _("Name, breed, or user name of the owner")
    autocomplete_fields = ["user"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pet_id"]
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    readonly_fields = [
        "thumbnail",
        "size_source",
        "activity_source",
        "import_key",
        "created_at",
        "updated_at",
    ]
    fieldsets = [
        (None, {"fields": ["thumbnail", "pet_name", "pet_type", "breed", "user", "availability"]}),
        (_("Facts"), {"fields": ["age", "weight", "good_with_children", "price", "description"]}),
        (
            _("Size and activity"),
            {"fields": ["size", "size_source", "activity_level", "activity_source"]},
        ),
        (_("Record"), {"fields": ["import_key", "created_at", "updated_at"]}),
    ]

    @admin.display(description=_("picture"))
    def thumbnail(self, pet):
        picture = picture_of(pet)
        return format_html(
            '<img class="pet-thumbnail" src="{}" width="72" height="48" alt="{}" loading="lazy">',
            picture.url(480),
            picture.alt,
        )

    def save_model(self, request, pet, form, change):
        """What staff choose as size or activity level stands like an owner's word; what they empty is derived."""
        services.take_changed_word(pet, changed=form.changed_data)
        super().save_model(request, pet, form, change)
