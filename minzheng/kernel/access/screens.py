"""The registers of users and posts."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access import administration, programs
from minzheng.kernel.access.administration import ADMINISTER, SEE_ACCESS
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, ProgramKey, User
from minzheng.kernel.access.second_factor import RESET, reset_second_factor
from minzheng.kernel.declare import Act, Column, Filter, Panel, Register, registry
from minzheng.kernel.screens.forms import DivisionCodeField, ReasonForm

_GIVEN = [(role.value, role.label) for role in Role if role not in (Role.SYSTEM, Role.RESIDENT)]


class ListField(forms.CharField):
    """Several values in one field, with commas or blanks between them; each read by a field of one."""

    def __init__(self, each: forms.Field, **kwargs: Any) -> None:
        self.each = each
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        """The values, in the order they were written."""
        texts = (super().clean(value) or "").replace(",", " ").replace("，", " ").split()
        return [self.each.clean(text) for text in texts]


class UserForm(forms.Form):
    """Who is to sign in."""

    username = forms.CharField(label=_("user name"), max_length=60)
    name = forms.CharField(label=_("name"), max_length=60)
    password = forms.CharField(label=_("first password"), widget=forms.PasswordInput, help_text=_("10 places or more"))


class PasswordForm(forms.Form):
    """Another password."""

    password = forms.CharField(label=_("new password"), widget=forms.PasswordInput, help_text=_("10 places or more"))


class PostForm(forms.Form):
    """Which post, over what, for how long."""

    role = forms.ChoiceField(label=_("role"), choices=_GIVEN)
    divisions = ListField(DivisionCodeField(), label=_("divisions"), help_text=_("codes of 2 to 12 digits"))
    facilities = ListField(forms.IntegerField(min_value=1), label=_("facilities"), help_text=_("their numbers"))
    departments = ListField(forms.SlugField(max_length=40), label=_("departments"), help_text=_("their codes"))
    cases = ListField(forms.IntegerField(min_value=1), label=_("cases"), help_text=_("their numbers"))
    valid_from = forms.DateField(label=_("valid from"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=_("valid to (not included)"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class KeyForm(forms.Form):
    """For which program, for how long."""

    name = forms.CharField(label=_("program"), max_length=40, help_text=_("which one will use the key"))
    valid_to = forms.DateField(
        label=_("valid to (not included)"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("a year at most"),
    )


def _told_once(key: Any) -> str:
    return _("The key, shown this once: %(key)s Hand it over in person; whoever has it acts in this post.") % {
        "key": key.token
    }


def _posts_of(user: Any, actor: Any, day: Any) -> Any:
    return Post.objects.filter(user=user).order_by("-valid_from", "-id")


_POST_COLUMNS = (
    Column("role"), Column("divisions", kind="places"), Column("valid_from"), Column("valid_to", small=False),
)  # fmt: skip

_LAST = Column("last_login", label=_("last signed in"), small=False)

USERS = registry.add(
    Register(
        code="users",
        noun="user",
        label=_("Users"),
        model=User,
        rows=lambda actor, day: User.objects.all(),
        columns=(
            Column("username", kind="code", order=True), Column("name", order=True),
            Column("is_active", tags={True: "good", False: "bad"}), _LAST,
        ),
        see=SEE_ACCESS,
        order=("username",),
        group="administration",
        rank=10,
        filters=(Filter("is_active", "flag"), Filter("username", "text"), Filter("name", "text")),
        unfiltered={"password": "a secret", "last_login": "shown in the list", "language": "one's own choice"},
        panels=(
            Panel(_("User"), (
                Column("username", kind="code"), Column("name"), Column("is_active"), _LAST,
            )),
            Panel(_("Posts"), _POST_COLUMNS, rows=_posts_of, empty=_("Holds no post and can see nothing.")),
        ),
        acts=(
            Act("enter", _("Enter a user"), administration.create_user, ADMINISTER,
                _("Entered. Give them a post next."), form=UserForm, on_list=True),
            Act("give-post", _("Give a post"), administration.give_post, ADMINISTER, _("The post is given."),
                form=PostForm),
            Act("password", _("Set a password"), administration.set_password, ADMINISTER, _("The password is set."),
                form=PasswordForm),
            Act("reset-factor", _("Reset the second factor"), reset_second_factor, RESET,
                _("Reset. The user sets up a new one at the next sign-in."), form=ReasonForm,
                warning=_("Make sure that it is really this person who asks: look at them, or call them back.")),
            Act("allow", _("Allow sign-in"),
                lambda **given: administration.set_active(active=True, **given), ADMINISTER, _("May sign in again."),
                when=lambda user, actor, day: not user.is_active),
            Act("stop", _("Stop sign-in"),
                lambda **given: administration.set_active(active=False, **given), ADMINISTER,
                _("Cannot sign in any more."), danger=True, when=lambda user, actor, day: user.is_active,
                warning=_("The user is signed out at once and cannot come back until somebody allows it.")),
        ),
        title=lambda user: str(user.name),
    )
)  # fmt: skip

POSTS = registry.add(
    Register(
        code="posts",
        noun="post",
        label=_("Posts"),
        model=Post,
        rows=lambda actor, day: Post.objects.select_related("user"),
        columns=(
            Column("user.name", label=_("user")), Column("role"), Column("divisions", kind="places"),
            Column("valid_from", order=True, small=False), Column("valid_to", small=False),
        ),
        see=SEE_ACCESS,
        order=("-valid_from",),
        group="administration",
        rank=20,
        filters=(
            Filter("role"), Filter("user__username", "text"), Filter("valid_from", "date"),
            Filter("valid_to", "flag", _("Has an end"),
                   condition=lambda value, actor: Q(valid_to__isnull=value == "no")),
            Filter("divisions", "text", condition=lambda text, actor: Q(divisions__contains=[int(text)])),
        ),
        unfiltered={"facilities": "on the page", "departments": "on the page", "cases": "on the page",
                    "person_id": "a resident's own"},
        panels=(
            Panel(_("Post"), (
                Column("user.name", label=_("user")), *_POST_COLUMNS, Column("facilities"), Column("departments"),
                Column("cases"),
            )),
        ),
        acts=(
            Act("give-key", _("Give a program a key"), programs.give_key, ADMINISTER, _told_once, form=KeyForm,
                aside=True,
                when=lambda post, actor, day: (
                    post.role in programs.OF_PROGRAMS and (post.valid_to is None or post.valid_to > day)
                )),
            Act("end", _("End the post"), administration.end_post, ADMINISTER, _("The post has ended."), danger=True,
                when=lambda post, actor, day: post.valid_to is None or post.valid_to > day,
                warning=_("From today on the post opens nothing any more. What was done in it stays on record.")),
        ),
        title=lambda post: f"{post.user.name} · {post.get_role_display()}",
    )
)  # fmt: skip

_KEY_COLUMNS = (
    Column("name", order=True), Column("post.user.name", label=_("user")),
    Column("post.departments", label=_("departments"), small=False), Column("given_on", order=True, small=False),
    Column("valid_to"), Column("used_on"),
)  # fmt: skip

PROGRAM_KEYS = registry.add(
    Register(
        code="keys",
        noun="key",
        label=_("Keys of programs"),
        model=ProgramKey,
        rows=lambda actor, day: ProgramKey.objects.select_related("post__user"),
        columns=_KEY_COLUMNS,
        see=SEE_ACCESS,
        order=("-given_on",),
        group="administration",
        rank=30,
        filters=(Filter("name", "text"), Filter("post__user__username", "text"), Filter("valid_to", "date"),
                 Filter("used_on", "date"), Filter("given_on", "date")),
        unfiltered={"token_hash": "a secret"},
        panels=(Panel(_("Key of a program"), _KEY_COLUMNS),),
        acts=(
            Act("end", _("End the key"), programs.end_key, ADMINISTER, _("The key opens nothing any more."),
                danger=True, when=lambda key, actor, day: key.valid_to > day,
                warning=_("The program that uses it is refused from now on.")),
        ),
        title=lambda key: str(key.name),
    )
)  # fmt: skip
