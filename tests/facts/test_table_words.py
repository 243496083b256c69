"""What the title of a table says is read without the number it has among the tables."""

import pytest

from disclosure_rules import load_rulebook
from disclosure_rules.facts.tables.words import TableWords

WORDS = TableWords(load_rulebook().rulebook.vocabulary["tables"])


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("表7一般公共预算支出表", "一般公共预算支出表"),
        ("表七一般公共预算支出表", "一般公共预算支出表"),
        ("表十一般公共预算支出表", "一般公共预算支出表"),
        ("附表十一一般公共预算支出表", "一般公共预算支出表"),
        ("表2-1“三公”经费预算表", "“三公”经费预算表"),
        ("公开03表三公经费支出表", "三公经费支出表"),
        ("一般公共预算支出表（表七）", "一般公共预算支出表"),
        ("部门收支总表公开01表", "部门收支总表"),
        ("附件3：2024年部门支出总表", "2024年部门支出总表"),
        ("预算一览表", "预算一览表"),
        ("公开05表", ""),
    ],
)
def test_the_number_of_a_table_is_no_part_of_its_title(line: str, title: str) -> None:
    assert WORDS.without_number(line) == title
