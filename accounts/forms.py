"""What people type about themselves and their children."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from accounts import rules, throttle
from accounts.models import User
from accounts.names import invent_username

#: What is said about a field that was left empty.
NEEDED = {
    "username": {"required": _("Think of a user name.")},
    "email": {"required": _("Type your e-mail address.")},
}


class CurrentPasswordField(forms.CharField):
    """A password that there is already, as it was typed: nothing is trimmed."""

    def __init__(self, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        words = {"label": _("Password"), "error_messages": {"required": _("Type your password.")}}
        super().__init__(strip=False, widget=widget, **(words | kwargs))


class NewPasswordField(forms.CharField):
    """A password to be. No limit in the field itself: the browser would cut a longer one without a word."""

    def __init__(self, **kwargs):
        super().__init__(
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            help_text=_("10 characters or more. Three words that you can remember are good."),
            error_messages={"required": _("Think of a password.")},
            **({"label": _("Password")} | kwargs),
        )


class ServiceForm:
    """A form whose input a service takes."""

    def carry_out(self, service, **arguments):
        """Call the service and return what it returns; None once its refusal is an error of this form.

        A name can be taken between our look and the database's: then a second look sees it.

        Raises:
            Http404: the person was deleted meanwhile.
        """
        try:
            return service(**arguments)
        except ValidationError as refusal:
            self._say(refusal)
        except IntegrityError:
            self.full_clean()
            if self.is_valid():
                raise
        except User.NotUpdated as gone:
            raise Http404 from gone
        return None

    def _say(self, refusal):
        """Show each error at its field; one about a field that is not on the form concerns the whole."""
        for field, errors in getattr(refusal, "error_dict", {None: refusal}).items():
            self.add_error(field if field in self.fields else None, errors)


class UniquePersonMixin:
    """Says at the field itself that a user name or an e-mail address is taken, in capitals or not.

    The constraints of the table say so too, but for the form as a whole.
    """

    def clean_username(self):
        return self._free("username", _("This user name is taken. Please choose another one."))

    def clean_email(self):
        return self._free("email", _("This e-mail address has an account already."))

    def _free(self, field, taken):
        value = self.cleaned_data[field]
        if value and User.objects.any_case(field, value).exclude(pk=self.instance.pk).exists():
            raise ValidationError(taken, code="unique")
        return value


def with_mailbox(email):
    """Return the address; raises `ValidationError` if no mail can reach it."""
    if not User(email=email).has_mail:
        raise ValidationError(_("No mail can reach an address that ends in .invalid."), code="no_mailbox")
    return email


class MailboxMixin(UniquePersonMixin):
    """Also wants an address that mail can reach."""

    def clean_email(self):
        return with_mailbox(super().clean_email())


class NewPasswordMixin:
    """Checks a new password for the person whom the form is about. `password_field` names it."""

    password_field = "password"  # noqa: S105

    @sensitive_variables("password")
    def check_password_for(self, user):
        password = self.cleaned_data.get(self.password_field)
        if password:
            try:
                validate_password(password, user)
            except ValidationError as errors:
                self.add_error(self.password_field, errors)


class CurrentPasswordMixin(forms.Form):
    """Asks for the password of the person who is signed in, `user`, once more: five mistakes mean a pause."""

    current_password = CurrentPasswordField(label=_("Your password now"))

    @sensitive_variables("password")
    def clean_current_password(self):
        password = self.cleaned_data["current_password"]
        if not throttle.PASSWORD_AGAIN.allows(self.user.pk):
            raise ValidationError(
                _("That was not right several times. Please wait 15 minutes, then try again."), code="paused"
            )
        if not self.user.check_password(password):
            raise ValidationError(_("This is not your password. Please try again."), code="wrong")
        throttle.PASSWORD_AGAIN.forget(self.user.pk)
        return password


class SignInForm(forms.Form):
    """User name or e-mail address, and password. Whether they are right is the view's question."""

    username = forms.CharField(
        label=_("User name or e-mail"),
        max_length=100,
        error_messages={"required": _("Type your user name or your e-mail address.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = CurrentPasswordField()


class JoinForm(forms.Form):
    """The address of somebody who wants to join. Whether it has an account is told to its mailbox alone."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=100,
        help_text=_("We send a link there. Nobody else sees your address."),
        error_messages=NEEDED["email"],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self):
        return with_mailbox(self.cleaned_data["email"])


class SignUpForm(NewPasswordMixin, UniquePersonMixin, ServiceForm, forms.ModelForm):
    """A new pet owner; `instance` has the e-mail address, which a mailed link has proved."""

    password = NewPasswordField()
    field_order = ["username", "password", "first_name", "last_name"]

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name"]
        help_texts = {"username": _("The name that others see beside your pets and comments.")}
        error_messages = NEEDED
        widgets = {
            "username": forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def _post_clean(self):
        # The person is complete only here: the password is compared with the names beside it.
        super()._post_clean()
        self.check_password_for(self.instance)


class NamesForm(ServiceForm, forms.ModelForm):
    """A pet owner's names."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        widgets = {name: SignUpForm.Meta.widgets[name] for name in fields}


class EmailForm(CurrentPasswordMixin, MailboxMixin, ServiceForm, forms.ModelForm):
    """A pet owner's e-mail address. `user` types the password; `instance` is the same person, to be changed."""

    field_order = ["email", "current_password"]

    class Meta:
        model = User
        fields = ["email"]
        labels = {"email": _("New e-mail address")}
        error_messages = NEEDED
        help_texts = {"email": _("We tell the old address that it was changed.")}
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)


class SetPasswordForm(NewPasswordMixin, ServiceForm, forms.Form):
    """A new password for `user`, typed by who holds the mailed link, or by a guardian."""

    new_password = NewPasswordField(label=_("New password"))
    password_field = "new_password"  # noqa: S105

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self):
        self.check_password_for(self.user)
        return super().clean()


class PasswordChangeForm(CurrentPasswordMixin, SetPasswordForm):
    """A new password for the person who is signed in, and who types the present one first."""

    field_order = ["current_password", "new_password"]


class PasswordResetForm(forms.Form):
    """Where the link for a new password goes."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=100,
        error_messages=NEEDED["email"],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChildForm(NewPasswordMixin, UniquePersonMixin, ServiceForm, forms.ModelForm):
    """A child's account: a user name and a password, nothing else (SAFETY A1)."""

    password = NewPasswordField()

    class Meta:
        model = User
        fields = ["username"]
        help_texts = {"username": _("We made this one up. Change it if you like, but leave real names out.")}
        error_messages = NEEDED
        # "off": the browser must not offer the guardian's own name, nor save the child's in its place.
        widgets = {
            "username": forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
            )
        }

    def __init__(self, *args, guardian, **kwargs):
        self.guardian = guardian
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["username"] = propose_username(guardian)

    def clean_username(self):
        username = super().clean_username()
        if reasons := rules.username_blockers(username, [self.guardian]):
            raise ValidationError(reasons, code="tells")
        return username

    def _post_clean(self):
        super()._post_clean()
        self.check_password_for(self.instance)


class PasswordAgainForm(CurrentPasswordMixin, ServiceForm, forms.Form):
    """The password once more, before something that cannot be undone."""

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)


def propose_username(guardian):
    """Return an invented user name that is free, and that the rules allow for a child of this guardian."""
    while True:
        username = invent_username()
        if rules.username_blockers(username, [guardian]):
            continue
        if not User.objects.any_case("username", username).exists():
            return username
