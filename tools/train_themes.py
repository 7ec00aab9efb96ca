"""`make train-themes`: trains the models that suggest themes from content/themes/corpus, and says how good they are.

The test set, content/themes/test, is only read for the report. Its hash stands in content/themes/FROZEN: a test set
that was changed after the training began is refused. The same corpus gives the same models, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framdrift.science.themes import measures
from framdrift.science.themes.codebook import suggestible
from framdrift.science.themes.embedding import bundled
from framdrift.science.themes.features import Floats
from framdrift.science.themes.fitting import held_out, labels_of, train
from framdrift.science.themes.measured import AIMS, MEASURED, MOST_APART, kept_of
from framdrift.science.themes.model import SHIPPED, SHIPPED_SPELLING, Margins, load, save
from framdrift.science.themes.passages import Passage, read_passages

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content" / "themes"
RESULTS = ROOT / "benchmarks" / "themes"

NAMES = {
    "top1": "likeliest code is right",
    "top3": "right among three",
    "micro_f1": "micro-F1 of assigned codes",
    "answered": "answered at 0.8 precision",
}
EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0001)


def main() -> int:
    """Train both models, save them, and write the report."""
    parser = argparse.ArgumentParser(prog="train_themes", description=__doc__)
    parser.add_argument("--try", action="store_true", dest="trying", help="cross-validate only; nothing is written")
    chosen = parser.parse_args()
    corpus = corpus_of(CONTENT / "corpus")
    print(f"{len(corpus)} passages by {len({one.author for one in corpus})} authors", file=sys.stderr)
    embedded = embeddings(corpus)
    if chosen.trying:
        margins = unseen_by(corpus, embedded, "author")
        model = train(corpus, suggestible(), embedded, unseen=margins)
        told = report_of(model.confidences(margins), corpus, model.threshold, suggestible())
        print(json.dumps(told, indent=2))
        return 0
    hashed = frozen_hash()
    made = {"model": (SHIPPED, embedded), "model_spelling": (SHIPPED_SPELLING, None)}
    results: dict[str, Any] = {"test_set": hashed, "corpus": hash_of(CONTENT / "corpus"), "n": len(corpus)}
    for name, (path, part) in made.items():
        results[name] = trained(corpus, part, path)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "results.json").write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    (RESULTS / "RESULTS.md").write_text(page_of(results))
    MEASURED.write_text(json.dumps(kept_of(results), indent=1) + "\n", encoding="utf-8")
    print(json.dumps({name: results[name]["test"]["all"] for name in made}, indent=2))
    return 0


def page_of(results: dict[str, Any]) -> str:
    """The results for people: targets beside what was found, missed ones said."""
    model, spelling = results["model"], results["model_spelling"]
    columns = {
        "test set": model["test"]["all"],
        "Swedish": model["test"]["sv"],
        "English": model["test"]["en"],
        "unseen authors": model["unseen"]["author"]["all"],
        "unseen topics": model["unseen"]["topic"]["all"],
        "test set, spelling alone": spelling["test"]["all"],
    }
    lines = [
        "# How good the suggested themes are",
        "",
        f"`make train-themes`: {results['n']} passages of the corpus, the frozen test set, and cross-validation over",
        "authors and over topics. What the measures and the limits are: `docs/science/themes.md`.",
        "",
        f"| | target | {' | '.join(columns)} |",
        "|---|---|" + "---|" * len(columns),
        f"| passages | | {' | '.join(str(one['n']) for one in columns.values())} |",
    ]
    for measure, target in AIMS.items():
        told = [f"{one[measure]:.2f}" for one in columns.values()]
        verdict = "met" if columns["test set"][measure] >= target else "**missed**"
        lines.append(f"| {NAMES[measure]} | {target:.2f} {verdict} | {' | '.join(told)} |")
    apart = columns["English"]["top1"] - columns["Swedish"]["top1"]
    lines += [
        "",
        f"Swedish is {-apart:+.2f} from English in the likeliest code (target: not worse by more than {MOST_APART}).",
        "",
        "On the test set, by confidence told, and by theme (n: passages with the code; assigned; of them right):",
        "",
        "| confidence from | decisions | mean confidence | right |",
        "|---|---|---|---|",
        *(
            f"| {one['from']:g} | {one['n']} | {one['confidence']:.2f} | {one['right']:.2f} |"
            for one in model["test"]["calibration"]
        ),
        "",
        "| theme | n | assigned | right |",
        "|---|---|---|---|",
        *(
            f"| {code} | {one['n']} | {one['assigned']} | {one['right']} |"
            for code, one in model["test"]["themes"].items()
        ),
    ]
    return "\n".join(lines) + "\n"


def corpus_of(folder: Path) -> list[Passage]:
    """All passages of a folder, in the order of file names; ids may repeat between files, not within."""
    return [
        passage
        for path in sorted(folder.glob("*.jsonl"))
        for passage in read_passages(path, known=suggestible(), coded=True)
    ]


def embeddings(passages: Sequence[Passage]) -> Floats:
    """(n, dimensions), kept between runs under var/ by what they are of."""
    kept = ROOT / "var" / "theme-embeddings.npz"
    known: dict[str, Floats] = {}
    if kept.exists():
        with np.load(kept) as before:
            known = dict(zip(before["keys"].tolist(), before["rows"], strict=True))
    keys = [hashlib.sha256(passage.text.encode()).hexdigest() for passage in passages]
    fresh = [place for place, key in enumerate(keys) if key not in known]
    embedder = bundled()
    for start in range(0, len(fresh), 50):
        some = fresh[start : start + 50]
        rows = embedder.embed([passages[place].text for place in some])
        known |= {keys[place]: row for place, row in zip(some, rows, strict=True)}
        print(f"\rread {start + len(some)} of {len(fresh)}", end="", file=sys.stderr)
    kept.parent.mkdir(exist_ok=True)
    np.savez(kept, keys=np.array(list(known)), rows=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys])


def trained(corpus: Sequence[Passage], embedded: Floats | None, path: Path) -> dict[str, Any]:
    """Train, save, load again, and measure what was loaded."""
    codes = suggestible()
    margins = {group: unseen_by(corpus, embedded, group) for group in ("author", "topic")}
    model = train(corpus, codes, embedded, unseen=margins["author"])
    unseen = {
        group: report_of(model.confidences(found), corpus, model.threshold, codes) for group, found in margins.items()
    }
    save(replace(model, report={"unseen_authors": unseen["author"]["all"], "n": len(corpus)}), path)
    shipped = load(path)
    test = corpus_of(CONTENT / "test")
    features = shipped.features([one.text for one in test], bundled() if embedded is not None else None)
    confidences = shipped.confidences(shipped.margins(features))
    report = {"unseen": unseen, "test": report_of(confidences, test, shipped.threshold, codes)}
    told = {**shipped.report, "test": report["test"]["all"]}
    save(replace(shipped, report=told), path)
    return report


def unseen_by(corpus: Sequence[Passage], embedded: Floats | None, group: str) -> Margins:
    """(n, K) margins on passages of authors, or of topics, that the fit had not seen."""
    return held_out(corpus, suggestible(), embedded, [getattr(one, group) for one in corpus])


def report_of(
    confidences: NDArray[np.float64], passages: Sequence[Passage], threshold: float, codes: Sequence[str]
) -> dict[str, Any]:
    """Measures of all, of each language, and precision, recall and n of each theme."""
    labels = labels_of(passages, codes)
    found: dict[str, Any] = {"all": _figures(confidences, labels, threshold)}
    for language in ("sv", "en"):
        mine = np.array([one.lang == language for one in passages])
        found[language] = _figures(confidences[mine], labels[mine], threshold)
    assigned = measures.assigned_at(confidences, threshold)
    found["themes"] = {
        code: {
            "n": int(labels[:, place].sum()),
            "assigned": int(assigned[:, place].sum()),
            "right": int((assigned[:, place] & labels[:, place]).sum()),
        }
        for place, code in enumerate(codes)
    }
    found["calibration"] = measures.calibration(confidences, labels, edges=EDGES)
    return found


def _figures(confidences: NDArray[np.float64], labels: NDArray[np.bool_], threshold: float) -> dict[str, float]:
    return {
        "n": len(labels),
        "top1": round(measures.top(confidences, labels, among=1), 4),
        "top3": round(measures.top(confidences, labels, among=3), 4),
        "micro_f1": round(measures.micro_f1(measures.assigned_at(confidences, threshold), labels), 4),
        "answered": round(measures.answered_at(confidences, labels), 4),
        "threshold": threshold,
    }


def hash_of(folder: Path) -> str:
    """One hash of every file in a folder."""
    told = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def frozen_hash() -> str:
    """The test set's hash, written down the first time. Exits with a sentence where the test set has changed since."""
    found, kept = hash_of(CONTENT / "test"), CONTENT / "FROZEN"
    if not kept.exists():
        kept.write_text(found + "\n")
    if kept.read_text().strip() != found:
        sys.exit("content/themes/test has changed since it was frozen: a test set is not mended.")
    return found


if __name__ == "__main__":
    sys.exit(main())
