"""Times training in PyTorch on a parallel corpus, and logs its speed.

Made to be hard to beat: batches of sentences of like length, so that little is padding; fused
attention and fused Adam; nothing computed for padded target tokens beyond the last layer.
"""

import argparse
import itertools
import random
import sys
import time

import torch
from tokenizers import Tokenizer
from torch.nn.utils.rnn import pad_sequence

from pytorch_model import Batch, Transformer
from shapes import PRESETS

LONGEST_SIDE = 256  # longer pairs are left out, as `apus train` leaves them out
CLIP_NORM = 1.0


def main() -> None:
    options = parse_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    corpus = Corpus(options)
    model = Transformer(corpus.vocabulary_count, PRESETS[options.preset], options.dropout)
    parameter_count = sum(parameter.numel() for parameter in model.parameters())
    log(f"torch {torch.__version__}, {options.precision}")
    log(f"model {options.preset}: {parameter_count:,} parameters")
    train(model, corpus, options)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--src", default="en", help="ending of the source file")
    parser.add_argument("--tgt", default="de", help="ending of the target file")
    parser.add_argument("--train", required=True, metavar="PREFIX", help="PREFIX.SRC, PREFIX.TGT")
    parser.add_argument("--tokenizer", required=True, help="a tokenizer.json")
    parser.add_argument("--preset", default="small", choices=PRESETS)
    parser.add_argument("--precision", default="f32", choices=["f32", "bf16"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch-tokens", type=int, default=4096, help="target tokens, at most")
    parser.add_argument("--max-updates", type=int, default=60)
    parser.add_argument("--log-every", type=int, default=10, metavar="UPDATES")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--label-smoothing", type=float, default=0.1)
    parser.add_argument("--warmup", type=int, default=4000, metavar="UPDATES")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Corpus:
    """Sentence pairs as ids, each side ended by </s>."""

    def __init__(self, options: argparse.Namespace):
        tokenizer = Tokenizer.from_file(options.tokenizer)
        self.vocabulary_count = tokenizer.get_vocab_size()
        self.begin = tokenizer.token_to_id("<s>")
        self.end = tokenizer.token_to_id("</s>")
        sides = [
            self.read(f"{options.train}.{side}", tokenizer) for side in (options.src, options.tgt)
        ]
        lengths = range(2, LONGEST_SIDE + 2)  # with </s>
        pairs = zip(*sides, strict=True)
        self.pairs = [pair for pair in pairs if all(len(side) in lengths for side in pair)]

    def read(self, path: str, tokenizer: Tokenizer) -> list[list[int]]:
        with open(path, encoding="utf-8", newline="\n") as file:
            lines = [line.removesuffix("\n").removesuffix("\r") for line in file]
        encodings = tokenizer.encode_batch(lines, add_special_tokens=False)
        return [encoding.ids + [self.end] for encoding in encodings]

    def batches(self, batch_tokens: int, seed: int) -> list[list[int]]:
        """All pairs sorted by length and cut into batches, and the batches shuffled."""
        batches, token_count = [[]], 0
        for pair in sorted(range(len(self.pairs)), key=lambda pair: self.lengths(pair)):
            target_count = len(self.pairs[pair][1])
            if batches[-1] and token_count + target_count > batch_tokens:
                batches.append([])
                token_count = 0
            batches[-1].append(pair)
            token_count += target_count
        random.Random(seed).shuffle(batches)
        return batches

    def lengths(self, pair: int) -> tuple[int, int]:
        source, target = self.pairs[pair]
        return len(target), len(source)

    def batch(self, pairs: list[int]) -> Batch:
        sources, targets = zip(*(self.pairs[pair] for pair in pairs), strict=True)
        inputs = [[self.begin] + target[:-1] for target in targets]
        label_mask = self.mask(targets)
        return Batch(
            source=self.padded(sources),
            source_mask=self.mask(sources)[:, None, None, :],
            target_input=self.padded(inputs),
            labels=torch.tensor([*itertools.chain(*targets)]),
            label_positions=label_mask.flatten().nonzero().squeeze(1),
            token_count=sum(map(len, sources)) + sum(map(len, targets)),
        )

    def padded(self, sequences: list[list[int]]) -> torch.Tensor:
        """What stands at padding does not matter: masks leave it out."""
        rows = [torch.tensor(sequence) for sequence in sequences]
        return pad_sequence(rows, batch_first=True, padding_value=self.end)

    def mask(self, sequences: list[list[int]]) -> torch.Tensor:
        lengths = torch.tensor([len(sequence) for sequence in sequences])
        return torch.arange(int(lengths.max())) < lengths[:, None]


def train(model: Transformer, corpus: Corpus, options: argparse.Namespace) -> None:
    optimizer = torch.optim.Adam(model.parameters(), lr=1, betas=(0.9, 0.98), eps=1e-9, fused=True)
    rate = paper_rate(PRESETS[options.preset].model, options.warmup)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    batches = itertools.cycle(corpus.batches(options.batch_tokens, options.seed))
    token_count, start = 0, time.perf_counter()
    for update in range(1, options.max_updates + 1):
        batch = corpus.batch(next(batches))
        with torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bf16"):
            loss = model(batch, options.label_smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        schedule.step()
        token_count += batch.token_count
        if update % options.log_every == 0:
            speed = token_count / (time.perf_counter() - start)
            log(f"update {update} · loss {loss.item():.3f} · {speed:,.0f} tok/s")
            token_count, start = 0, time.perf_counter()


def paper_rate(dimension: int, warmup: int):
    """The learning rate after a number of updates (section 5.3)."""

    def rate(done: int) -> float:
        step = done + 1
        return dimension**-0.5 * min(step**-0.5, step * warmup**-1.5)

    return rate


def log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
