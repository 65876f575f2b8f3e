"""Saved articles become documents: page furniture is told apart, copies are found, nothing is guessed."""

from __future__ import annotations

import hashlib
import random
import shutil

import pytest

from exclaim.importing import ImportProblem, limits, read_articles
from exclaim.importing.copies import LIKENESS_MIN, groups_of_copies, likeness, shingles
from exclaim.importing.pages import read_page

from .file_samples import ARTICLES


def document(entries, name):
    (entry,) = [entry for entry in entries if entry.origin == name]
    assert not entry.problems
    return entry.record["document"]


@pytest.fixture(scope="module")
def entries():
    return read_articles(ARTICLES, outlets={"harbour-post.example": "harbour-post"})


def excluded(record):
    data = record["text"].encode()
    return [(span["reason"], data[span["start"] : span["end"]].decode()) for span in record["excluded"]]


def test_a_page_gives_its_headline_author_address_day_language_and_digest(entries):
    record = document(entries, "harbour.html")
    assert record["title"] == "Seventy come home"
    assert record["byline"] == "Ann Example"
    assert record["url"] == "https://www.harbour-post.example/2025/seventy-come-home"
    assert record["outlet"] == "harbour-post"
    assert record["published"] == {"edtf": "2025-03-14", "basis": "STATED"}
    assert record["language"] == "en"
    assert record["sha256"] == hashlib.sha256((ARTICLES / "harbour.html").read_bytes()).hexdigest()
    assert record["key"] == "article-" + record["sha256"][:16]


def test_what_is_not_the_article_is_excluded_with_what_it_is(entries):
    assert excluded(document(entries, "harbour.html")) == [
        ("cookie notice", "We use cookies to make this site work. Do you accept all of them?"),
        ("button", "Accept"),
        ("navigation", "Home\nWorld\nWeather"),
        ("other stories", "Read also\nGrain prices fall for a third week\nSeventy come home"),
        ("form", "Subscribe to our newsletter"),
        ("page footer", "© 2025 The Harbour Post. All rights reserved."),
    ]


def test_headline_byline_caption_and_list_stay_and_what_nobody_sees_is_not_there():
    page = read_page((ARTICLES / "harbour.html").read_bytes())
    lines = page.article.splitlines()
    assert lines[0] == "Seventy come home"
    assert lines[1] == "By Ann Example, 14 March 2025"
    assert "A bus waits at the crossing, as seen from the northern bank." in lines
    assert "Two were wounded." in lines
    assert "Nobody sees" not in page.text and "track" not in page.text


def test_a_body_that_stands_twice_is_one_document_with_two_copies(entries):
    record = document(entries, "forum.html")
    assert record["bodyCopies"] == 2
    assert [reason for reason, _ in excluded(record)] == ["navigation", "page footer"]
    assert "published" not in record


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("{a}\n{b}\n{c}", None),
        ("{a}\n{b}\n{c}\nPosted again\n{a}\n{b}\n{c}", 2),
        ("{a}\n{b}\n{c}\n{a}\n{b}\n{c}\n{a}\n{b}\n{c}", 3),
        ("{a}\n{b}\n{c}\n{a}", None),
        ("yes\nyes\nyes", None),
    ],
)
def test_a_plain_text_that_was_posted_twice_says_so(tmp_path, text, copies):
    lines = {
        name: f"The {name} side said that talks went on, and that it would name no number." for name in "abc"
    }
    (tmp_path / "t.txt").write_text(text.format(**lines))
    assert read_articles(tmp_path)[0].record["document"].get("bodyCopies") == copies


def test_plain_text_gives_its_first_line_and_the_day_that_stands_at_its_head(entries):
    record = document(entries, "obmin.txt")
    assert record["title"] == "Відбувся ще один обмін"
    assert record["published"] == {"edtf": "2025-06-27", "basis": "STATED"}
    assert record["language"] == "uk"


