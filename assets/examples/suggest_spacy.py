"""A suggester that wraps spaCy. Needs: pip install spacy, and a model (python -m spacy download en_core_web_sm).

In Copydesk's settings: (name: "spaCy", command: "python3", args: ["/path/to/suggest_spacy.py", "en_core_web_sm"])
The protocol is described in README.md beside this file.
"""
import json
import sys

import spacy

TYPES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
         "DATE": "date", "TIME": "date", "MONEY": "money", "PERCENT": "quantity", "QUANTITY": "quantity",
         "NORP": "group", "EVENT": "event", "WORK_OF_ART": "work", "LAW": "work", "PRODUCT": "product"}
model = sys.argv[1] if len(sys.argv) > 1 else "en_core_web_sm"
nlp = spacy.load(model)
name = f"{nlp.meta['lang']}_{nlp.meta['name']}"  # a model may be given by its folder


def items(text):
    for entity in nlp(text).ents:
        if entity.label_ in TYPES:
            yield {"kind": "mention", "type": TYPES[entity.label_], "start": entity.start_char,
                   "end": entity.end_char, "text": entity.text, "score": 0.7, "reason": f"{entity.label_} by {name}"}


for line in sys.stdin:
    request = json.loads(line)
    method, params = request["method"], request.get("params", {})
    if method == "initialize":
        result = {"protocol": 1, "name": f"spacy/{name}", "version": nlp.meta["version"]}
    elif method == "suggest":
        result = {"revision": params["revision"], "items": list(items(params["text"]))}
    else:
        result = None  # cancel and feedback are told, not asked: they have no id and get no answer
    if "id" in request:
        print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}), flush=True)
    if method == "shutdown":
        break
