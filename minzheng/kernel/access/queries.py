"""Reading and setting what belongs to a user."""

from minzheng.kernel.access.models import Post, User


def set_language(user: User, language: str) -> None:
    """Keep the language that a user chose."""
    User.objects.filter(pk=user.pk).update(language=language)


def demo_logins() -> list[Post]:
    """One post of each role that a demonstration offers to visitors, in the order they were made."""
    return list(Post.objects.filter(user__username__startswith="demo-").select_related("user").order_by("id"))
