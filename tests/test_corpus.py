"""All that is known: our own corpus is whole, and a company's folder beside it loads as far as it can be read."""

import os
from pathlib import Path

import pytest

from clarifier.errors import BadSettings
from clarifier.request.rules import IDS
from clarifier.rules.corpus import OUTSIDE, Corpus, read_corpus
from clarifier.rules.entries import groups
from clarifier.texts import home

OURS = read_corpus()


def text(doc_id: str = "vacation", more: str = "", says: str = "Everyone gets 27 days.") -> str:
    """A file of a company's."""
    return f"---\nid: {doc_id}\ntitle: Vacation\nsource: Handbook\n{more}---\n\n## The rule\n\n{says}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company's folder with one good file."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "vacation.md").write_text(text(), "utf-8")
    return tmp_path / "rules"


def theirs(corpus: Corpus) -> list[str]:
    """The company's documents, by id."""
    return [each.document.id for each in corpus.sources if each.name.startswith("company/")]


def told(corpus: Corpus) -> list[str]:
    """The problems as they are printed."""
    return [str(each) for each in corpus.problems]


def test_ours_are_24_documents_the_rules_first() -> None:
    assert len(OURS.documents) == 24
    assert tuple(OURS.documents)[:10] == IDS
    assert OURS.problems == ()
    assert {document for _, document in OURS.asked} == {*OURS.documents, OUTSIDE}


@pytest.mark.parametrize("doc_id", OURS.documents)
def test_a_document_of_ours_has_a_statement_a_source_and_rules_that_exist(doc_id: str) -> None:
    document = OURS.documents[doc_id]
    assert document.statement.kind == "statement"
    assert document.origin and document.short
    assert document.rules and set(document.rules) <= set(IDS)


@pytest.mark.parametrize("doc_id", OURS.documents)
def test_a_passage_of_ours_stands_in_its_file_to_the_letter(doc_id: str) -> None:
    document = OURS.documents[doc_id]
    written = (home("knowledge") / document.file).read_text("utf-8")
    for passage in document.passages:
        assert passage.text in written
        assert passage.text.split("\n")[0] in written.split("\n")[passage.line - 1]


def test_a_question_stands_under_one_document_only() -> None:
    asked = [" ".join(question.casefold().split()) for question, _ in OURS.asked]
    assert sorted({each for each in asked if asked.count(each) > 1}) == []


def test_an_entry_has_an_id_of_its_own_and_a_group_a_digest_of_what_it_holds(folder: Path) -> None:
    made = list(groups(OURS))
    ids = [entry.id for group in made for entry in group.entries]
    assert len(ids) == len(set(ids)) == len(OURS.passages) + len(OURS.asked)
    before = {group.file: group.digest for group in groups(read_corpus(folder))}
    (folder / "vacation.md").write_text(text(says="Everyone gets 28 days."), "utf-8")
    after = {group.file: group.digest for group in groups(read_corpus(folder))}
    assert [name for name in after if after[name] != before[name]] == ["company/vacation.md"]


def test_a_companys_documents_come_after_ours(folder: Path) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "tools.md").write_text(text("tools", "rules: rule-05, vacation\n"), "utf-8")
    corpus = read_corpus(folder)
    assert list(corpus.documents)[-2:] == ["tools", "vacation"]
    assert list(corpus.documents)[:24] == list(OURS.documents)
    assert corpus.documents["tools"].file == "company/deep/er/tools.md"
    assert corpus.problems == ()


def test_a_bad_file_is_named_with_its_line_and_the_rest_loads(folder: Path) -> None:
    (folder / "a.md").write_text(text("tools").replace("source: Handbook\n", "source\n"), "utf-8")
    corpus = read_corpus(folder)
    assert theirs(corpus) == ["vacation"]
    assert told(corpus) == ["company/a.md, line 4: 'source' is no line like \"title: ...\"."]