def test_copies_get_one_cluster_and_others_none(entries):
    harbour, courier = document(entries, "harbour.html"), document(entries, "courier.html")
    # By the one that was published first, so that one that comes later changes no name.
    assert harbour["cluster"] == courier["cluster"] == f"copies-of-{harbour['key']}"
    assert "cluster" not in document(entries, "forum.html")


def test_the_same_bytes_under_two_names_are_one_document(entries):
    (same,) = [entry for entry in entries if entry.origin == "wire/same.txt"]
    assert same.twin.origin == "obmin.txt"
    assert same.record is None


def test_what_is_not_known_is_left_out_and_said(entries):
    (courier,) = [entry for entry in entries if entry.origin == "courier.html"]
    assert "bay-courier.example is no outlet that was named" in courier.remarks
    assert "outlet" not in courier.record["document"]
    (short,) = [entry for entry in entries if entry.origin == "wire/short.txt"]
    assert "no date of publication in it" in short.remarks
    assert "language" not in short.record["document"]


def test_the_order_of_files_and_a_second_run_change_nothing(entries, tmp_path):
    shutil.copytree(ARTICLES, tmp_path / "a")
    (tmp_path / "a" / "harbour.html").rename(tmp_path / "a" / "zz.html")
    again = read_articles(tmp_path / "a", outlets={"harbour-post.example": "harbour-post"})
    assert document(again, "zz.html") == document(entries, "harbour.html")
    assert document(again, "courier.html") == document(entries, "courier.html")


def test_without_texts_the_digests_and_clusters_stay():
    made = read_articles(ARTICLES, keep_text=False)
    record = document(made, "harbour.html")
    assert "text" not in record and "excluded" not in record
    assert record["sha256"] and record["cluster"]


def test_a_folder_that_is_none_or_empty_is_told(tmp_path):
    with pytest.raises(ImportProblem, match="is no folder"):
        read_articles(tmp_path / "none")
    with pytest.raises(ImportProblem, match="holds no article; save them as .html"):
        read_articles(tmp_path)


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path):
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_text("<p>A frame</p>")
    (tmp_path / ".hidden.html").write_text("<p>Hidden</p>")
    saved = (
        "<!-- saved from url=(0026)https://saved.example/page -->\n<html><body><p>A page</p></body></html>"
    )
    (tmp_path / "page.html").write_text(saved)
    (entry,) = read_articles(tmp_path)
    assert entry.record["document"]["url"] == "https://saved.example/page"


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"<html><body></body></html>", b"<script>x</script>"])
def test_a_file_without_text_is_refused_and_the_others_are_read(tmp_path, data):
    (tmp_path / "bad.html").write_bytes(data)
    (tmp_path / "good.txt").write_text("A line")
    bad, good = read_articles(tmp_path)
    assert good.record is not None
    if bad.record is None:
        assert "bad.html: document.text" in str(bad.problems[0])


def test_an_article_at_the_limits_is_read_and_one_past_them_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * limits.ARTICLE_TEXT_BYTES_MAX)
    assert read_articles(tmp_path)[0].record is not None
    path.write_bytes(b"x" * (limits.ARTICLE_TEXT_BYTES_MAX + 1))
    assert f"{limits.ARTICLE_TEXT_BYTES_MAX} are the most" in str(read_articles(tmp_path)[0].problems[0])
    path.write_bytes(b" " * (limits.ARTICLE_BYTES_MAX - 1) + b"x")
    assert "text of" in str(read_articles(tmp_path)[0].problems[0])
    path.write_bytes(b" " * limits.ARTICLE_BYTES_MAX + b"x")
    assert f"{limits.ARTICLE_BYTES_MAX} are the most" in str(read_articles(tmp_path)[0].problems[0])


