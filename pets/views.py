"""Pages about pets: the list, one pet, and what owners do with their own."""

import functools

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pets import breeds, rules, search, services
from pets.forms import FilterForm, PetForm
from pets.models import Pet


def pet_owners_only(view):
    """Who may not list pets, a child, gets a page that says so kindly (403)."""

    @functools.wraps(view)
    def kind_view(request, *args, **kwargs):
        blockers = rules.blockers_of_listing(request.user)
        if blockers:
            return render(request, "pets/for_grown_ups.html", {"blockers": blockers}, status=403)
        return view(request, *args, **kwargs)

    return kind_view


@require_safe
@login_not_required
def pet_list(request):
    filters = FilterForm(request.GET)
    filters.is_valid()  # what can't be read is not in cleaned_data, and the page says so
    pets = search.find(filters.cleaned_data)
    after = filters.cleaned_data.get("after")
    page = search.page_of(pets, filters.order, after)
    first_page = after is None or page.restarted
    context = {
        "filters": filters,
        "chips": filters.chips(),
        "kinds": Pet.Type.choices,
        "chosen_kind": filters.cleaned_data.get("type"),
        "page": page,
        "first_page": first_page,
        "count": search.count_up_to_limit(pets) if first_page and page.next_after else len(page.pets),
        "count_limit": search.COUNT_LIMIT,
        "breed_names": breed_names(filters.cleaned_data.get("type")),
    }
    return render(request, "pets/list.html", context)


@require_safe
@login_not_required
def detail(request, pet_id):
    pet = get_object_or_404(Pet.objects.select_related("user"), pk=pet_id)
    return render(request, "pets/detail.html", {"pet": pet, "is_owner": pet.user_id == request.user.pk})


@require_safe
@pet_owners_only
def mine(request):
    pets = search.page_of(request.user.pets.all(), search.DEFAULT_ORDER, _after(request))
    return render(request, "pets/mine.html", {"page": pets})


@require_http_methods(["GET", "HEAD", "POST"])
@pet_owners_only
def add(request):
    form = PetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pet = services.add_pet(form.save(commit=False), by=request.user)
        messages.success(request, _("%(name)s has a page now.") % {"name": pet.pet_name})
        _say_what_was_recognised(request, pet)
        return redirect(pet)
    return _form_page(request, form, title=_("Add a pet"))


@require_http_methods(["GET", "HEAD", "POST"])
@pet_owners_only
def edit(request, pet_id):
    pet = get_object_or_404(request.user.pets, pk=pet_id)
    # The form writes into the pet what was typed, also when it is refused.
    title = _("Change the page of %(name)s") % {"name": pet.pet_name}
    form = PetForm(request.POST if request.method == "POST" else None, instance=pet)
    if request.method == "POST" and form.is_valid():
        try:
            pet = services.change_pet(form.save(commit=False), by=request.user)
        except Pet.DoesNotExist as gone:
            raise Http404 from gone
        messages.success(request, _("The page of %(name)s is saved.") % {"name": pet.pet_name})
        _say_what_was_recognised(request, pet)
        return redirect(pet)
    return _form_page(request, form, title=title, pet_id=pet_id)


@require_http_methods(["GET", "HEAD", "POST"])
@pet_owners_only
def take_down(request, pet_id):
    """A page that asks; its button takes the pet down, unless something stands against."""
    pet = get_object_or_404(request.user.pets, pk=pet_id)
    blockers = rules.blockers_of_taking_down(pet)
    if request.method == "POST" and not blockers:
        try:
            services.take_down(pet, by=request.user)
        except services.TakeDownRefusedError as refused:
            blockers = refused.blockers
        except Pet.DoesNotExist as gone:
            raise Http404 from gone
        else:
            messages.success(request, _("The page of %(name)s is gone.") % {"name": pet.pet_name})
            return redirect("pets:mine")
    status = 409 if request.method == "POST" else 200
    return render(request, "pets/take_down.html", {"pet": pet, "blockers": blockers}, status=status)


def breed_names(pet_type=None):
    """Return the names that a breed field offers: of one type, or of all."""
    types = [pet_type] if pet_type else Pet.Type.values
    return [breed.name for each in types for breed in breeds.breeds_of(each)]


def _form_page(request, form, *, title, pet_id=None):
    context = {"form": form, "title": title, "pet_id": pet_id, "breed_names": breed_names()}
    return render(request, "pets/form.html", context, status=422 if form.errors else 200)


def _after(request):
    after = request.GET.get("after", "")
    return int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None


def _say_what_was_recognised(request, pet):
    """Tell the owner which breed the site understood, or which it would understand."""
    if not pet.breed:
        return
    known = breeds.candidates(pet.pet_type, pet.breed)
    near = breeds.suggestions(pet.pet_type, pet.breed)
    if known:
        names = ", ".join(breed.name for breed in known[:5])
        messages.info(request, _("We know this breed: %(names)s.") % {"names": names})
    elif near:
        names = ", ".join(breed.name for breed in near)
        messages.info(request, _("We do not know this breed. Did you mean: %(names)s?") % {"names": names})
    else:
        messages.info(request, _("We do not know this breed yet. Your words stand on the page as you wrote them."))
