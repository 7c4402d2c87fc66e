"""The form of a set of criteria."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matchmaking.models import MatchmakingCriteria
from pets.forms import OLDEST


class ChoiceSelect(forms.RadioSelect):
    """Radio buttons side by side, each as large as its label."""

    template_name = "matchmaking/_choices.html"


class KindSelect(ChoiceSelect):
    """The same with a picture of each kind of pet."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"pictures": True}


class CriteriaForm(forms.ModelForm):
    """What a person looks for. "Any" and an empty age leave a wish open."""

    class Meta:
        model = MatchmakingCriteria
        fields = [
            "preferred_pet_type",
            "age_range_start",
            "age_range_end",
            "size_preference",
            "activity_level",
            "name",
        ]
        labels = {
            "preferred_pet_type": _("What kind of pet?"),
            "size_preference": _("How big, when it is grown up?"),
            "activity_level": _("How lively?"),
            "name": _("A name for this set"),
        }
        help_texts = {
            "name": _("Only you see it. For example: “For our flat”."),
        }
        error_messages = {
            "preferred_pet_type": {
                "required": _("Choose a kind, or any."),
                "invalid_choice": _("Choose one of these."),
            },
            "size_preference": {
                "required": _("Choose a size, or any."),
                "invalid_choice": _("Choose one of these."),
            },
            "activity_level": {"required": _("Choose one, or any."), "invalid_choice": _("Choose one of these.")},
        }

    age_range_start = forms.IntegerField(
        label=_("Youngest age"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        help_text=_("In whole years. 0 is under a year. Leave it empty if it may be younger."),
    )
    age_range_end = forms.IntegerField(
        label=_("Oldest age"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        help_text=_("In whole years. Leave it empty if it may be older."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, widget in (
            ("preferred_pet_type", KindSelect),
            ("size_preference", ChoiceSelect),
            ("activity_level", ChoiceSelect),
        ):
            field = self.fields[name]
            # "Any" first, and no empty choice: leaving a wish open is a choice of its own.
            choices = list(self._meta.model._meta.get_field(name).choices)
            field.choices = [choices[-1], *choices[:-1]]
            field.widget = widget(choices=field.choices)
            field.initial = "any"
        for name in ("age_range_start", "age_range_end"):
            self.fields[name].error_messages |= {
                "invalid": _("Type the age as a whole number, such as 3."),
                "min_value": _("An age is 0 or more."),
                "max_value": _("That is older than any pet we know."),
            }

    def clean_age_range_end(self):
        start, end = self.cleaned_data.get("age_range_start"), self.cleaned_data["age_range_end"]
        if start is not None and end is not None and end <= start:
            raise forms.ValidationError(
                _("The oldest age must be higher than the youngest. For example: %(start)d and %(next)d."),
                params={"start": start, "next": start + 1},
            )
        return end
