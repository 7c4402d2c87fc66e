"""Files as shelters write them, in rows: encodings, separators, line ends, damaged lines."""

import io

import pytest

from pets.importing.columns import heading_score
from pets.importing.reading import (
    LONGEST_RECORD,
    MOST_LINES_OF_A_RECORD,
    TOO_LONG,
    UNCLOSED,
    Table,
    UnreadableFileError,
)


def table(text, written_as="utf-8", **options):
    data = text if isinstance(text, bytes) else text.encode(written_as)
    return Table(io.BytesIO(data), score=heading_score, **options)


def rows(text, *args, **options):
    """Return (line, cells) of each row, or (line, problem)."""
    return [(row.line, row.problem or row.cells) for row in table(text, *args, **options).rows()]


# --- Lines ---------------------------------------------------------------------------------------------------


def test_a_row_knows_the_line_in_which_it_begins():
    text = 'Name,Type,Memo\nRex,Dog,"one\ntwo\n\nthree"\n\nMia,Cat,x\n'
    assert rows(text) == [(2, ["Rex", "Dog", "one\ntwo\n\nthree"]), (7, ["Mia", "Cat", "x"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do_and_the_last_may_be_missing(end):
    assert rows(end.join(["Name,Type", "Rex,Dog", "Mia,Cat"])) == [(2, ["Rex", "Dog"]), (3, ["Mia", "Cat"])]


def test_a_table_can_be_read_again():
    again = table("Name,Type\nRex,Dog\n")
    assert [row.cells for row in again.rows()] == [row.cells for row in again.rows()] == [["Rex", "Dog"]]


def test_headings_without_rows_are_a_table_too():
    empty = table("Name,Type\n")
    assert (empty.headings, list(empty.rows())) == (["Name", "Type"], [])


def test_a_title_above_the_headings_is_passed_over():
    titled = table("Our animals,\n\n Name ,Type\nRex,Dog\n")
    assert (titled.headings, titled.heading_line) == (["Name", "Type"], 3)
    assert [row.line for row in titled.rows()] == [4]


def test_unknown_headings_are_those_of_the_first_line():
    assert table("Foo,Bar\nRex,Dog\n").headings == ["Foo", "Bar"]


# --- Separators ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter):
    text = f"Name{delimiter}Type\nRex, the 1st; really{delimiter}Dog\n".replace(
        "Rex, the 1st; really", '"Rex, a; b"'
    )
    found = table(text)
    assert found.delimiter == delimiter
    assert [row.cells for row in found.rows()] == [["Rex, a; b", "Dog"]]


def test_a_first_line_may_name_the_separator():
    found = table("sep=;\nName;Type\nRex;Dog\n")
    assert (found.delimiter, found.headings, found.heading_line) == (";", ["Name", "Type"], 2)
    assert rows("sep=;\nName;Type\nRex;Dog\n") == [(3, ["Rex", "Dog"])]


def test_of_unknown_headings_the_separator_gives_the_most():
    assert table("Wie, bitte?;Was;Foo\nRex;Hund;x\n").headings == ["Wie, bitte?", "Was", "Foo"]
    assert table("Foo,Bar\nx;y,z\n").headings == ["Foo", "Bar"]


def test_the_separator_can_be_told():
    assert rows("Name:Type\nRex:Dog\n", delimiter=":") == [(2, ["Rex", "Dog"])]


# --- Encodings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_is_found(encoding, found):
    text = "Name,Type,Memo\nMöhre,Hund,Süßes Häschen – 5 Jahre\n"
    assert table(text, encoding).encoding == found
    assert table(text, encoding).headings == ["Name", "Type", "Memo"]
    assert rows(text, encoding) == [(2, ["Möhre", "Hund", "Süßes Häschen – 5 Jahre"])]


def test_a_file_may_mix_utf_8_and_windows_1252():
    assert rows(b"Name,Type\nM\xc3\xb6hre,Hund\nM\xf6hre,Hund\n") == [
        (2, ["Möhre", "Hund"]),
        (3, ["Möhre", "Hund"]),
    ]


def test_the_encoding_can_be_told():
    assert rows("Name,Type\nМурка,Cat\n", "cp1251", encoding="cp1251") == [(2, ["Мурка", "Cat"])]
    assert rows("Name,Type\nÄ,Cat\n", encoding="ascii") == [(2, ["\N{REPLACEMENT CHARACTER}" * 2, "Cat"])]


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna"])
def test_what_is_no_encoding_is_refused(encoding):
    with pytest.raises(UnreadableFileError, match=f"cannot be read as '{encoding}'"):
        table("Name,Type\nÄ,Dog\n", encoding=encoding)


# --- Damaged files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # never closed
        'Name,Type,Memo\nRex,Dog,"x\nMia,Cat,z\nTom,Cat,w\n',
        # closed by the next quotation mark, inside another cell
        'Name,Type,Memo\nRex,Dog,"x\nMia,Cat,"z"\nTom,Cat,w\n',
        # closed where a cell ends, but the row has swallowed the next one
        'Name,Type,Memo\nRex,"Dog,x\nMia,Cat,z"\nTom,Cat,w\n',
    ],
)
def test_an_unclosed_quotation_costs_its_own_row_only(text):
    found = rows(text)
    assert found[0] == (2, UNCLOSED)
    assert [line for line, _ in found] == [2, 3, 4]
    assert found[2] == (4, ["Tom", "Cat", "w"])


def test_an_unclosed_quotation_does_not_swallow_a_long_file():
    found = rows('Name,Type,Memo\nRex,Dog,"x\n' + "Mia,Cat,z\n" * 1000 + 'Tom,Cat,"w"\n')
    assert found[0] == (2, UNCLOSED)
    assert found[1:1001] == [(line, ["Mia", "Cat", "z"]) for line in range(3, 1003)]
    assert found[1001:] == [(1003, ["Tom", "Cat", "w"])]


def test_a_quotation_mark_inside_a_cell_is_a_letter_like_others():
    text = 'Name,Type,Memo\nDenise the "Menace",Dog,5" tall\n"Denise ""M""",Cat,z\n'
    assert rows(text) == [(2, ['Denise the "Menace"', "Dog", '5" tall']), (3, ['Denise "M"', "Cat", "z"])]


def test_an_endless_line_is_reported_and_the_next_one_read():
    text = f"Name,Type\nRex,{'x' * LONGEST_RECORD * 3}\nMia,Cat\n"
    assert rows(text) == [(2, TOO_LONG), (3, ["Mia", "Cat"])]


def test_a_long_line_that_still_fits_is_read():
    longest = "x" * (LONGEST_RECORD - len("Rex,\n") - 1)
    assert rows(f"Name,Type\nRex,{longest}\nMia,Cat\n") == [(2, ["Rex", longest]), (3, ["Mia", "Cat"])]
    assert rows(f"Name,Type\nRex,{longest}x\nMia,Cat\n") == [(2, TOO_LONG), (3, ["Mia", "Cat"])]


def test_an_endless_line_after_an_unclosed_quotation_costs_only_itself():
    text = f'Name,Type,Memo\nRex,Dog,"x\nTom,Cat,{"y" * LONGEST_RECORD * 2}\nMia,Cat,z\n'
    assert rows(text) == [(2, UNCLOSED), (3, TOO_LONG), (4, ["Mia", "Cat", "z"])]


def test_a_record_may_have_many_lines_but_not_endlessly_many():
    memo = "\n".join("x" * MOST_LINES_OF_A_RECORD)
    assert rows(f'Name,Type\nRex,"{memo}"\nMia,Cat\n') == [(2, ["Rex", memo]), (202, ["Mia", "Cat"])]
    assert rows(f'Name,Type\nRex,"{memo}\n"\nMia,Cat\n')[0] == (2, UNCLOSED)


def test_a_record_of_few_but_long_lines_ends_too():
    long = "z" * (LONGEST_RECORD // 2)
    text = f'Name,Type,Memo\nRex,Dog,"x\nMia,Cat,{long}\nTom,Cat,{long}\nBen,Dog,"y"\n'
    assert rows(text) == [
        (2, UNCLOSED),
        (3, ["Mia", "Cat", long]),
        (4, ["Tom", "Cat", long]),
        (5, ["Ben", "Dog", "y"]),
    ]


def test_nul_bytes_are_taken_out_and_the_row_says_so():
    found = list(table(b"Name,Type\nR\0ex,Dog\nMia,Cat\n").rows())
    assert [(row.cells, row.damaged) for row in found] == [(["Rex", "Dog"], True), (["Mia", "Cat"], False)]


def test_bytes_of_no_text_at_all_do_no_harm():
    assert rows(bytes(range(256)) * 20)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n\n  \n", "is empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"\x1f\x8brest", "compressed"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, says):
    with pytest.raises(UnreadableFileError, match=says):
        table(data)
