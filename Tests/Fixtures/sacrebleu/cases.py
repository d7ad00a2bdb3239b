"""What sacreBLEU makes of a small corpus, as a JSON line."""

import logging

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER

assert sacrebleu.__version__ == "2.6.0"
logging.disable(logging.WARNING)

METRICS = {"BLEU": BLEU, "chrF": CHRF, "TER": TER}


def case(name, options, hypotheses, references, sample_count=1):
    """The score of a corpus.

    references: translations of the corpus, with None for a segment that one lacks.
    """
    metric = METRICS[name](**options)
    score = metric.corpus_score(hypotheses, references, n_bootstrap=sample_count)
    signature = metric.get_signature()
    result = {
        "metric": name,
        "options": options,
        "hypotheses": hypotheses,
        "references": references,
        "score": float(score.score),
        "signature": str(signature),
        "signature_short": signature.format(short=True),
        "line": score.format(width=4),
    }
    if sample_count > 1:
        result |= {"ci_mean": float(score._mean), "ci": float(score._ci)}
    return result
