"""Response headers for which Django has no setting."""

from django.utils.deprecation import MiddlewareMixin


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """Shuts the browser's camera, microphone and location for every page (SAFETY C5)."""

    policy = "camera=(), microphone=(), geolocation=(), browsing-topics=()"

    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", self.policy)
        return response