def test_of_two_files_with_one_id_the_first_counts_and_both_are_named(folder: Path) -> None:
    (folder / "z.md").write_text(text(says="Nobody gets any."), "utf-8")
    (folder / "ours.md").write_text(text("rule-02"), "utf-8")
    corpus = read_corpus(folder)
    assert theirs(corpus) == ["vacation"]
    assert corpus.documents["rule-02"] == OURS.documents["rule-02"]
    twin, ours = sorted(told(corpus), reverse=True)
    assert "company/z.md" in twin and "which company/vacation.md has; give it its own" in twin
    assert "company/ours.md" in ours and "which rules/rule-02-consider" in ours


def test_a_rule_that_is_none_is_named(folder: Path) -> None:
    (folder / "a.md").write_text(text("tools", "rules: rule-02, rule-99\n"), "utf-8")
    (problem,) = told(read_corpus(folder))
    assert problem.startswith("company/a.md, line ") and "names the rule rule-99" in problem
    assert "clarifier rules list" in problem


def test_a_file_that_is_named_is_left_out(folder: Path) -> None:
    (folder / "a.md").write_text(text("tools", "rules: rule-99\n"), "utf-8")
    (folder / "b.md").write_text("no front matter", "utf-8")
    corpus = read_corpus(folder)
    assert {each.file for each in corpus.problems} & {each.name for each in corpus.sources} == set()


def test_a_rule_that_is_none_is_named_with_its_line(folder: Path) -> None:
    (folder / "a.md").write_text(text("tools", "rules: rule-99\n"), "utf-8")
    assert [each.line for each in read_corpus(folder).problems] == [5]


def test_the_id_that_stands_for_no_answer_is_nobodys(folder: Path) -> None:
    (folder / "a.md").write_text(text(OUTSIDE), "utf-8")
    corpus = read_corpus(folder)
    assert theirs(corpus) == ["vacation"]
    assert len(corpus.problems) == 1


def test_what_is_no_utf8_is_named_with_its_line(folder: Path) -> None:
    (folder / "a.md").write_bytes(text("tools", says="Über alles.").encode("latin-1"))
    corpus = read_corpus(folder)
    assert told(corpus) == ["company/a.md, line 9: is no UTF-8 text; save it as UTF-8."]
    assert theirs(corpus) == ["vacation"]


def test_what_cannot_be_opened_is_named(folder: Path) -> None:
    (folder / "a.md").mkdir()
    (folder / "b.md").symlink_to("gone.md")
    first, second = told(read_corpus(folder))
    assert "company/a.md" in first and "cannot be opened" in first
    assert "company/b.md" in second and "cannot be opened" in second


def test_a_link_that_leads_to_itself_does_no_harm(folder: Path) -> None:
    (folder / "a.md").symlink_to("a.md")
    corpus = read_corpus(folder)
    assert theirs(corpus) == ["vacation"]
    assert all("company/a.md" in each for each in told(corpus))


def test_what_leads_out_of_the_folder_is_not_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.md").write_text(text("secret"), "utf-8")
    (folder / "a.md").symlink_to(tmp_path / "out" / "secret.md")
    (folder / "b").symlink_to(tmp_path / "out", target_is_directory=True)
    (folder / "same").symlink_to(folder, target_is_directory=True)
    corpus = read_corpus(folder)
    assert (theirs(corpus), corpus.problems) == (["vacation"], ())


def test_hidden_files_and_readmes_are_not_read(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in (".git/a.md", ".draft.md", "README.md", "readme.md", "notes.txt"):
        (folder / name).write_text("no front matter", "utf-8")
    corpus = read_corpus(folder)
    assert (theirs(corpus), corpus.problems) == (["vacation"], ())


def test_a_file_name_that_is_no_text_leaves_a_name_that_can_be_written(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text(text("tools"), "utf-8")
    for source in read_corpus(folder).sources:
        source.name.encode("utf-8")


@pytest.mark.parametrize("name", ["none", "file.md"])
def test_a_folder_that_is_none_is_a_bad_setting(name: str, tmp_path: Path) -> None:
    (tmp_path / "file.md").write_text(text(), "utf-8")
    with pytest.raises(BadSettings, match=r"which is no folder; name the one that holds your rules"):
        read_corpus(tmp_path / name)
