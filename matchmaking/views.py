"""Pages of matchmaking: a person's sets of criteria, and the pets that fit them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matchmaking import engine, rules, services
from matchmaking.forms import CriteriaForm

MATCHES_ON_PAGE = 12


@require_safe
def match_list(request):
    """The matches of the person's first set; without any, how to add one."""
    sets = _sets_of(request.user)
    if not sets:
        return render(request, "matchmaking/no_sets.html")
    return _matches_page(request, sets, sets[0])


@require_safe
def matches(request, criteria_id):
    sets = _sets_of(request.user)
    chosen = next((criteria for criteria in sets if criteria.pk == criteria_id), None)
    if chosen is None:
        raise Http404
    return _matches_page(request, sets, chosen)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    blockers = rules.blockers_of_adding(request.user.criteria.count())
    if blockers:
        return render(request, "matchmaking/too_many_sets.html", {"blockers": blockers}, status=409)
    return _form_page(request, CriteriaForm(request.POST if request.method == "POST" else None))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, criteria_id):
    criteria = get_object_or_404(request.user.criteria, pk=criteria_id)
    return _form_page(request, CriteriaForm(request.POST if request.method == "POST" else None, instance=criteria))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, criteria_id):
    """A page that asks; its button deletes the set."""
    criteria = get_object_or_404(request.user.criteria, pk=criteria_id)
    if request.method == "POST":
        services.delete_set(criteria, by=request.user)
        messages.success(request, _("The set is gone."))
        return redirect("matchmaking:list")
    return render(request, "matchmaking/delete.html", {"criteria": criteria})


def _sets_of(person):
    return list(person.criteria.order_by("criteria_id"))


def _form_page(request, form):
    adding = form.instance.pk is None
    if request.method == "POST" and form.is_valid():
        criteria = services.save_set(form.save(commit=False), by=request.user)
        messages.success(request, _("Your set is saved."))
        return redirect("matchmaking:matches", criteria.pk)
    context = {"form": form, "adding": adding, "criteria_id": form.instance.pk}
    return render(request, "matchmaking/form.html", context, status=422 if form.errors else 200)


def _matches_page(request, sets, chosen):
    after = engine.Position.from_token(request.GET.get("after", ""))
    # One more than is shown tells whether there are more, without counting.
    found = engine.best(chosen, person_id=request.user.pk, limit=MATCHES_ON_PAGE + 1, after=after)
    shown = found[:MATCHES_ON_PAGE]
    context = {
        "sets": sets,
        "chosen": chosen,
        "matches": shown,
        "pets": [match.pet for match in shown],
        "first_page": after is None,
        "restarted": after is None and "after" in request.GET,
        "next_after": shown[-1].position.token() if len(found) > len(shown) else None,
    }
    return render(request, "matchmaking/matches.html", context)
