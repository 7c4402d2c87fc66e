"""How pets are said and shown on pages."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pets.pictures import picture_of

register = template.Library()

POUNDS_PER_KILOGRAM = Decimal("2.20462")


@register.filter
def picture(pet):
    """Return the `pets.pictures.Picture` of a pet."""
    return picture_of(pet)


@register.simple_tag
def picture_url(picture, width):
    """Return the address of a picture at this width."""
    return picture.url(width)


@register.simple_tag
def moment_picture(name, width):
    """Return the address of a picture for an empty page or a mishap."""
    return static(f"pictures/moment-{name}-{width}.webp")


@register.filter
def kind(pet):
    """Return the breed where it is known, else the type: "Beagle", "Dog"."""
    label = pet.breed or str(pet.get_pet_type_display())
    return label[:1].upper() + label[1:]


@register.filter
def age_in_words(pet):
    """Return the age in whole years: "Under a year", "1 year", "3 years", "Age not known"."""
    if pet.age is None:
        return _("Age not known")
    if pet.age == 0:
        return _("Under a year")
    return ngettext("%(years)s year", "%(years)s years", pet.age) % {"years": formats.localize(pet.age)}


@register.filter
def weight_in_words(pet):
    """Return the weight in kilograms with pounds beside: "10.5 kg (23.1 lb)", or None if it is not known."""
    if pet.weight is None:
        return None
    kilograms = Decimal(str(pet.weight))
    pounds = (kilograms * POUNDS_PER_KILOGRAM).quantize(Decimal("0.1"))
    plain = kilograms.normalize()
    # normalize() turns 10 into 1E+1.
    plain = plain if plain.as_tuple().exponent <= 0 else plain.quantize(Decimal(1))
    return _("%(kg)s kg (%(lb)s lb)") % {"kg": formats.localize(plain), "lb": formats.localize(pounds)}


@register.filter
def price_in_words(pet):
    """Return "Free", the price with the site's currency ("€40", "€12.50"), or "Ask the owner"."""
    if pet.price is None:
        return _("Ask the owner")
    price = Decimal(str(pet.price))
    if price == 0:
        return _("Free")
    digits = 0 if price == price.to_integral_value() else 2
    number = formats.number_format(price, digits, force_grouping=True)
    # Translators: a price; languages that write the currency behind the number turn the two round.
    return _("%(currency)s%(number)s") % {"currency": settings.CURRENCY, "number": number}


@register.filter
def sentence(text):
    """Return the text with a capital at its beginning; the rest stays as it is."""
    text = str(text)
    return text[:1].upper() + text[1:]


@register.simple_tag
def kind_picture(pet_type):
    """Return the address of the round picture that stands for a type."""
    return static(f"pictures/kind-{pet_type}.webp")
