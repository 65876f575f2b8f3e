"""Each format is read back with a library of its own, and says what the records say."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from followthemoney import model
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from pyarrow import parquet
from pyld import jsonld

import exclaim
from exclaim.exporting import (
    TABLES,
    Collection,
    LineError,
    Stored,
    entities,
    reviews,
    write_csv,
    write_entities,
    write_json_lines,
    write_markdown,
    write_parquet,
    write_reviews,
)

from .file_samples import sample_records


@pytest.fixture(scope="module")
def lines():
    """The samples as lines for submission: with keys, without ids and bounds."""
    return Collection.from_lines(json.dumps(record) for record in sample_records())


@pytest.fixture(scope="module")
def stored(server, samples):
    """The samples as a server keeps them."""
    with exclaim.connect(server.socket) as ledger:
        return Collection.from_ledger(ledger)


def rows_of(records, name):
    out = io.StringIO()
    write_csv(records, TABLES[name], out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def collection(*records):
    return Collection(Stored.of(record) for record in records)


# CSV


def test_csv_has_a_row_for_each_record_and_its_references_are_ids(stored):
    claims = rows_of(stored, "claim")
    assert len(claims) == len(stored.of("claim")) > 40
    (row,) = [row for row in claims if row["key"] == "s0-1"]
    assert (row["words"], row["hard_low"], row["hard_high"]) == ("around 1,348", "674", "2696")
    (actor,) = [actor for actor in rows_of(stored, "actor") if actor["id"] == row["speaker"]]
    assert actor["name"] == row["speaker_name"] == "Vladimir Putin"
    assert row["said_earliest"] == row["said_latest"] == "2024-06-05"


def test_every_reference_of_every_table_leads_to_a_row(stored):
    ids = {row["id"] for name in TABLES for row in rows_of(stored, name) if "id" in row}
    for name in TABLES:
        for row in rows_of(stored, name):
            for column in (
                "speaker",
                "of",
                "by",
                "exchange",
                "agreement",
                "about_claim",
                "document",
                "claim",
            ):
                if row.get(column):
                    assert row[column] in ids, (name, column, row)


def test_csv_of_lines_without_ids_refers_by_keys(lines):
    (row,) = [row for row in rows_of(lines, "claim") if row["key"] == "s0-1"]
    assert row["id"] == "s0-1" and row["speaker"] == "putin"
    assert row["hard_low"] == ""


def test_persons_of_each_leg_are_rows(stored):
    (exchange,) = [row for row in rows_of(stored, "exchange") if row["key"] == "x-2024-08-24"]
    parts = [row for row in rows_of(stored, "transfer") if row["exchange"] == exchange["id"]]
    assert [(row["words"], row["category"]) for row in parts] == [
        ("115", "PRISONER_OF_WAR"),
        ("115", "MILITARY_UNSPECIFIED"),
    ]
    assert parts[0]["from"] == parts[1]["to"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_words_of_a_source_become_a_formula(words):
    records = collection({"actor": {"key": "a", "name": words}})
    assert rows_of(records, "actor")[0]["name"] == "'" + words


def test_csv_keeps_quotes_commas_and_line_ends():
    name = 'a "b", c\nd; é'
    assert rows_of(collection({"actor": {"key": "a", "name": name}}), "actor")[0]["name"] == name


# JSON Lines


def test_json_lines_read_back_are_the_same_records(stored):
    out = io.StringIO()
    write_json_lines(stored, out)
    again = Collection.from_lines(out.getvalue().splitlines())
    assert list(again) == list(stored)


def test_json_lines_can_be_submitted_again(stored, server):
    out = io.StringIO()
    write_json_lines(stored, out)
    records = [json.loads(line) for line in out.getvalue().splitlines()]
    with exclaim.connect(server.socket) as ledger:
        answer = ledger.submit(records, dry_run=True)
    assert answer.unchanged == len(stored)


def test_what_is_no_record_is_told_by_its_line():
    for text, message in [("{", "is no JSON"), ("[]", "is no record"), ('{"clam": {}}', "is no record")]:
        with pytest.raises(LineError, match=f"input, line 2: .*{message}"):
            Collection.from_lines(['{"actor": {"key": "a"}}', text])


# Parquet


def test_parquet_has_the_rows_of_csv_in_types(stored, tmp_path):
    for name, table in TABLES.items():
        path = str(tmp_path / f"{name}.parquet")
        write_parquet(stored, table, path)
        read = parquet.read_table(path)
        assert read.num_rows == len(rows_of(stored, name))
        assert read.schema.metadata[b"exclaim.table"].decode() == name
    claims = parquet.read_table(str(tmp_path / "claim.parquet")).to_pylist()
    (row,) = [row for row in claims if row["key"] == "s0-1"]
    assert (row["hard_low"], row["hard_high"]) == (674, 2696)
    assert row["said_earliest"] == datetime.date(2024, 6, 5)
    assert row["recorded_at"].tzinfo is not None
    actors = parquet.read_table(str(tmp_path / "actor.parquet")).to_pylist()
    assert actors[0]["aliases"] == ["Russian Federation", "Moscow"]


def test_an_unbounded_number_has_no_upper_end(stored, tmp_path):
    write_parquet(stored, TABLES["claim"], str(tmp_path / "c"))
    (row,) = [row for row in parquet.read_table(str(tmp_path / "c")).to_pylist() if row["key"] == "s2-3"]
    assert (row["hard_low"], row["hard_high"]) == (1001, None)


# FollowTheMoney


def proxies(records):
    out = io.StringIO()
    write_entities(records, out)
    return [model.get_proxy(json.loads(line)) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("source", ["stored", "lines"])
def test_entities_are_valid_whole_and_linked(source, request):
    made = proxies(request.getfixturevalue(source))
    by_id = {proxy.id: proxy for proxy in made}
    assert len(by_id) == len(made)
    for proxy in made:
        proxy.schema.validate(proxy.to_dict())
        for name in proxy.schema.required:
            assert proxy.get(name), (proxy.schema.name, proxy.id, name)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in by_id, (proxy.id, prop.name)
                assert by_id[value].schema.is_a(prop.range), (proxy.id, prop.name)


def test_what_happened_is_an_event_and_what_was_said_is_none(stored):
    made = proxies(stored)
    assert len([p for p in made if p.schema.name == "Note"]) == len(stored.of("claim"))
    events = [p for p in made if p.schema.name == "Event"]
    assert len(events) == len(stored.of("exchange")) + len(stored.of("agreement"))
    (event,) = [p for p in events if "Exchange of 24 August 2024" in p.get("name")]
    assert event.get("date") == ["2024-08-24"]
    assert any("115 prisoner of war" in text for text in event.get("summary"))


def test_persons_are_officials_alone(stored):
    kinds = {
        f"exclaim-{record.id.replace('_', '-')}": record.content["kind"] for record in stored.of("actor")
    }
    for proxy in proxies(stored):
        if proxy.schema.name == "Person":
            assert kinds[proxy.id] in ("OMBUDSMAN", "HEAD_OF_STATE", "NAMED_OFFICIAL")


def test_a_month_stays_a_month_and_an_interval_has_two_ends(lines):
    said = {p.id: p for p in proxies(lines) if p.schema.name == "UnknownLink"}
    assert said["exclaim-s0-6-speaker"].get("date") == ["2023-11"]
    assert said["exclaim-s3-11-speaker"].get("startDate") == ["2024-08-12"]
    assert said["exclaim-s3-11-speaker"].get("endDate") == ["2024-08-18"]


def test_a_key_in_any_script_makes_an_id_that_the_format_takes():
    (proxy,) = proxies(collection({"actor": {"key": "штаб полку_2", "kind": "MINISTRY", "name": "Штаб"}}))
    assert proxy.get("name") == ["Штаб"]
    assert proxy.id.startswith("exclaim-")


# ClaimReview


def expanded(records, **more):
    out = io.StringIO()
    write_reviews(records, out, **more)
    # The names of schema.org, without asking its site for them.
    context = {"@vocab": "https://schema.org/"}
    return jsonld.expand(json.loads(out.getvalue()), {"expandContext": context, "documentLoader": _loader})


def _loader(url, options):
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": "https://schema.org/"}},
    }


def value(node, name):
    return node[f"https://schema.org/{name}"][0]["@value"]


def test_claim_reviews_are_json_ld_with_speaker_day_and_document(stored):
    nodes = expanded(stored, author="The Desk", author_url="https://desk.example")
    assert {node["@type"][0] for node in nodes} == {"https://schema.org/ClaimReview"}
    assert len({node["@id"] for node in nodes}) == len(nodes) == len(stored.of("claim"))
    (node,) = [n for n in nodes if "“5,857”" in value(n, "claimReviewed")]
    item = node["https://schema.org/itemReviewed"][0]
    assert value(item["https://schema.org/author"][0], "name") == "Andrii Yusov"
    assert value(item, "datePublished") == "2025-07-28"
    document = item["https://schema.org/appearance"][0]
    assert value(document["https://schema.org/publisher"][0], "name") == "Ukrainska Pravda"
    assert value(node["https://schema.org/author"][0], "name") == "The Desk"


def test_a_rating_stands_only_where_an_analyst_gave_one(stored):
    rated = [node for node in expanded(stored) if "https://schema.org/reviewRating" in node]
    (node,) = rated
    rating = node["https://schema.org/reviewRating"][0]
    assert value(rating, "alternateName") == "cannot be judged; disputed"
    # 6 is no middle: there is no number for it.
    assert "https://schema.org/ratingValue" not in rating


@pytest.mark.parametrize(
    ("credibility", "number"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1), (6, None), (0, None)]
)
def test_more_is_better_in_a_rating(credibility, number):
    records = collection(
        {"claim": {"key": "c", "proposition": "so"}},
        {"assessment": {"key": "a", "claim": "c", "credibility": credibility, "state": "OPEN"}},
    )
    (review,) = reviews(records)
    assert review["reviewRating"].get("ratingValue") == number
    if number:
        assert (review["reviewRating"]["bestRating"], review["reviewRating"]["worstRating"]) == (5, 1)


def test_each_analyst_has_a_review_of_their_own():
    records = collection(
        {"claim": {"key": "c", "proposition": "so"}},
        {"assessment": {"key": "a", "claim": "c", "state": "PREFERRED", "reason": "r1"}},
        {"assessment": {"key": "b", "claim": "c", "state": "REJECTED", "reason": "r2"}},
    )
    assert [review["reviewBody"] for review in reviews(records)] == ["r1", "r2"]


# Markdown


def parsed(records):
    out = io.StringIO()
    write_markdown(records, out)
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    return markdown.parse(out.getvalue()), markdown.render(out.getvalue())


def cells(tokens):
    rows, row = [], None
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
            rows.append(row)
        if token.type in ("td_open", "th_open"):
            row.append(tokens[place + 1].children)
    return rows


def plain(children):
    return "".join(child.content for child in children if child.type in ("text", "code_inline"))


def test_the_table_has_speaker_date_words_bounds_record_and_document(stored):
    tokens, html = parsed(stored)
    header, *rows = cells(tokens)
    assert [plain(cell) for cell in header] == ["Speaker", "Date", "Words", "Bounds", "Record", "Document"]
    assert len(rows) == len(stored.of("claim"))
    record = stored.target(stored.of("claim")[0], "", "s0-1")
    (row,) = [row for row in rows if plain(row[4]) == record.id]
    assert [plain(cell) for cell in row[:4]] == [
        "Vladimir Putin, president",
        "2024-06-05†",
        "“around 1,348”",
        "[674, 2696]",
    ]
    assert [child.type for child in row[5]] == ["footnote_ref"]
    assert "† The date rests on knowledge from outside the text." in html


def test_every_document_is_one_footnote_that_names_it(stored):
    tokens, html = parsed(stored)
    assert len([token for token in tokens if token.type == "footnote_open"]) == 5
    assert "Valentyna Romanenko, “Totals of exchanges and returns" in html
    assert "Ukrainska Pravda, 2025-07-28, record <code>doc_" in html
    assert "[^" not in html


def test_no_words_of_a_source_become_markup():
    nasty = "a | b *c* _d_ `e` [f](http://x) <b>g</b> ~~h~~ \\ i\nj & k ![l](m)"
    records = collection(
        {"actor": {"key": "a", "name": nasty}},
        {"document": {"key": "d|`", "title": nasty, "url": "javascript:alert(1)"}},
        {
            "claim": {
                "key": "c",
                "speaker": {"actor": "a"},
                "proposition": nasty,
                "mentions": [{"document": "d|`"}],
            }
        },
    )
    tokens, html = parsed(records)
    (_, row) = cells(tokens)
    one_line = " ".join(nasty.split())
    assert plain(row[0]) == plain(row[2]) == one_line
    assert (
        "<b>" not in html
        and "<em>" not in html
        and 'href="http' not in html
        and 'href="javascript' not in html
    )


# All


def test_retracted_records_are_in_tables_and_nowhere_else():
    records = collection(
        {"claim": {"key": "c", "proposition": "so"}, "state": "RETRACTED"},
        {"document": {"key": "d", "title": "gone"}, "state": "RETRACTED"},
        {"claim": {"key": "e", "proposition": "still", "mentions": [{"document": "d"}]}},
    )
    assert [row["state"] for row in rows_of(records, "claim")] == ["RETRACTED", ""]
    assert [review["identifier"] for review in reviews(records)] == ["e"]
    assert "appearance" not in next(reviews(records))["itemReviewed"]
    assert {entity["schema"] for entity in entities(records)} == {"Note"}
    tokens, html = parsed(records)
    assert "gone" not in html and len(cells(tokens)) == 2


def test_a_reference_to_a_record_that_is_not_there_stays_as_it_is(tmp_path):
    records = collection({"claim": {"key": "c", "speaker": {"actor": "x"}, "mentions": [{"document": "y"}]}})
    assert rows_of(records, "claim")[0]["speaker"] == "x"
    assert rows_of(records, "mention")[0]["document"] == "y"
    assert next(reviews(records))["itemReviewed"]["author"]["name"] == "x"
    assert [entity["schema"] for entity in entities(records)] == ["Note"]
    write_markdown(records, io.StringIO())
