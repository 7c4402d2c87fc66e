"""Addresses of interactions."""

from django.urls import path

from interactions import views

app_name = "interactions"

urlpatterns = [
    path("pets/<int:pet_id>/like/", views.like, name="like"),
    path("pets/<int:pet_id>/comment/", views.comment, name="comment"),
    path("pets/<int:pet_id>/comments/", views.comments, name="comments"),
    path("pets/<int:pet_id>/share/", views.share, name="share"),
    path("pets/<int:pet_id>/ask/", views.ask, name="ask"),
    path("s/<str:token>/", views.shared, name="shared"),
    path("requests/", views.requests, name="requests"),
    path("waiting/", views.waiting, name="waiting"),
    path("interactions/<int:interaction_id>/edit/", views.edit, name="edit"),
    path("interactions/<int:interaction_id>/grant/", views.grant, name="grant"),
    path("interactions/<int:interaction_id>/<slug:name>/", views.move, name="move"),
]
