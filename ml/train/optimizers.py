"""How weights follow their gradients, and the running mean of them that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from ml.train.config import Config, Tensor


def build(config: Config) -> Any:
    """Return the optimizer that a config asks for; its rate is set anew before every step."""
    if config.optimizer == "sgd":
        return keras.optimizers.SGD(
            config.rate, momentum=config.momentum, global_clipnorm=config.clip_norm or None
        )
    return AdamW(
        config.rate,
        decay=config.weight_decay,
        slow=config.slow_rate / config.rate,
        slow_layers=config.slow_layers,
        beta_1=config.beta[0],
        beta_2=config.beta[1],
        epsilon=1e-8,
        global_clipnorm=config.clip_norm or None,
    )


@keras.saving.register_keras_serializable("heirloom")
class AdamW(keras.optimizers.Adam):  # type: ignore[misc]  # Keras ships no types
    """Adam with decoupled weight decay, and a slower rate for layers that have learnt before.

    Keras's own AdamW knows one rate only. Decay follows each layer's own rate, as in PyTorch:
    I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization" (2019), arXiv:1711.05101.

    Parameters
    ----------
    learning_rate
        Of all layers but the slow ones.
    decay
        Share of a weight, times its rate, that is taken off at every step.
    slow
        Rate of the slow layers as a share of `learning_rate`.
    slow_layers
        How the names of slow layers begin.
    """

    def __init__(
        self,
        learning_rate: float = 1e-3,
        *,
        decay: float = 0.0,
        slow: float = 1.0,
        slow_layers: Sequence[str] = (),
        **adam: Any,
    ) -> None:
        super().__init__(learning_rate, **adam)
        self.decay, self.slow, self.slow_layers = decay, slow, tuple(slow_layers)

    def build(self, variables: Sequence[Any]) -> None:
        """Learn which weights there are, and which of them are slow."""
        self._paces = [
            self.slow if variable.path.startswith(self.slow_layers) else 1.0
            for variable in variables
        ]
        super().build(variables)

    def update_step(self, gradient: Tensor, variable: Tensor, learning_rate: Tensor) -> None:
        """Move one weight."""
        pace = self._paces[self._get_variable_index(variable)]
        learning_rate = ops.cast(learning_rate, variable.dtype) * pace
        if self.decay:
            self.assign(variable, variable * (1 - learning_rate * self.decay))
        super().update_step(gradient, variable, learning_rate)

    def get_config(self) -> dict[str, Any]:
        """Add what Adam does not know."""
        own = {"decay": self.decay, "slow": self.slow, "slow_layers": self.slow_layers}
        return {**super().get_config(), **own}


class Average:
    """The exponential running mean of a network's weights: calmer than the weights themselves.

    Early on the mean reaches back over few steps only, so that it does not remember the start.

    Parameters
    ----------
    network
        Whose weights are followed.
    mean
        A network of the same form, which is given the mean; it may be judged and saved.
    decay
        Share of the mean that stays at each step in the long run; 0 copies the weights.
    """

    def __init__(self, network: Any, mean: Any, decay: float) -> None:
        self.mean, self._decay = mean, decay
        # Seeds of chance have no mean, and an answer does not ask for them.
        pairs = zip(mean.variables, network.variables, strict=True)
        self._pairs = [pair for pair in pairs if keras.backend.is_float_dtype(pair[0].dtype)]
        self._share = keras.Variable(1.0, trainable=False, dtype="float32", name="share")
        self._move = self._follow
        if keras.config.backend() == "tensorflow":
            import tensorflow

            self._move = tensorflow.function(self._follow)

    def follow(self, step: int) -> None:
        """Take the weights after `step` steps into the mean."""
        decay = min(self._decay, (1 + step) / (10 + step)) if self._decay else 0.0
        self._share.assign(1.0 - decay)
        self._move()

    def _follow(self) -> None:
        for mean, weight in self._pairs:
            mean.assign(mean + (weight - mean) * ops.cast(self._share, mean.dtype))
