"""What people type about pets: the form of a pet, and the filters of the list."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pets import rules, search
from pets.models import Pet

#: Nobody's pet is older: the oldest tortoise that is known is under 200.
OLDEST = 250
LONGEST_DESCRIPTION = 5000
_CHOOSE = _("Choose one from the list.")


class PetForm(forms.ModelForm):
    """A pet as its owner describes it. An empty size or activity level means that the owner is not sure."""

    age = forms.IntegerField(
        label=_("Age in years"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        help_text=_("Whole years. 0 is under a year. Leave it empty if nobody knows."),
        error_messages={
            "invalid": _("Type the age as a whole number, such as 3."),
            "min_value": _("An age is 0 or more."),
            "max_value": _("That is older than any pet we know. Type the age in years."),
        },
    )
    weight = forms.DecimalField(
        label=_("Weight in kg"),
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        help_text=_("For example 4.5"),
        error_messages={
            "invalid": _("Type the weight as a number, such as 4.5."),
            "min_value": _("A weight is 0 kg or more."),
            **dict.fromkeys(("max_digits", "max_whole_digits"), _("A weight is less than 1000 kg.")),
            "max_decimal_places": _("Use two digits after the point at most."),
        },
    )
    price = forms.DecimalField(
        label=format_lazy(_("Price in {currency}"), currency=settings.CURRENCY),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text=_("0 is free. Leave it empty and people ask you."),
        error_messages={
            "invalid": _("Type the price as a number, such as 25."),
            "min_value": _("A price is 0 or more."),
            **dict.fromkeys(("max_digits", "max_whole_digits"), _("A price is less than a million.")),
            "max_decimal_places": _("Use two digits after the point at most."),
        },
    )
    good_with_children = forms.TypedChoiceField(
        label=_("Good with children"),
        required=False,
        choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        error_messages={"invalid_choice": _CHOOSE},
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        error_messages={"max_length": _("This is too long: use 5000 letters or fewer.")},
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is this pet like? What does it love? Everyone can read this, so leave out addresses."),
    )

    class Meta:
        model = Pet
        fields = [
            "pet_name",
            "pet_type",
            "breed",
            "age",
            "weight",
            "size",
            "activity_level",
            "availability",
            "price",
            "good_with_children",
            "description",
        ]
        labels = {
            "pet_name": _("Name"),
            "pet_type": _("Kind of pet"),
            "breed": _("Breed"),
            "size": _("Size when grown up"),
            "activity_level": _("How active"),
            "availability": _("Is this pet looking for a home?"),
        }
        help_texts = {
            "breed": _("Start typing and choose, or write your own words."),
            "size": _("Not sure? We fill in what is usual for the breed."),
            "activity_level": _("Not sure? We fill in what is usual for the breed."),
        }
        widgets = {
            "breed": forms.TextInput(attrs={"list": "breed-names", "autocomplete": "off"}),
            "pet_name": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        error_messages = {
            "pet_name": {"required": _("Type a name for your pet."), "max_length": _("Use 50 letters or fewer.")},
            "pet_type": {"required": _("Choose what kind of pet it is."), "invalid_choice": _CHOOSE},
            "breed": {"max_length": _("Use 50 letters or fewer.")},
            "size": {"invalid_choice": _CHOOSE},
            "activity_level": {"invalid_choice": _CHOOSE},
            "availability": {"required": _CHOOSE, "invalid_choice": _CHOOSE},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pet = self.instance
        self.fields["pet_type"].choices = [("", _("Choose a kind")), *_capitalised(Pet.Type)]
        for name, choices in (("size", Pet.Size), ("activity_level", Pet.Activity)):
            self.fields[name].choices = [("", _("Not sure")), *_capitalised(choices)]
        # What the site derived is not the owner's word: it is not put into the owner's mouth.
        if pet.size_source in (Pet.Source.BREED, Pet.Source.WEIGHT):
            self.initial["size"] = None
        if pet.activity_source == Pet.Source.BREED:
            self.initial["activity_level"] = None
        if pet.good_with_children is not None:
            self.initial["good_with_children"] = "yes" if pet.good_with_children else "no"
        if pet.availability == Pet.Availability.RESERVED:
            del self.fields["availability"]
        else:
            states = [*rules.OWNERS_CHOICE]
            if pet.availability == Pet.Availability.REHOMED:
                states.append(Pet.Availability.REHOMED)
            self.fields["availability"].choices = [(state, _sentence(state.label)) for state in states]


class FilterForm(forms.Form):
    """The filters of the list, all in the address. A value that can't be read is left out, and said so."""

    ORDER_NAMES = [
        ("newest", _("Newest first")),
        ("waiting", _("Waiting longest")),
        ("price", _("Lowest price")),
        ("age", _("Youngest first")),
    ]

    q = forms.CharField(label=_("Name or breed"), required=False, max_length=100)
    type = forms.ChoiceField(label=_("Kind"), required=False, widget=forms.HiddenInput)
    breed = forms.CharField(
        label=_("Breed"), required=False, max_length=50, widget=forms.TextInput(attrs={"list": "breed-names"})
    )
    age_from = forms.IntegerField(label=_("Age from"), required=False, min_value=0, max_value=OLDEST)
    age_to = forms.IntegerField(label=_("Age to"), required=False, min_value=0, max_value=OLDEST)
    size = forms.ChoiceField(label=_("Size"), required=False)
    activity = forms.ChoiceField(label=_("How active"), required=False)
    availability = forms.ChoiceField(label=_("Looking for a home?"), required=False)
    price_to = forms.DecimalField(
        label=format_lazy(_("Price up to, in {currency}"), currency=settings.CURRENCY),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
    )
    free = forms.BooleanField(label=_("Free only"), required=False)
    good_with_children = forms.BooleanField(label=_("Good with children"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=ORDER_NAMES)
    after = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    #: Those that stand under "More filters".
    MORE = (
        "breed",
        "age_from",
        "age_to",
        "size",
        "activity",
        "availability",
        "price_to",
        "free",
        "good_with_children",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = _capitalised(Pet.Type)
        self.fields["size"].choices = [("", _("Any size")), *_capitalised(Pet.Size)]
        self.fields["activity"].choices = [("", _("Any")), *_capitalised(Pet.Activity)]
        self.fields["availability"].choices = [
            ("", _("All but rehomed")),
            *_capitalised(Pet.Availability),
        ]

    def clean(self):
        first, last = self.cleaned_data.get("age_from"), self.cleaned_data.get("age_to")
        if first is not None and last is not None and last < first:
            self.add_error("age_to", _("The second age must not be lower than the first."))
        return self.cleaned_data

    @property
    def order(self):
        """The key of `pets.search.ORDERS` that was chosen."""
        return self.cleaned_data.get("sort") or search.DEFAULT_ORDER

    @property
    def more_fields(self):
        return [self[name] for name in self.MORE]

    @property
    def more_is_open(self):
        return any(search.is_given(self.cleaned_data.get(name)) for name in self.MORE)

    def chips(self):
        """Return what is chosen, as dicts with the words for it and the change of the address that removes it."""
        chips = []
        for name, value in self.cleaned_data.items():
            if not search.is_given(value) or name in ("sort", "after"):
                continue
            field = self.fields[name]
            if isinstance(field, forms.BooleanField):
                words = field.label
            elif isinstance(field, forms.ChoiceField):
                words = f"{field.label}: {dict(field.choices)[value]}"
            else:
                words = f"{field.label}: {value}"
            chips.append({"words": words, "without": {name: None, "after": None}})
        return chips

    def left_out(self):
        """Return the labels of the filters that could not be read."""
        return [self.fields[name].label for name in self.errors if self.fields[name].label]


def _capitalised(choices):
    return [(value, _sentence(label)) for value, label in choices.choices]


def _sentence(label):
    label = str(label)
    return label[:1].upper() + label[1:]
