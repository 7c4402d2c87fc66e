"""What the tests of pages share: drawing a template as a person sees it."""

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory


def draw(template, user=None, path="/somewhere/?page=2", **context):
    """Return the text of a template that loads the tags of interactions, drawn for `user` or a visitor."""
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return engines["django"].from_string("{% load interactions %}" + template).render(context, request)
