"""What people look for: the table ``matchmaking_criteria`` of the contract."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MatchmakingCriteria(models.Model):
    """One set of wishes. A wish that is left open is ``any``, an open end of the age is NULL."""

    class PetType(models.TextChoices):
        DOG = "dog", _("dog")
        CAT = "cat", _("cat")
        BIRD = "bird", _("bird")
        REPTILE = "reptile", _("reptile")
        FISH = "fish", _("fish")
        ANY = "any", _("any")

    class Size(models.TextChoices):
        SMALL = "small", _("small")
        MEDIUM = "medium", _("medium")
        LARGE = "large", _("large")
        ANY = "any", _("any")

    class Activity(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")
        ANY = "any", _("any")

    criteria_id = models.AutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="criteria", verbose_name=_("person")
    )
    preferred_pet_type = models.CharField(_("type"), max_length=20, choices=PetType)
    age_range_start = models.IntegerField(_("from age"), blank=True, null=True)
    age_range_end = models.IntegerField(_("to age"), blank=True, null=True)
    size_preference = models.CharField(_("adult size"), max_length=10, choices=Size)
    activity_level = models.CharField(_("activity level"), max_length=10, choices=Activity)

    # What the platform adds: what the person calls this set.
    name = models.CharField(_("name of this set"), max_length=50, blank=True, default="", db_default="")

    class Meta:
        db_table = "matchmaking_criteria"
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(preferred_pet_type__in=["dog", "cat", "bird", "reptile", "fish", "any"]),
                name="matchmaking_criteria_preferred_pet_type_known",
                violation_error_message=_("Choose one of the types, or any."),
            ),
            models.CheckConstraint(
                condition=Q(age_range_start__gte=0),
                name="matchmaking_criteria_age_range_start_not_negative",
                violation_error_message=_("An age is 0 or more."),
            ),
            models.CheckConstraint(
                condition=Q(age_range_end__gt=F("age_range_start")),
                name="matchmaking_criteria_age_range_order",
                violation_error_message=_("The second age must be higher than the first."),
            ),
            models.CheckConstraint(
                condition=Q(size_preference__in=["small", "medium", "large", "any"]),
                name="matchmaking_criteria_size_preference_known",
                violation_error_message=_("Choose small, medium, large or any."),
            ),
            models.CheckConstraint(
                condition=Q(activity_level__in=["low", "medium", "high", "any"]),
                name="matchmaking_criteria_activity_level_known",
                violation_error_message=_("Choose low, medium, high or any."),
            ),
        ]

    def __str__(self):
        return self.name or f"{self.get_preferred_pet_type_display()}"
