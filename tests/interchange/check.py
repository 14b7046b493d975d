"""Reads what Copydesk writes with the tools it is written for, and says what does not agree.

    python3 -m venv venv && venv/bin/pip install -r tests/interchange/requirements.txt
    venv/bin/python tests/interchange/check.py target/release/copydesk FILE.desk.ron...

Needs no network once the packages are there. Exit code 1 where something does not agree.
"""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import w3c_musts

problems = []
read = set()


def expect(condition, words):
    if not condition:
        problems.append(words)


def convert(binary, source, fmt, folder):
    subprocess.run([binary, "convert", "--confidential", "--force", str(source), "--to", fmt, "-o", str(folder)],
                   check=True, stderr=subprocess.DEVNULL)


def stats(binary, source):
    return json.loads(subprocess.run([binary, "stats", "--json", str(source)], check=True, capture_output=True).stdout)


# The terms of http://www.w3.org/ns/anno.jsonld that these files use, in our own words.
ANNO = {"@context": {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/terms/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    **{word: f"oa:{word}" for word in ("assessing", "classifying", "commenting", "describing", "highlighting",
                                       "identifying", "tagging")},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "value": "rdf:value", "label": "rdfs:label",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "partOf": {"@type": "@id", "@id": "as:partOf"}, "first": {"@type": "@id", "@id": "as:first"},
    "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"},
    "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"},
}}


def check_w3c(path, counted):
    from pyld import jsonld
    whole = json.loads(path.read_text(encoding="utf-8"))
    text = whole["copydesk"]["article"]["text"]

    def loader(url, options=None):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": ANNO}

    jsonld.set_document_loader(loader)
    expanded = jsonld.expand(whole)
    expect(len(expanded) == 1, f"{path}: expands to {len(expanded)} nodes")
    quads = jsonld.to_rdf(expanded)["@default"]
    of_type = sum(q["predicate"]["value"].endswith("#type") and q["object"]["value"] == "http://www.w3.org/ns/oa#Annotation"
                  for q in quads)
    n = counted["mentions"] + counted["quotes"] + counted["claims"] + counted["passages"]
    expect(of_type == n, f"{path}: {of_type} annotations as RDF, {n} in the article")
    expect(any("urn:copydesk:terms:verdict" == q["predicate"]["value"] for q in quads) or not counted["claims"],
           f"{path}: our own terms are lost")
    for words in w3c_musts.broken(whole):
        expect(False, f"{path}: {words}")
    expect(whole["total"] == n, "total is the number of annotations")
    ids = [item["id"] for item in whole["first"]["items"]]
    expect(len(ids) == len(set(ids)), f"{path}: ids are unique")
    for item in whole["first"]["items"]:
        for target in item["target"]:
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            expect(text[start:end] == quote["exact"], f"{start}..{end} is not {quote['exact']!r}")
            expect(text[:start].endswith(quote["prefix"]), "the prefix stands before it")
            expect(text[end:].startswith(quote["suffix"]), "the suffix stands behind it")


