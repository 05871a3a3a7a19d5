"""Where somebody wanted to go before signing in."""

from django.utils.http import url_has_allowed_host_and_scheme

from minzheng.kernel.access.requests import Request


def wanted_page(request: Request) -> str:
    """The page asked for before signing in, on this site; the first page where none was, or another site's."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"
