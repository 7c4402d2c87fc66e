"""Pages of interactions: what one does with a pet, one's requests, and what waits for a guardian."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interactions import links, rules, services, words
from interactions.forms import CommentForm, RequestForm, WishForm
from interactions.models import UserInteraction
from interactions.rules import MOVES, Who
from interactions.templatetags.interactions import comments_on, like_context
from pets.models import Pet

LINES_ON_PAGE = 20


def back(request, otherwise):
    """Redirect to the page that the form names, if it is one of ours, else to `otherwise`."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(there if ours else otherwise)


def add_reasons(form, refused):
    for blocker in refused.blockers:
        form.add_error(None, blocker.message)


def cursor(request, name="before"):
    """Return the key from which a list goes on, None for its beginning or when it is no number."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None


# --- On a pet -----------------------------------------------------------------------------------------------


@require_POST
def like(request, pet_id):
    """Like a pet or take it back, as the form says: sending it again changes nothing more."""
    pet = get_object_or_404(Pet, pk=pet_id)
    wanted = request.POST.get("like", "on")
    if wanted == "on":
        services.like(pet=pet, by=request.user, now=timezone.now())
    elif wanted == "off":
        services.unlike(pet=pet, by=request.user)
    else:
        raise BadRequest("like is on or off")
    if not request.htmx:
        return back(request, pet)
    shape = "page" if request.POST.get("shape") == "page" else "card"
    count = pet.interactions.likes().count() if shape == "page" and not request.user.is_child else None
    context = like_context(request, pet, liked=wanted == "on", shape=shape, count=count)
    return render(request, "interactions/_like.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, pet_id):
    """Write a comment. The form stands on the pet's page; here it comes back when something is amiss."""
    pet = get_object_or_404(Pet, pk=pet_id)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            written = services.add_comment(
                pet=pet, by=request.user, text=form.cleaned_data["text"], now=timezone.now()
            )
        except services.Refused as refused:
            add_reasons(form, refused)
        else:
            messages.success(request, said_about(written))
            return redirect(f"{pet.get_absolute_url()}#comments")
    return render(
        request,
        "interactions/comment.html",
        {"pet": pet, "form": form, "title": _("Write a comment")},
        status=422 if request.method == "POST" else 200,
    )


def said_about(comment):
    if comment.status == UserInteraction.Status.WAITING:
        return _("Thank you. Your grown-up looks at it first.")
    return _("Thank you. Your comment is here.")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, interaction_id):
    """Change one's own comment."""
    own = request.user.interactions.comments().visible_to(request.user).select_related("pet")
    comment = get_object_or_404(own, pk=interaction_id, pet__isnull=False)
    form = CommentForm(request.POST if request.method == "POST" else None, initial={"text": comment.content})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_comment(comment=comment, by=request.user, text=form.cleaned_data["text"])
        except services.Refused as refused:
            add_reasons(form, refused)
        else:
            messages.success(request, said_about(comment))
            return redirect(f"{comment.pet.get_absolute_url()}#comments")
    return render(
        request,
        "interactions/comment.html",
        {"pet": comment.pet, "form": form, "title": _("Edit your comment")},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@login_not_required
def comments(request, pet_id):
    """All comments on a pet, page by page."""
    pet = get_object_or_404(Pet, pk=pet_id)
    page = comments_on(pet, request.user, before=cursor(request))
    return render(request, "interactions/comments.html", {"pet": pet, "later": cursor(request), **page})


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, pet_id):
    """Show the address under which a pet is shared; asking for it by POST counts as sharing."""
    pet = get_object_or_404(Pet, pk=pet_id)
    if request.method == "POST":
        services.share(pet=pet, by=request.user, now=timezone.now())
        if not request.htmx:
            return redirect("interactions:share", pet.pk)
    path = reverse("interactions:shared", args=[links.token_of(pet.pk)])
    template = "interactions/_share.html" if request.htmx else "interactions/share.html"
    return render(request, template, {"pet": pet, "path": path, "address": settings.SITE_URL + path})


@require_safe
@login_not_required
def shared(request, token):
    """Open a shared address: the pet's page, as it is today."""
    return redirect(get_object_or_404(Pet, pk=links.pet_id_of(token)))


