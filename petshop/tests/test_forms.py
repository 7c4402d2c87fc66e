"""How every form is drawn: labels, help and errors that belong together, and a summary on top."""

from django import forms

from petshop.forms import FormRenderer


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As you like it.", error_messages={"required": "Type a name."})
    nick = forms.CharField(label="Nickname", required=False)
    agree = forms.BooleanField(label="I agree", required=False)
    colour = forms.ChoiceField(
        label="Colour",
        choices=[("r", "Red"), ("g", "Green")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a colour."},
    )
    secret = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "The page is too old."})

    def clean(self):
        if "nobody" in self.data:
            self.add_error(None, "Nobody is not allowed.")


def drawn(data=None):
    return str(Sample(data, renderer=FormRenderer()))


def test_a_fresh_form_has_labels_and_help_and_no_summary():
    text = drawn()
    assert '<label for="id_name">Name</label>' in text
    assert '<div class="help" id="id_name_helptext">As you like it.</div>' in text
    assert 'aria-describedby="id_name_helptext"' in text
    assert "error-summary" not in text
    assert "aria-invalid" not in text


def test_what_may_stay_empty_says_so():
    text = drawn()
    assert '<label for="id_nick">Nickname <span class="optional">(optional)</span></label>' in text
    assert text.count('class="optional"') == 1


def test_a_tick_box_is_drawn_beside_its_label():
    text = drawn()
    assert '<div class="field field-check">' in text
    assert '<label for="id_agree">I agree</label>' in text


def test_a_group_is_a_fieldset_with_its_legend():
    text = drawn()
    assert '<fieldset class="field">' in text
    assert "<legend>Colour</legend>" in text


def test_the_summary_leads_to_each_field_with_the_words_that_stand_there():
    text = drawn({"nobody": "1"})
    summary, fields = text.split("</div>", 1)
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in summary
    assert "<li>Nobody is not allowed.</li>" in summary
    assert '<a href="#id_name">Name: Type a name.</a>' in summary
    assert '<a href="#id_colour_0">Colour: Choose a colour.</a>' in summary
    assert "<li>The page is too old.</li>" in summary
    assert '<ul class="errorlist" id="id_name_error"><li>Type a name.</li></ul>' in fields
    assert 'aria-describedby="id_name_helptext id_name_error"' in fields
    assert 'id="id_colour_0"' in fields


def test_what_was_typed_is_kept_and_is_not_markup():
    text = drawn({"name": '"><b>Bo', "colour": "g"})
    assert 'value="&quot;&gt;&lt;b&gt;Bo"' in text
    assert "<b>Bo" not in text