def check_brat(ann, counted):
    text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
    known, n_relations = {}, 0
    for number, line in enumerate(ann.read_text(encoding="utf-8").split("\n"), 1):
        if not line:
            continue
        where = f"{ann}:{number}"
        columns = line.split("\t")
        kind = columns[0][0]
        if kind == "T":
            m = re.fullmatch(r"([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)", columns[1])
            expect(m, f"{where}: a type and offsets")
            spans = [tuple(map(int, pair.split())) for pair in m[2].split(";")]
            expect(all(s < e for s, e in spans), f"{where}: a span is empty")
            expect(all(a[1] <= b[0] for a, b in zip(spans, spans[1:])), f"{where}: fragments in order")
            words = " ".join(text[s:e] for s, e in spans)
            expect(words == columns[2], f"{where}: {words!r} is not {columns[2]!r}")
            expect(not re.search(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]", words), f"{where}: goes over a line or column")
            expect(columns[0] not in known, f"{where}: the id is there twice")
            known[columns[0]] = m[1]
        elif kind == "R":
            m = re.fullmatch(r"([A-Za-z0-9_-]+) Arg1:(T\d+) Arg2:(T\d+)", columns[1])
            expect(m and m[2] in known and m[3] in known, f"{where}: a relation of what is there")
            n_relations += 1
        elif kind == "A":
            expect(re.fullmatch(r"[A-Za-z]+ T\d+( [A-Za-z]+)?", columns[1]), f"{where}: an attribute")
        elif kind == "N":
            expect(re.fullmatch(r"Reference T\d+ \w+:\S+", columns[1]) and len(columns) == 3, f"{where}: a normalisation")
        elif kind == "#":
            expect(re.fullmatch(r"\w+ T\d+", columns[1]) and len(columns) == 3, f"{where}: a note")
        else:
            expect(False, f"{where}: {kind}")
    expect(sum(name.endswith("Quote") for name in known.values()) == counted["quotes"], f"{ann}: quotes")
    expect(sum(name == "Claim" for name in known.values()) == counted["claims"], f"{ann}: claims")


def check_conll(path):
    from seqeval.metrics.sequence_labeling import get_entities
    tags, sentences = [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            if tags:
                sentences.append(tags)
            tags = []
        elif not line.startswith("-DOCSTART-"):
            expect(len(line.split(" ")) == 4, f"{path}: four columns: {line!r}")
            tags.append(line.split(" ")[3])
    begun = sum(tag.startswith("B-") for tags in sentences for tag in tags)
    found = sum(len(get_entities(tags)) for tags in sentences)
    expect(begun == found, f"{path}: {begun} mentions begin, seqeval finds {found}")


def check_conll_by_spacy(path):
    """spaCy's own reader of CoNLL-2003."""
    from spacy.training.converters import conll_ner_to_docs
    text = path.read_text(encoding="utf-8")
    begun = sum(line.split(" ")[-1].startswith("B-") for line in text.split("\n"))
    docs = list(conll_ner_to_docs(text, n_sents=1, no_print=True)) if begun else []
    found = sum(len(doc.ents) for doc in docs)
    expect(begun == found, f"{path}: {begun} mentions begin, spaCy finds {found}")


def check_conllu_by_spacy(path):
    """spaCy's own reader of CoNLL-U, which takes the words."""
    import conllu
    from spacy.training.converters import conllu_to_docs
    text = path.read_text(encoding="utf-8")
    words = [token["form"] for sentence in conllu.parse(text) for token in sentence]
    found = [token.text for doc in conllu_to_docs(text, n_sents=1, no_print=True) for token in doc]
    expect(words == found, f"{path}: {len(words)} words, spaCy finds {len(found)}")


def check_conllu(path, counted):
    import conllu
    sentences = conllu.parse(path.read_text(encoding="utf-8"))
    opened = closed = 0
    for sentence in sentences:
        expect([token["id"] for token in sentence] == list(range(1, len(sentence) + 1)), f"{path}: ids run from 1")
        for token in sentence:
            entity = (token["misc"] or {}).get("Entity", "") or ""
            opened += entity.count("(")
            closed += entity.count(")")
    expect(opened == closed, f"{path}: {opened} brackets open, {closed} close")
    expect(opened >= counted["mentions"] or not counted["mentions"], f"{path}: mentions are missing")
    words = " ".join(s.metadata["text"] for s in sentences)
    forms = "".join(t["form"] for s in sentences for t in s)
    expect("".join(words.split()) == forms, f"{path}: the text is that of the tokens")


def check_spacy(path):
    import spacy
    from spacy.tokens import Doc, DocBin
    nlp = spacy.blank("xx")
    docs = []
    for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        record = json.loads(line)
        doc = Doc(nlp.vocab).from_json(record)
        expect(doc.text == record["text"], f"{path}: spaCy's text is another")
        expect(len(doc.ents) == len(record["ents"]), f"{path}: {len(record['ents'])} ents, spaCy keeps {len(doc.ents)}")
        for span, own in zip(doc.spans["sc"], record["spans"]["sc"]):
            expect(span is not None and span.text == record["text"][own["start"]:own["end"]], f"{path}: {own} is misaligned")
        docs.append(doc)
    again = list(DocBin(docs=docs, store_user_data=True).get_docs(nlp.vocab))
    expect([d.text for d in again] == [d.text for d in docs], f"{path}: DocBin changes it")


def check_prodigy(path):
    import spacy
    from spacy.tokens import Doc
    nlp = spacy.blank("xx")
    for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        record = json.loads(line)
        doc = Doc(nlp.vocab, words=[t["text"] for t in record["tokens"]], spaces=[t["ws"] for t in record["tokens"]])
        expect(doc.text == record["text"], f"{path}: the tokens are not the text")
        for span in record["spans"]:
            found = doc.char_span(span["start"], span["end"])
            expect(found is not None, f"{path}: {span} is misaligned")
            if found is not None:
                expect((found.start, found.end - 1) == (span["token_start"], span["token_end"]), f"{path}: {span}")


def check_doccano(path):
    raw = path.read_bytes()
    expect(raw.isascii(), f"{path}: something outside ASCII is not escaped")
    for line in raw.decode().removesuffix("\n").split("\n"):
        record = json.loads(line)
        ids = {entity["id"] for entity in record["entities"]}
        for entity in record["entities"]:
            expect(0 <= entity["start_offset"] < entity["end_offset"] <= len(record["text"]), f"{path}: {entity}")
        for relation in record["relations"]:
            expect({relation["from_id"], relation["to_id"]} <= ids, f"{path}: {relation}")


def check_labelstudio(path):
    from label_studio_sdk.label_interface import LabelInterface
    tasks = json.loads(path.read_text(encoding="utf-8"))
    labels = {name for task in tasks for a in task["annotations"] for r in a["result"] if r["type"] == "labels"
              for name in r["value"]["labels"]}
    if not all(name.isprintable() for name in labels):
        return  # No label of Label Studio's can be a control character.
    tags = "".join(f"<Label value={quoteattr(name)}/>" for name in sorted(labels))
    interface = LabelInterface(f'<View><Labels name="label" toName="text">{tags}</Labels><Text name="text" value="$text"/></View>')
    for task in tasks:
        for annotation in task["annotations"]:
            regions = [r for r in annotation["result"] if r["type"] == "labels"]
            for region in regions:
                value = region["value"]
                expect(task["data"]["text"][value["start"]:value["end"]] == value["text"], f"{path}: {value}")
            expect(interface.validate_annotation({"result": regions}), f"{path}: Label Studio refuses the annotation")


def check_cas(folder, name, counted):
    import cassis
    with open(folder / f"{name}.typesystem.xml", "rb") as file:
        types = cassis.load_typesystem(file)
    with open(folder / f"{name}.xmi", "rb") as file:
        xmi = cassis.load_cas_from_xmi(file, typesystem=types)
    with open(folder / f"{name}.cas.json", "rb") as file:
        from_json = cassis.load_cas_from_json(file)
    # XML has no way to write them; Copydesk says so, and writes spaces.
    written = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", from_json.sofa_string or "")
    expect((xmi.sofa_string or "") == written, f"{name}: XMI and CAS JSON have different texts")
    for cas, what in ((xmi, "xmi"), (from_json, "casjson")):
        for kind in ("Mention", "Quote", "Claim", "Passage", "Entity"):
            column = {"Entity": "entities"}.get(kind, kind.lower() + "s")
            found = len(list(cas.select(f"copydesk.{kind}")))
            expect(found == counted[column], f"{name}.{what}: {found} {column}, not {counted[column]}")
        for mention in cas.select("copydesk.Mention"):
            expect(mention.entity is not None and mention.entity.id, f"{name}.{what}: a mention of nobody")
        for quote in cas.select("copydesk.Quote"):
            expect(quote.cue is None or quote.cue.get_covered_text().strip(), f"{name}.{what}: an empty cue")
        for claim in cas.select("copydesk.Claim"):
            expect(claim.claimant is None or claim.claimant.type.name.startswith("copydesk."), f"{name}.{what}: a claimant")
    ours, theirs = (sorted((a.begin, a.end, a.id) for a in cas.select("copydesk.Annotation")) for cas in (xmi, from_json))
    expect(ours == theirs, f"{name}: XMI and CAS JSON place annotations differently")
    # What cassis writes is read again.
    (folder / "again").mkdir(exist_ok=True)
    xmi.to_xmi(folder / "again" / f"{name}.xmi")
    from_json.to_json(folder / "again" / f"{name}.cas.json")
    return [folder / "again" / f"{name}.xmi", folder / "again" / f"{name}.cas.json"]


def check_webanno(path, counted):
    """The rules of the format's documentation: no reader of it is in a registry."""
    lines = path.read_text(encoding="utf-8").split("\n")
    expect(lines[0] == "#FORMAT=WebAnno TSV 3.3", f"{path}: the first line")
    layers = []
    at = 1
    while lines[at].startswith("#T_SP="):
        name, *features = lines[at].removeprefix("#T_SP=").split("|")
        expect(features and features == sorted(features), f"{path}: features of {name}")
        layers.append((name, features))
        at += 1
    expect(lines[at] == lines[at + 1] == "", f"{path}: two empty lines behind the head")
    n_columns = 3 + sum(len(features) for _, features in layers)
    text, sentence, found = "", [], {name: set() for name, _ in layers}
    for number, line in enumerate(lines[at:], at + 1):
        where = f"{path}:{number}"
        if line.startswith("#Text="):
            words = line.removeprefix("#Text=")
            sentence.append(re.sub(r"\\(.)", lambda m: {"t": "\t", "r": "\r", "n": "\n", "f": "\f", "b": "\b"}.get(m[1], m[1]), words, flags=re.S))
            continue
        if not line:
            continue
        unit, place, token, *columns = line.split("\t")[:-1]
        expect(len(columns) + 3 == n_columns, f"{where}: {len(columns) + 3} columns, not {n_columns}")
        start, end = map(int, place.split("-"))
        if sentence:
            expect(unit.endswith("-1"), f"{where}: a sentence begins with its first token")
            text += " " * (start - len(text.encode("utf-16-le")) // 2) + "\n".join(sentence)
            sentence = []
        there = text.encode("utf-16-le")[2 * start:2 * end].decode("utf-16-le", "replace")
        expect(there == token, f"{where}: {token!r} is not {there!r}")
        for name, features in layers:
            cells, columns = columns[:len(features)], columns[len(features):]
            stacks = [re.split(r"(?<!\\)\|", cell) for cell in cells]
            expect(len({len(stack) for stack in stacks}) == 1, f"{where}: columns of {name} are stacked differently")
            for nth, value in enumerate(stacks[0]):
                if value != "_":
                    numbered = re.search(r"(?<!\\)\[(\d+)\]$", value)
                    found[name].add(numbered[1] if numbered else (unit, nth))
    parts = lambda short: len(found.get(f"webanno.custom.{short}", ()))
    expect(parts("Quote") >= counted["quotes"], f"{path}: {parts('Quote')} quotes")
    expect(parts("Claim") >= counted["claims"], f"{path}: {parts('Claim')} claims")
    expect(parts("Passage") >= counted["passages"], f"{path}: {parts('Passage')} passages")


def check_conllu_by_its_validator(path):
    """Universal Dependencies' validator with CorefUD's rules; no syntax is written, so heads are made up for it."""
    lines = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) == 10:
            first = columns[0] == "1"
            columns[2:4] = columns[1], "X"
            columns[6:8] = ("0", "root") if first else ("1", "dep")
        lines.append("\t".join(columns))
    headed = path.with_suffix(".headed.conllu")
    headed.write_text("\n".join(lines), encoding="utf-8")
    ran = subprocess.run([Path(sys.executable).parent / "udvalidate", "--lang", "en", "--level", "2", "--coref", headed],
                         capture_output=True, text=True)
    expect(ran.returncode == 0, f"{path}: {ran.stdout}{ran.stderr}")


def check_webanno_by_its_reader(path, counted):
    """Where webanno_tsv is there, which is in no registry (github.com/neuged/webanno_tsv)."""
    try:
        from webanno_tsv import webanno_tsv_read_file
    except ImportError:
        return
    doc = webanno_tsv_read_file(str(path))
    named = {short: doc.match_annotations(layer=f"webanno.custom.{short}", field="id") for short in ("Quote", "Claim", "Passage")}
    for short, column in (("Quote", "quotes"), ("Claim", "claims"), ("Passage", "passages")):
        found = len({own.label for own in named[short]})
        expect(found == counted[column], f"{path}: webanno_tsv finds {found} {column}, not {counted[column]}")
    read.add("webanno_tsv")


# The properties of ninjs 3.1 that are written, and of what type they are; its schema allows no others.
NINJS = {"uri": str, "standard": dict, "type": str, "language": str, "headlines": list, "bodies": list, "people": list,
         "organisations": list, "places": list, "events": list, "objects": list, "by": str, "firstCreated": str}
NINJS_TAGS = {"name", "uri", "literal"}


def check_ninjs(path):
    """The rules of the schema for what is written; with NINJS_SCHEMA=file the published schema itself."""
    item = json.loads(path.read_text(encoding="utf-8"))
    for name, value in item.items():
        expect(isinstance(value, NINJS.get(name, ())), f"{path}: {name} is not ninjs 3.1's")
    expect(w3c_musts.is_iri(item.get("uri")), f"{path}: uri is {item.get('uri')!r}")
    expect(item.get("type") == "text", f"{path}: type")
    for text in item.get("headlines", []) + item["bodies"]:
        expect(set(text) <= {"role", "contentType", "value", "charCount", "wordCount"} and isinstance(text["value"], str), f"{path}: {text}")
    for body in item["bodies"]:
        expect(body["charCount"] == len(body["value"]), f"{path}: charCount")
    for kind in ("people", "organisations", "places", "events", "objects"):
        for tag in item.get(kind, []):
            expect(set(tag) <= NINJS_TAGS and all(isinstance(value, str) for value in tag.values()), f"{path}: {tag}")
            expect("uri" not in tag or w3c_musts.is_iri(tag["uri"]), f"{path}: {tag}")
    if "NINJS_SCHEMA" in os.environ:
        import jsonschema
        schema = json.loads(Path(os.environ["NINJS_SCHEMA"]).read_text(encoding="utf-8"))
        for error in jsonschema.Draft202012Validator(schema).iter_errors(item):
            expect(False, f"{path}: {error.message}")
        read.add("the published ninjs schema")


def check_claimreview(path):
    """What schema.org and those who show ClaimReview ask of it."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    for review in whole if isinstance(whole, list) else whole.get("@graph", [whole]):
        if review.get("@type") != "ClaimReview":
            continue
        context = review.get("@context") or isinstance(whole, dict) and whole.get("@context")
        expect("schema.org" in str(context), f"{path}: the context")
        expect(isinstance(review.get("claimReviewed"), str) and review["claimReviewed"], f"{path}: claimReviewed")
        rating = review.get("reviewRating", {})
        expect(rating.get("@type") == "Rating" and isinstance(rating.get("alternateName"), str), f"{path}: reviewRating")
        if "ratingValue" in rating:
            low, value, high = (float(rating[key]) for key in ("worstRating", "ratingValue", "bestRating"))
            expect(low <= value <= high, f"{path}: {rating}")
        reviewed = review.get("itemReviewed", {})
        expect(reviewed.get("@type") == "Claim" and reviewed.get("author", {}).get("name"), f"{path}: itemReviewed")


def check_stam(path, counted):
    import stam
    store = stam.AnnotationStore(file=str(path))
    resource = next(iter(store.resources()))
    kinds = {}
    for annotation in store.annotations():
        for datum in annotation.data():
            if datum.key().id() == "type":
                kinds[str(datum.value())] = kinds.get(str(datum.value()), 0) + 1
        for selection in annotation.textselections():
            expect(str(selection) == resource.text()[selection.begin():selection.end()], f"{path}: a selection")
    for kind, column in (("Mention", "mentions"), ("Quote", "quotes"), ("Claim", "claims"), ("Passage", "passages")):
        expect(kinds.get(kind, 0) == counted[column], f"{path}: {kinds.get(kind, 0)} {column}, not {counted[column]}")


def check_parquet(binary, sources, totals, folder):
    """Over all files at once; a binary built without Parquet says so."""
    import duckdb
    out = folder / "tables"
    done = subprocess.run([binary, "convert", "--confidential", "--force", *map(str, sources), "--to", "parquet", "-o", str(out)],
                          capture_output=True, text=True)
    if "built without Parquet" in done.stderr:
        print("parquet: not looked at, the binary was built without it")
        return
    if done.returncode != 0:
        return expect(False, f"parquet: {done.stderr}")
    for table, column in (("mentions", "mentions"), ("quotes", "quotes"), ("claims", "claims"), ("entities", "entities")):
        query = f"select count(distinct (article, id)), count(*) from '{out}/{table}.parquet'"
        distinct, rows = duckdb.sql(query).fetchall()[0]
        expect(distinct == totals[column], f"{table}.parquet: {distinct} {column}, not {totals[column]}")
        print(f"parquet: {table}: {rows} rows of {distinct}")
    wrong = duckdb.sql(f"select count(*) from '{out}/mentions.parquet' where char_end - char_start != length(text) "
                       "or byte_end - byte_start != octet_length(encode(text))").fetchall()[0][0]
    expect(wrong == 0, f"mentions.parquet: {wrong} offsets that do not fit their words")


def check_csv(folder, name, counted):
    for table, column in (("mentions", "mentions"), ("quotes", "quotes"), ("claims", "claims"), ("entities", "entities")):
        with open(folder / f"{name}.{table}.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        expect(len({row["id"] for row in rows}) == counted[column], f"{name}.{table}.csv: {len(rows)} rows")


def main(binary, sources):
    totals = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for source in map(Path, sources):
            name = source.name.removesuffix(".desk.ron")
            counted = stats(binary, source)
            for fmt in ("w3c", "brat", "conll", "conllu", "spacy", "prodigy", "doccano", "labelstudio", "csv",
                        "xmi", "casjson", "webanno", "stam", "ninjs", "claimreview"):
                convert(binary, source, fmt, folder)
            check_w3c(folder / f"{name}.w3c.jsonld", counted)
            check_brat(folder / f"{name}.ann", counted)
            check_conll(folder / f"{name}.conll")
            check_conll_by_spacy(folder / f"{name}.conll")
            check_conllu(folder / f"{name}.conllu", counted)
            check_conllu_by_spacy(folder / f"{name}.conllu")
            check_conllu_by_its_validator(folder / f"{name}.conllu")
            check_spacy(folder / f"{name}.spacy.jsonl")
            check_prodigy(folder / f"{name}.prodigy.jsonl")
            check_doccano(folder / f"{name}.doccano.jsonl")
            check_labelstudio(folder / f"{name}.labelstudio.json")
            check_csv(folder, name, counted)
            check_webanno(folder / f"{name}.webanno.tsv", counted)
            check_webanno_by_its_reader(folder / f"{name}.webanno.tsv", counted)
            check_stam(folder / f"{name}.stam.json", counted)
            check_ninjs(folder / f"{name}.ninjs.json")
            check_claimreview(folder / f"{name}.claimreview.jsonld")
            for again in check_cas(folder, name, counted):
                out = again.with_name(again.name + ".desk.ron")
                subprocess.run([binary, "convert", "--force", str(again), "-o", str(out)], check=True, capture_output=True)
                expect({key: value for key, value in stats(binary, out).items() if key not in ("file", "steps")}
                       == {key: value for key, value in counted.items() if key not in ("file", "steps")},
                       f"{again}: what cassis wrote counts differently")
            for column, count in counted.items():
                if isinstance(count, int):
                    totals[column] = totals.get(column, 0) + count
            print(f"{name}: looked at")
        check_parquet(binary, sources, totals, folder)
    for problem in problems:
        print(problem)
    print("".join(f"also by {reader}\n" for reader in sorted(read)) + f"{len(problems)} disagreements")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