# --- Asking for a pet ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pet_id):
    """Ask for a pet; a child wishes for it."""
    pet = get_object_or_404(Pet.objects.select_related("user"), pk=pet_id)
    person = request.user
    form = (WishForm if person.is_child else RequestForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(pet=pet, by=person, text=form.cleaned_data["text"], now=timezone.now())
        except services.Refused as refused:
            add_reasons(form, refused)
        else:
            sent = _("Your grown-up can see your wish now.") if person.is_child else _("Your request is sent.")
            messages.success(request, sent)
            return redirect("interactions:requests")
    blockers = []
    if request.method != "POST":
        blockers = rules.blockers_of_asking(
            person,
            pet,
            guardian_ids=services.guardian_ids_of(person),
            has_asked=services.has_asked(person, pet),
        )
    return render(
        request,
        "interactions/ask.html",
        {"pet": pet, "form": form, "blockers": blockers},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def requests(request):
    """What this person asked for, and what others asked of them."""
    person = request.user
    asked = person.interactions.purchases().exclude(status=UserInteraction.Status.NEW)
    asked, asked_more = page_of(asked, cursor(request, "asked_before"))
    came, came_more = [], None
    if not person.is_child:
        came, came_more = page_of(UserInteraction.objects.incoming(person), cursor(request, "came_before"))
    return render(
        request,
        "interactions/requests.html",
        {
            "asked": [asked_line(row) for row in asked],
            "asked_more": asked_more,
            "came": [came_line(row) for row in came],
            "came_more": came_more,
        },
    )


def page_of(rows, before):
    """Return a page of these requests, newest first, and the key from which the next page goes on, or None."""
    rows = rows.select_related("pet", "pet__user", "user", "decided_by").newest_first()
    if before is not None:
        rows = rows.before(before)
    rows = list(rows[: LINES_ON_PAGE + 1])
    return rows[:LINES_ON_PAGE], rows[LINES_ON_PAGE - 1].pk if len(rows) > LINES_ON_PAGE else None


def asked_line(row):
    return {
        "row": row,
        "next": words.next_for_asker(row),
        "moves": rules.moves_for(row, Who.AUTHOR),
        "contact": row.owner_then if row.contacts_are_open else None,
    }


def came_line(row):
    return {
        "row": row,
        "next": words.next_for_owner(row),
        "moves": rules.moves_for(row, Who.OWNER),
        "contact": row.user if row.contacts_are_open else None,
    }


# --- Steps --------------------------------------------------------------------------------------------------


def find(person, move, interaction_id):
    """Return the row, and what the person is to it, if this step on it is theirs to take; all others are 404."""
    theirs = {
        Who.AUTHOR: person.interactions.all(),
        Who.OWNER: UserInteraction.objects.incoming(person),
        Who.GUARDIAN: UserInteraction.objects.by_children_of(person),
    }
    for who in move.who:
        rows = theirs.get(who, UserInteraction.objects.none())
        rows = rows.filter(pk=interaction_id, interaction_type=move.type, pet__isnull=False)
        row = rows.select_related("pet", "pet__user", "user").first()
        if row is not None:
            return row, who
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, interaction_id, name):
    """Take one of the steps that `rules.MOVES` declares; by GET, a page that asks first."""
    if name not in MOVES:
        raise Http404
    step = MOVES[name]
    row, who = find(request.user, step, interaction_id)
    otherwise = "interactions:waiting" if who == Who.GUARDIAN else "interactions:requests"
    if who == Who.AUTHOR and step.type == UserInteraction.Type.COMMENT:
        otherwise = row.pet
    if request.method != "POST":
        return render(request, "interactions/move.html", move_page(name, row, who, otherwise))
    if name in words.DECIDES_ON_WORDS and request.POST.get("seen") != words.fingerprint(row.content):
        messages.warning(request, _("The words have changed. Please read them again."))
        return back(request, otherwise)
    try:
        services.take(name, interaction=row, by=request.user, now=timezone.now())
    except services.Refused as refused:
        for blocker in refused.blockers:
            messages.warning(request, blocker.message)
    else:
        messages.success(request, step.done)
    return back(request, otherwise)


def move_page(name, row, who, otherwise):
    return {
        "name": name,
        "move": MOVES[name],
        "row": row,
        "question": words.QUESTIONS[name] % {"pet": row.pet.pet_name, "person": row.user.username},
        "possible": name in rules.moves_for(row, who),
        "seen": words.fingerprint(row.content),
        "otherwise": resolve_url(otherwise),
    }


@require_safe
def waiting(request):
    """What the children in this person's care wrote and wish for, as long as nobody has answered."""
    if request.user.is_child:
        raise Http404
    rows = UserInteraction.objects.by_children_of(request.user).waiting()
    rows = list(rows.select_related("pet", "user").oldest_first()[: LINES_ON_PAGE + 1])
    lines = [{"row": row, "seen": words.fingerprint(row.content)} for row in rows[:LINES_ON_PAGE]]
    return render(request, "interactions/waiting.html", {"lines": lines, "more": len(rows) > LINES_ON_PAGE})


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request, interaction_id):
    """Say yes to a child's wish, and ask the owner for the pet in one's own words."""
    wish, _who = find(request.user, MOVES["grant"], interaction_id)
    start = _("Our family would like to give %(pet)s a home.") % {"pet": wish.pet.pet_name}
    form = RequestForm(request.POST if request.method == "POST" else None, initial={"text": start})
    if request.method == "POST" and form.is_valid():
        try:
            services.grant(wish=wish, by=request.user, text=form.cleaned_data["text"], now=timezone.now())
        except services.Refused as refused:
            add_reasons(form, refused)
        else:
            messages.success(request, MOVES["grant"].done)
            return redirect("interactions:requests")
    return render(
        request,
        "interactions/grant.html",
        {
            "wish": wish,
            "form": form,
            "blockers": rules.blockers_of_move(MOVES["grant"], wish, {Who.GUARDIAN})
            or rules.blockers_of_asking(request.user, wish.pet),
        },
        status=422 if request.method == "POST" else 200,
    )