def test_a_page_of_equal_lines_is_read_in_no_time(monkeypatch):
    line = "They came home on that day, said the ministry of one side."
    many = f"<html><body>{f'<p>{line}</p>' * 5_000}</body></html>"
    assert read_page(many.encode()).excluded == []
    # Past the limit the lines of the article are taken wherever they stand.
    html = (ARTICLES / "harbour.html").read_bytes()
    expected = read_page(html)
    for limit in ("EQUAL_LINES_MAX", "COMPARED_LINES_MAX"):
        with monkeypatch.context() as patch:
            patch.setattr(limits, limit, 0)
            page = read_page(html)
        assert "Two were wounded." in page.article
        assert "cookies" not in page.article
        assert expected.text == page.text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2025-06-27", "2025-06-27"),
        ("Kyiv, 27 June 2025 00:21", "2025-06-27"),
        ("June 3rd, 2025", "2025-06-03"),
        ("27.06.2025", "2025-06-27"),
        ("27 червня 2025 року", "2025-06-27"),
        ("3 мая 2024", "2024-05-03"),
        ("27 June", None),
        ("31 June 2025", None),
        ("Thursday", None),
        ("page 27 of 2025", None),
    ],
)
def test_a_day_is_taken_only_where_it_stands_whole(tmp_path, line, day):
    (tmp_path / "a.txt").write_text(f"Headline\n{line}\nText.", "utf-8")
    record = read_articles(tmp_path)[0].record["document"]
    assert record.get("published", {}).get("edtf") == day


def test_spans_of_any_page_lie_between_characters_in_order_and_inside_the_text():
    seed = random.randrange(1 << 32)
    print("seed", seed)
    draw = random.Random(seed)
    words = ["обмін", "naïve", "🕊️", "prisoners", "були", "&amp;", "“so”", "115", "…", "exchange", "e\u0301"]
    tags = [
        "p",
        "div",
        "li",
        "nav",
        "aside",
        "h1",
        "span",
        "footer",
        "figcaption",
        "b",
        "time",
        "script",
        "br",
    ]

    def part(depth):
        tag = draw.choice(tags)
        inner = " ".join(draw.choices(words, k=draw.randrange(12)))
        if depth < 5:
            inner += "".join(part(depth + 1) for _ in range(draw.randrange(3))) + draw.choice(words)
        return f'<{tag} class="{draw.choice(["menu", "cookie", "x", "byline"])}">{inner}</{tag}>'

    for _ in range(60):
        html = "<html><body>" + "".join(part(0) for _ in range(draw.randrange(1, 12))) + "</body></html>"
        page = read_page(html.encode())
        if page is None:
            continue
        data, at = page.text.encode(), 0
        for span in page.excluded:
            assert at <= span.start < span.end <= len(data), html
            assert data[span.start : span.end].decode(), html
            at = span.end


def test_texts_are_copies_from_one_half_of_common_sequences_on():
    words = [f"w{n}" for n in range(40)]
    one = " ".join(words)
    half = shingles(one)
    assert likeness(half, half) == 1
    # 36 sequences; the other has 24 of them and none of its own, so two thirds are common.
    assert likeness(half, shingles(" ".join(words[:28]))) == pytest.approx(24 / 36)
    # 18 of 36 are common: exactly one half. One less is below.
    assert likeness(half, shingles(" ".join(words[:22]))) == LIKENESS_MIN
    assert groups_of_copies([one, " ".join(words[:28]), "x " * 40]) == [[0, 1]]
    assert groups_of_copies([one, " ".join(words[:21])]) == []


def test_short_texts_and_strangers_are_no_copies():
    assert groups_of_copies(["no comment was given", "no comment was given"]) == []
    texts = [" ".join(f"{word}{n}" for n in range(50)) for word in ("a", "b", "c")]
    assert groups_of_copies(texts) == []


def test_accents_case_and_punctuation_make_no_difference():
    assert shingles("П’ять вояків, повернулись ДОДОМУ сьогодні!") == shingles(
        "пять вояків повернулись додому сьогодні"
    )
