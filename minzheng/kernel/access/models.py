"""People who sign in, and the posts that say what they are here for."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.choices import Role
from minzheng.kernel.identity.fields import SealedTextField


class User(AbstractBaseUser):
    """Somebody who can sign in.  What they may do comes from their posts, never from flags on this row."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("user")

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One role of one user, with dates, over any set of division subtrees, facilities, departments and cases.

    A resident's post is over one person's own affairs.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    divisions = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("divisions"))
    facilities = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("facilities"))
    departments = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("departments"))
    cases = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("cases"))
    person_id = models.BigIntegerField(_("own person record"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to (not included)"), null=True, blank=True)

    class Meta:
        verbose_name = _("post")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="post_ends_after_it_begins",
                violation_error_message=_("A post ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class ProgramKey(models.Model):
    """What a department's program shows instead of signing in: it acts in the post that the key was given for.

    Of the key itself only a digest is kept: it is long and made by chance, so that nothing can be found from that.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="keys", verbose_name=_("post"))
    name = models.CharField(_("program"), max_length=40)
    token_hash = models.BinaryField(_("digest of the key"), max_length=32, unique=True)
    given_on = models.DateField(_("given on"))
    valid_to = models.DateField(_("valid to (not included)"))
    used_on = models.DateField(_("last used on"), null=True)

    class Meta:
        verbose_name = _("key of a program")

    def __str__(self) -> str:
        return self.name


class SecondFactor(models.Model):
    """What somebody signs in with besides the password: a secret that their telephone makes codes from.

    `last_step` is the half minute of the newest code that was used: no code counts twice.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor", verbose_name=_("user"))
    secret = SealedTextField(_("secret"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    last_step = models.BigIntegerField(_("newest half minute used"), default=0)
    failures = models.PositiveSmallIntegerField(_("wrong codes in a row"), default=0)
    locked_until = models.DateTimeField(_("locked until"), null=True)
    salt = models.CharField(_("salt of the recovery codes"), max_length=32, blank=True)
    recovery = ArrayField(models.CharField(max_length=64), default=list, verbose_name=_("hashes of recovery codes"))

    class Meta:
        verbose_name = _("second factor")

    def __str__(self) -> str:
        return f"{self.user_id}"
