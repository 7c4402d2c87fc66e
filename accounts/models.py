"""People: the table ``users`` of the contract, and who is whose guardian."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import BaseUserManager, Group, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.contract import Touched, TouchedDateTimeField, length_constraint


class UserManager(BaseUserManager):
    use_in_migrations = True

    def any_case(self, field, value):
        """Return the people whose `field`, ``username`` or ``email``, is this value, in capitals or not.

        The database changes the case on both sides, as its unique index does: it and Python do not agree on
        every letter, and ``__iexact`` would not use that index.
        """
        return self.alias(**{f"{field}_lower": Lower(field)}).filter(**{f"{field}_lower": Lower(Value(value))})

    def get_by_natural_key(self, username):
        """Return the person with this user name, in capitals or not; raises `User.DoesNotExist`."""
        return self.any_case("username", username).get()

    async def aget_by_natural_key(self, username):
        return await self.any_case("username", username).aget()

    def find(self, name):
        """Return the person with this user name or e-mail address, in capitals or not, or None.

        One query, whether there is such a person or not.
        """
        lowered = Lower(Value(name))
        people = self.alias(username_lower=Lower("username"), email_lower=Lower("email")).filter(
            Q(username_lower=lowered) | Q(email_lower=lowered)
        )
        # A client of the contract may have written a user name that is another person's e-mail address.
        return min(people, key=lambda user: user.username.lower() != name.lower(), default=None)

    def create_user(self, username, email, password=None, **fields):
        """Create and return a person; a password of None cannot be signed in with.

        Raises `ValidationError`, which names the fields, when such a person cannot be.
        """
        user = self.model(
            username=self.model.normalize_username(username), email=self.normalize_email(email), **fields
        )
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, username, email, password=None, **fields):
        """Create and return a member of staff who may do everything."""
        fields = {"user_role": User.Role.PET_OWNER, "is_staff": True, "is_superuser": True} | fields
        return self.create_user(username, email, password, **fields)


class User(Touched, AbstractBaseUser, PermissionsMixin):
    """A person: a pet owner, who is an adult, or a child. Staff are pet owners with ``is_staff``."""

    class Role(models.TextChoices):
        PET_OWNER = "pet_owner", _("pet owner")
        CHILD = "child", _("child")

    user_id = models.AutoField(primary_key=True)
    username = models.CharField(
        _("user name"),
        max_length=50,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9][A-Za-z0-9._-]*\Z",
                _("Use letters a to z, numbers, and . _ - only; start with a letter or a number."),
            )
        ],
        error_messages={"unique": _("This user name is taken.")},
    )
    password = models.CharField(_("password"), max_length=255, db_column="password_hash")
    email = models.EmailField(_("e-mail"), max_length=100, unique=True)
    first_name = models.CharField(_("first name"), max_length=50, blank=True, null=True)
    last_name = models.CharField(_("last name"), max_length=50, blank=True, null=True)
    user_role = models.CharField(_("role"), max_length=20, choices=Role)
    created_at = models.DateTimeField(_("joined"), null=True, db_default=Now(), editable=False)
    updated_at = TouchedDateTimeField(_("changed"), null=True, db_default=Now(), editable=False)

    # Django's own columns. They have database defaults, so that a client of the contract need not know them.
    last_login = models.DateTimeField(_("last sign-in"), null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True, db_default=True)
    is_staff = models.BooleanField(_("staff"), default=False, db_default=False)
    is_superuser = models.BooleanField(_("may do everything"), default=False, db_default=False)
    groups = models.ManyToManyField(
        Group, through="GroupMembership", related_name="user_set", related_query_name="user", blank=True
    )
    # Permissions come from groups alone (docs/decisions): Django's table for single people has no cascade.
    user_permissions = None

    guardians = models.ManyToManyField(
        "self",
        through="Guardianship",
        through_fields=("child", "guardian"),
        symmetrical=False,
        related_name="children",
    )

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    objects = UserManager()

    class Meta:
        db_table = "users"
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="users_username_any_case",
                violation_error_message=_("This user name is taken."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="users_email_any_case",
                violation_error_message=_("This e-mail address is taken."),
            ),
            models.CheckConstraint(
                condition=Q(user_role__in=["pet_owner", "child"]),
                name="users_user_role_known",
                violation_error_message=_("Choose pet owner or child."),
            ),
            length_constraint("users", "username", 50),
            length_constraint("users", "password", 255),
            length_constraint("users", "email", 100),
            length_constraint("users", "first_name", 50),
            length_constraint("users", "last_name", 50),
        ]

    def __str__(self):
        return self.username

    def clean(self):
        super().clean()
        if self.is_child and (self.is_staff or self.is_superuser):
            raise ValidationError(_("Staff are grown-ups: a child cannot be staff."))

    def check_password(self, raw_password):
        """Return whether this is the password; never raises, for a client of the contract writes what it likes."""
        try:
            return super().check_password(raw_password)
        except (ValueError, AssertionError):  # how the hashers refuse a hash that they cannot read
            make_password(raw_password)  # the same work as for any other name
            return False

    def get_absolute_url(self):
        return reverse("accounts:profile")

    @property
    def is_child(self):
        return self.user_role == self.Role.CHILD

    @property
    def is_pet_owner(self):
        return self.user_role == self.Role.PET_OWNER

    @property
    def has_mail(self):
        """Whether mail can reach this person: nobody under care has an address of their own (RFC 2606)."""
        return not self.email.lower().endswith(".invalid")

    def _get_session_auth_hash(self, secret=None):
        """Return a hash of all that a sign-in rests on: with another one, a session is not valid any more.

        Django's covers the password. Here the e-mail address and the rights count as well: after
        changing one of them a view calls ``update_session_auth_hash()``, or its own session ends too.
        """
        signed_in_with = [self.password, self.email, self.user_role, str(self.is_staff), str(self.is_superuser)]
        return salted_hmac(
            "accounts.models.User.get_session_auth_hash",
            # No part can hold this character, so that nothing can move from one part to the next.
            "\0".join(signed_in_with),
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_full_name(self):
        return " ".join(filter(None, [self.first_name, self.last_name])) or self.username

    def get_short_name(self):
        return self.first_name or self.username


class GroupMembership(models.Model):
    """A member of staff in a group. Of our own, so that the database deletes it with the person."""

    user = models.ForeignKey(User, models.DB_CASCADE)
    group = models.ForeignKey(Group, models.DB_CASCADE)

    class Meta:
        db_table = "users_groups"
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="users_groups_once"),
        ]

    def __str__(self):
        return f"{self.user} – {self.group}"


class Guardianship(models.Model):
    """A grown-up who decides for a child. A child has two places for guardians, so a third cannot be added."""

    PLACES = (1, 2)

    child = models.ForeignKey(User, models.DB_CASCADE, related_name="guardianships")
    guardian = models.ForeignKey(User, models.DB_CASCADE, related_name="wardships")
    place = models.SmallIntegerField(_("place"), default=1, db_default=1)
    created_at = models.DateTimeField(_("since"), null=True, db_default=Now(), editable=False)

    class Meta:
        db_table = "guardianships"
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian"],
                name="guardianships_once",
                violation_error_message=_("This grown-up is already a guardian of the child."),
            ),
            models.UniqueConstraint(
                fields=["child", "place"],
                name="guardianships_place_once",
                violation_error_message=_("A child has two guardians at most."),
            ),
            models.CheckConstraint(
                condition=Q(place__in=[1, 2]),
                name="guardianships_place_known",
                violation_error_message=_("A child has two guardians at most."),
            ),
            models.CheckConstraint(
                condition=~Q(child=models.F("guardian")),
                name="guardianships_two_people",
                violation_error_message=_("Nobody is their own guardian."),
            ),
        ]

    def __str__(self):
        return f"{self.guardian} – {self.child}"

    def clean(self):
        super().clean()
        # Only a form without these fields leaves them out, and then there is nothing to compare.
        if self.child_id and not self.child.is_child:
            raise ValidationError({"child": _("Choose a child’s account.")})
        if self.guardian_id and not self.guardian.is_pet_owner:
            raise ValidationError({"guardian": _("A guardian is a pet owner.")})
