"""From trained weights to the file in the package: ONNX, 8-bit weights, labels beside it.

    python -m training.export runs/first/network.pt

The graph takes padded pieces and the places of the words, and gives every head's output for the
words only. Weights of the encoder's products and the embeddings are stored with 8 bits; the heads
keep 32. The export compares its answers with the network's own and reports the difference.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn
from torch.nn import functional

from dragoman.language import read_document
from dragoman.model.arrays import Floats
from dragoman.model.chunks import make_chunks
from dragoman.model.meaning import pooled
from dragoman.model.tokenizer import load_tokenizer
from training.labels import CONTEXT_LABELS, PAIR_HEADS, TOKEN_HEADS, inventory
from training.markup import corpus_articles
from training.network import LINK_WIDTH, Encoder, Network

OUTPUTS = ["tokens", "pairs", "query", "key", "states"]
"""What the graph gives for every word asked for; a run computes only what it is asked for."""
TARGET = Path("src/dragoman/model/data")
CORPUS = Path(__file__).parent / "corpus" / "articles"
SPREAD_ARTICLES = 400
"""Own articles whose sentences say how states are spread."""
RIDGE = 0.3
"""Share of the mean variance added to every direction before it is scaled: of .05, .1 and .3 the
best at finding sentences of a mode by eight examples."""


@torch.no_grad()
def spread(network: Network) -> tuple[Floats, Floats]:
    """Mean (width) of sentences' states, and the map (width, width) that evens their spread.

    Untouched states share a few strong directions that make all sentences alike (Mu and
    Viswanath 2018); after this map cosines compare what sentences tell.
    """
    tokenizer = load_tokenizer()
    found: list[Floats] = []
    for article in corpus_articles(CORPUS)[:SPREAD_ARTICLES]:
        document = read_document(article.text)
        for chunk in make_chunks(document, range(len(document.paragraphs)), tokenizer):
            ids = torch.tensor([chunk.ids])
            out = network(ids, torch.ones_like(ids), torch.tensor([chunk.shapes]))
            states = out["states"][0, chunk.heads].numpy()
            outside = out["trigger"][0, chunk.heads].softmax(-1)[:, 0].numpy()
            inside = [document.sentence_at(document.starts[word]) for word in chunk.words]
            found += pooled(states, outside, np.array(inside)).values()
    rows = np.stack(found).astype(np.float64)
    variances, directions = np.linalg.eigh(np.cov(rows.T))
    scaled = directions / np.sqrt(variances + RIDGE * variances.mean())
    return rows.mean(0).astype(np.float32), scaled.astype(np.float32)


class Exported(nn.Module):
    """The network as it is shipped: outputs for words, heads side by side."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        mean, evened = spread(network)
        self.register_buffer("mean", torch.from_numpy(mean))
        self.register_buffer("evened", torch.from_numpy(evened))

    def forward(
        self, ids: Tensor, mask: Tensor, shapes: Tensor, rows: Tensor, heads: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """``rows``, ``heads`` (words): row and piece of each word; last, their evened states."""
        net = self.network
        x = net.encoder(ids, mask, shapes)[rows, heads]
        tokens = torch.cat([net.tokens[name](x) for name in TOKEN_HEADS] + [net.contexts(x)], -1)
        inner = torch.tanh(net.pair_inner(x))
        pairs = torch.cat([net.pairs[name](inner) for name in PAIR_HEADS], -1)
        linked = functional.gelu(net.link_inner(x))
        states = (x - self.mean) @ self.evened
        return tokens, pairs, net.link_query(linked), net.link_key(linked), states


def _former(path: Path) -> dict[str, str]:
    """The labels so far: the former reader of parties stays until ``training.parties`` has run."""
    found: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return found


def export(weights: Path, target: Path, layers: int) -> None:
    """Writes ``model.onnx`` and ``labels.json`` into ``target``."""
    network = Network(Encoder(layers=layers))
    network.load_state_dict(torch.load(weights, weights_only=True))
    module = Exported(network.eval()).eval()
    ids = torch.randint(1000, 20000, (3, 40))
    mask = torch.ones_like(ids)
    mask[1, 30:] = 0
    shapes = torch.randint(0, 5, ids.shape)
    rows = torch.tensor([0, 0, 1, 2])
    heads = torch.tensor([1, 5, 7, 39])
    feed = (ids, mask, shapes, rows, heads)
    names = ["ids", "mask", "shapes", "rows", "heads"]
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = str(Path(folder) / "plain.onnx"), str(Path(folder) / "fused.onnx")
        torch.onnx.export(
            module,
            feed,
            plain,
            input_names=names,
            output_names=OUTPUTS,
            dynamic_axes={
                **{name: {0: "batch", 1: "length"} for name in names[:3]},
                **{name: {0: "words"} for name in names[3:]},
            },
            opset_version=17,
            dynamo=False,
        )
        hidden = network.encoder.hidden
        better = optimizer.optimize_model(
            plain, model_type="bert", num_heads=network.encoder.layers[0].heads, hidden_size=hidden
        )
        print("fused:", {k: v for k, v in better.get_fused_operator_statistics().items() if v})
        better.save_model_to_file(fused)
        graph = onnx.load(fused).graph
        outside = [
            node.name
            for node in graph.node
            if node.op_type in {"MatMul", "Gemm"} and "/encoder/" not in node.name
        ]
        target.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            fused,
            str(target / "model.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=outside,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    session = onnxruntime.InferenceSession(str(target / "model.onnx"))
    got = session.run(None, {n: v.numpy() for n, v in zip(names, feed, strict=True)})
    with torch.no_grad():
        want = [value.numpy() for value in module(*feed)]
    for name, a, b in zip(OUTPUTS, got, want, strict=True):
        print(f"{name}: relative difference {np.linalg.norm(a - b) / np.linalg.norm(b):.4f}")
    made = inventory()
    made["sha256"] = sha256((target / "model.onnx").read_bytes()).hexdigest()
    made["parties_sha256"] = _former(target / "labels.json").get("parties_sha256", "")
    made["link_width"] = LINK_WIDTH
    made["link_distance"] = [
        [round(float(value), 4) for value in row] for row in network.link_distance
    ]
    made["calibration"] = dict.fromkeys(("event", "statement", "forecast"), (1.0, 0.0))
    (target / "labels.json").write_text(json.dumps(made, indent=1) + "\n")
    size = (target / "model.onnx").stat().st_size
    width = sum(map(len, TOKEN_HEADS.values())) + len(CONTEXT_LABELS)
    print(f"{size / 2**20:.1f} MiB, {width} token outputs, sha256 {made['sha256'][:12]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--layers", type=int, default=6)
    chosen = parser.parse_args()
    export(chosen.weights, chosen.target, chosen.layers)
