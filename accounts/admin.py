"""People in the admin. Password hashes are shown nowhere; a new password can be set."""

from django import forms
from django.contrib import admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import IntegrityError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.forms import UniquePersonMixin
from accounts.models import GroupMembership, Guardianship, User
from accounts.second_factor.admin import SecondFactorAdminMixin
from accounts.services import address_without_mailbox


class UserAddForm(UniquePersonMixin, auth_forms.BaseUserCreationForm):
    """A new person. A child needs no e-mail address: an empty one becomes one that receives no mail."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=100, required=False, help_text=_("Leave it empty for a child.")
    )

    class Meta:
        model = User
        fields = ["username", "user_role", "email"]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "email" in cleaned and not cleaned["email"]:
            if cleaned.get("user_role") == User.Role.CHILD:
                cleaned["email"] = address_without_mailbox()
            else:
                self.add_error("email", _("A pet owner needs an e-mail address."))
        return cleaned


class UserChangeForm(UniquePersonMixin, forms.ModelForm):
    """A person, without the password."""

    class Meta:
        model = User
        fields = [
            "username",
            "email",
            "first_name",
            "last_name",
            "user_role",
            "is_active",
            "is_staff",
            "is_superuser",
        ]


class PasswordForm(auth_forms.AdminPasswordChangeForm):
    """A new password, by the rules that hold for everyone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Everyone here signs in with a password: whoever must not sign in is made inactive.
        self.fields.pop("usable_password", None)


class GuardianInline(admin.TabularInline):
    """The grown-ups of a child."""

    model = Guardianship
    fk_name = "child"
    autocomplete_fields = ["guardian"]
    verbose_name = _("guardian")
    verbose_name_plural = _("guardians (of a child)")
    extra = 0
    max_num = len(Guardianship.PLACES)


class ChildInline(admin.TabularInline):
    """The children of a grown-up."""

    model = Guardianship
    fk_name = "guardian"
    autocomplete_fields = ["child"]
    verbose_name = _("child")
    verbose_name_plural = _("children (of a guardian)")
    extra = 0


class GroupMembershipInline(admin.TabularInline):
    """Groups give rights, so only who may do everything puts people into them."""

    model = GroupMembership
    autocomplete_fields = ["group"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(User)
class UserAdmin(SecondFactorAdminMixin, DjangoUserAdmin):
    form = UserChangeForm
    add_form = UserAddForm
    add_form_template = None  # Django's is about passwords that are not usable
    change_password_form = PasswordForm
    list_display = [
        "username", "mailbox", "full_name", "user_role", "is_active", "is_staff", "pets_shown", "created_at",
        "last_login",
    ]  # fmt: skip
    # No date_hierarchy: it counts the dates of all people, on every visit.
    list_filter = ["user_role", "is_active", "is_staff", "is_superuser", "groups", "created_at"]
    search_fields = ["username", "email", "first_name", "last_name"]
    ordering = ["username"]
    filter_horizontal = []
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False  # a profile is seen by its own person alone
    readonly_fields = ["set_password", "created_at", "updated_at", "last_login"]
    fieldsets = [
        (None, {"fields": ["username", "email", "first_name", "last_name", "user_role", "set_password"]}),
        (_("What this person may do"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("When"), {"fields": ["created_at", "updated_at", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "user_role", "email", "password1", "password2"]}),
    ]
    inlines = [GuardianInline, ChildInline, GroupMembershipInline]

    def get_queryset(self, request):
        """With the number of pets: counted for the people on the page alone, not in a join over all."""
        pets = User._meta.get_field("pets").related_model.objects
        counted = pets.filter(user=OuterRef("pk")).order_by().values("user").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(pet_count=Coalesce(Subquery(counted), 0))

    def get_inlines(self, request, obj):
        """None while a person is added; after that what fits: children have guardians, staff have groups."""
        if obj is None:
            return []
        return [GuardianInline] if obj.is_child else [ChildInline, GroupMembershipInline]

    def get_readonly_fields(self, request, obj=None):
        """Only who may do everything makes others staff: nobody lifts themselves."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_staff", "is_superuser"]

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def changeform_view(self, request, *args, **kwargs):
        """Once more when a name was taken at the last moment: now the form sees it and says so."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    @admin.display(description=_("e-mail"), ordering="email", empty_value="–")
    def mailbox(self, user):
        return user.email if user.has_mail else None

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() if user.first_name or user.last_name else ""

    @admin.display(description=_("pets"), ordering="pet_count")
    def pets_shown(self, user):
        return user.pet_count

    @admin.display(description=_("password"))
    def set_password(self, user):
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new password"))


@admin.register(Guardianship)
class GuardianshipAdmin(admin.ModelAdmin):
    list_display = ["child", "guardian", "place", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["child__username", "guardian__username", "guardian__email"]
    autocomplete_fields = ["child", "guardian"]
    ordering = ["-pk"]
    list_per_page = 50
    show_full_result_count = False
