"""CAM++ as an ONNX graph, built from its weights.

The network is that of Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification
Using Context-Aware Masking" (Interspeech 2023): a small 2-D network over the spectrum, three blocks
of densely connected time-delay layers, each with a mask drawn from its context, then the mean and
the deviation over time.

A mask's context is the mean over all time, plus the mean over the frame's own stretch of 100. Both
are one product with a square matrix, which depends on the number of frames alone: it is the graph's
second input, so that the graph holds nothing that depends on shapes but the deviation's divisor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from precheck_voice.embedded.bands import BANDS
from precheck_voice.embedded.encoder import SIZE
from precheck_voice.embedded.weights import Weights, WeightsError

OPSET = 18
IR_VERSION = 9
"""Of ONNX 1.15, which every onnxruntime since 1.17 reads."""
EPSILON = 1e-5
"""Of the batch normalisations."""
CHANNELS = 32
"""Of the 2-D network, which leaves an eighth of the bands."""
BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Of each block: how many layers, and how far apart the frames are that they look at."""
_COUNTED = ".num_batches_tracked"


def built(weights: Weights) -> bytes:
    """The graph: `bands` (n x frames x 80) and `context` to `voice` (n x 192).

    Every weight is used once. Raises `WeightsError` where one lacks, or is left over.
    """
    graph = _Graph(weights)
    found = graph.pooled(graph.layers(graph.head("bands")))
    graph.node("Identity", [found], output="voice")
    if left := graph.left_over:
        raise WeightsError(f"the weights have more than the network: {min(left)}")
    made = helper.make_graph(
        graph.nodes,
        "campplus",
        [
            helper.make_tensor_value_info("bands", TensorProto.FLOAT, ["n", "frames", BANDS]),
            helper.make_tensor_value_info("context", TensorProto.FLOAT, ["half", "half"]),
        ],
        [helper.make_tensor_value_info("voice", TensorProto.FLOAT, ["n", SIZE])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    serialised: bytes = model.SerializeToString()
    return serialised


class _Graph:
    """The nodes so far. Every method adds some, and returns the name of what they give."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._used: set[str] = set()
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    @property
    def left_over(self) -> set[str]:
        """The weights that no node has used."""
        every = {name for name in self._weights if not name.endswith(_COUNTED)}
        return every - self._used

    def node(self, kind: str, inputs: list[str], output: str = "", **attributes: Any) -> str:  # noqa: ANN401 - as ONNX has them
        """Any node with one output."""
        name = output or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A value that does not change."""
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str) -> str:
        """A weight by its name. Raises `WeightsError`."""
        if name not in self._weights or name in self._used:
            raise WeightsError(f"the weights lack {name}")
        self._used.add(name)
        return self.constant(name, np.ascontiguousarray(self._weights[name], np.float32))

    def conv(self, x: str, name: str, *, has_bias: bool = False, **attributes: Any) -> str:  # noqa: ANN401 - the same
        """A convolution in one or two dimensions."""
        inputs = [x, self.weight(f"{name}.weight")]
        return self.node(
            "Conv", [*inputs, self.weight(f"{name}.bias")] if has_bias else inputs, **attributes
        )

    def normal(self, x: str, name: str, *, is_scaled: bool = True) -> str:
        """A batch normalisation with what it has learned."""
        mean, variance = (self.weight(f"{name}.running_{what}") for what in ("mean", "var"))
        if is_scaled:
            scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        else:
            scale = self.constant(f"{name}.one", np.ones(SIZE, np.float32))
            shift = self.constant(f"{name}.zero", np.zeros(SIZE, np.float32))
        inputs = [x, scale, shift, mean, variance]
        return self.node("BatchNormalization", inputs, epsilon=EPSILON)

    def active(self, x: str, name: str, *, is_scaled: bool = True) -> str:
        """A batch normalisation, then no negative numbers."""
        return self.node("Relu", [self.normal(x, name, is_scaled=is_scaled)])

    def head(self, bands: str) -> str:
        """Frames x bands as a picture, through the 2-D network, to channels x frames."""
        x = self.node("Transpose", [bands], perm=[0, 2, 1])
        x = self.node("Unsqueeze", [x, self.constant("channel", np.array([1]))])
        square: Mapping[str, Any] = {"pads": [1, 1, 1, 1]}
        x = self.active(self.conv(x, "head.conv1", **square), "head.bn1")
        for layer in ("head.layer1", "head.layer2"):
            x = self.residual(x, f"{layer}.0", step=2)
            x = self.residual(x, f"{layer}.1", step=1)
        x = self.active(self.conv(x, "head.conv2", strides=[2, 1], **square), "head.bn2")
        # Each band of each channel becomes a channel of its own.
        shape = self.constant("channels", np.array([0, CHANNELS * BANDS // 8, -1]))
        return self.node("Reshape", [x, shape])

    def residual(self, x: str, name: str, step: int) -> str:
        """Two convolutions beside a short cut."""
        square: Mapping[str, Any] = {"pads": [1, 1, 1, 1]}
        y = self.conv(x, f"{name}.conv1", strides=[step, 1], **square)
        y = self.active(y, f"{name}.bn1")
        y = self.normal(self.conv(y, f"{name}.conv2", **square), f"{name}.bn2")
        if step > 1:
            x = self.conv(x, f"{name}.shortcut.0", strides=[step, 1])
            x = self.normal(x, f"{name}.shortcut.1")
        return self.node("Relu", [self.node("Add", [y, x])])

    def layers(self, x: str) -> str:
        """The time-delay layers, at half as many frames."""
        x = self.conv(x, "xvector.tdnn.linear", strides=[2], pads=[2, 2])
        x = self.active(x, "xvector.tdnn.nonlinear.batchnorm")
        for number, (count, apart) in enumerate(BLOCKS, start=1):
            for layer in range(1, count + 1):
                more = self.masked(x, f"xvector.block{number}.tdnnd{layer}", apart)
                x = self.node("Concat", [x, more], axis=1)
            transit = f"xvector.transit{number}"
            x = self.active(x, f"{transit}.nonlinear.batchnorm")
            x = self.conv(x, f"{transit}.linear")
        return self.active(x, "xvector.out_nonlinear.batchnorm")

    def masked(self, x: str, name: str, apart: int) -> str:
        """One layer: what it finds, times a mask drawn from the context."""
        x = self.conv(self.active(x, f"{name}.nonlinear1.batchnorm"), f"{name}.linear1")
        x = self.active(x, f"{name}.nonlinear2.batchnorm")
        cam = f"{name}.cam_layer"
        local = self.conv(x, f"{cam}.linear_local", dilations=[apart], pads=[apart, apart])
        mask = self.node("MatMul", [x, "context"])
        mask = self.node("Relu", [self.conv(mask, f"{cam}.linear1", has_bias=True)])
        mask = self.node("Sigmoid", [self.conv(mask, f"{cam}.linear2", has_bias=True)])
        return self.node("Mul", [local, mask])

    def pooled(self, x: str) -> str:
        """Mean and deviation over time (divided by one less than the frames), as one voice."""
        time = self.constant("time", np.array([2]))
        mean = self.node("ReduceMean", [x, time])
        away = self.node("Sub", [x, mean])
        squares = self.node("ReduceSum", [self.node("Mul", [away, away]), time])
        frames = self.node("Cast", [self.node("Shape", [x], start=2)], to=TensorProto.FLOAT)
        less = self.node("Sub", [frames, self.constant("one", np.ones(1, np.float32))])
        deviation = self.node("Sqrt", [self.node("Div", [squares, less])])
        x = self.conv(self.node("Concat", [mean, deviation], axis=1), "xvector.dense.linear")
        x = self.node("Squeeze", [x, time])
        return self.active(x, "xvector.dense.nonlinear.batchnorm", is_scaled=False)
