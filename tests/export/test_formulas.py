"""Cells that a spreadsheet would take for a formula, in the files that we write."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook

from csto_map.exchange.writing import files, separated, workbook

FORMULAS = ["=1+1", "+SUM(A1)", "-1+1|cmd", "@SUM(A1)", "\t=1", "-", "+7 495 x", "=", "-1e"]


def read(body):
    """The lines below the header, as CSV readers see them."""
    return list(csv.reader(io.StringIO(body.decode(), newline="")))[1:]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_runs_nowhere(text, newline):
    assert read(separated.write(["a", "b"], [[text, "x"]], newline)) == [[f"'{text}", "x"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_in_a_workbook_it_is_a_text_and_marked_as_one(text):
    cell = workbook._cell(Workbook(write_only=True).create_sheet(), text)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("number", ["-12.5", "+3", "-0", "1e-5", "-1.5E+10", "0", "12"])
def test_numbers_stay_numbers(number):
    assert read(separated.write(["a"], [[number]], "\n")) == [[number]]


def test_no_cell_of_the_shipped_package_had_to_be_changed(real_atlas, tmp_path):
    """What is read back is what the tables say."""
    path = tmp_path / "all.csv.zip"
    files.export(real_atlas, path)
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith(".csv")]
        cells = [cell for name in names for row in read(package.read(name)) for cell in row]
    assert len(cells) > 10_000
    plain = [cell.removeprefix("'") for cell in cells]
    assert not [cell for cell in plain if separated.inert(cell) != cell]
