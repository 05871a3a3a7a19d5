"""Reading and setting what belongs to a user."""

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User


def set_language(user: User, language: str) -> None:
    """Keep the language that a user chose."""
    User.objects.filter(pk=user.pk).update(language=language)


def demo_logins() -> list[Post]:
    """One post of each role that a demonstration offers to visitors, in the order of the roles."""
    posts = Post.objects.filter(user__username__startswith="demo-").select_related("user")
    order = list(Role)
    return sorted(posts, key=lambda post: order.index(Role(post.role)))
