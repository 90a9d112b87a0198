"""A network with its losses: what Keras trains, on whichever backend it runs."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from ml.data.examples import Example
from ml.train.config import Answer, Tensor, Term


class Lesson(keras.Model):  # type: ignore[misc]  # Keras ships no types
    """Computes the sum of those terms of the loss that count at this point of the training.

    Parameters
    ----------
    network
        From a dictionary of inputs to a dictionary of outputs.
    terms
        The parts of the loss.
    """

    def __init__(self, network: Any, terms: tuple[Term, ...]) -> None:
        super().__init__(name="lesson")
        self.network = network
        self.terms = terms
        self.active: tuple[Term, ...] = ()
        self.means = {term.name: keras.metrics.Mean(name=term.name) for term in terms}

    def call(self, inputs: Tensor, training: bool | None = None) -> Tensor:
        """Ask the network."""
        return self.network(inputs, training=training)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Tensor:
        """Sum the active terms, and note each of them."""
        del sample_weight, training
        total = ops.zeros(())
        for term in self.active:
            value = term.loss(Answer(x, y, y_pred))
            self.means[term.name].update_state(value)
            if term.weight:
                total = total + term.weight * value
        return total

    def at(self, progress: float) -> None:
        """Let those terms count whose time has come; `progress` is the share that is trained."""
        active = tuple(term for term in self.terms if term.begin <= progress)
        if active != self.active:
            self.active = active
            self.make_train_function(force=True)

    def learn(self, batch: Example) -> dict[str, float]:
        """Take one step; return the loss and the active terms before it."""
        self.reset_metrics()
        values = self.train_on_batch(batch.inputs, batch.targets, return_dict=True)
        return self._only_active(values)

    def judge(self, network: Any, batch: Example) -> tuple[dict[str, float], dict[str, Any]]:
        """Return the terms that another network, such as the mean, gets; and its outputs."""
        outputs = network.predict_on_batch(batch.inputs)
        values = {
            term.name: float(ops.convert_to_numpy(term.loss(Answer(*batch, outputs))))
            for term in self.active
        }
        values["loss"] = sum(term.weight * values[term.name] for term in self.active)
        return values, outputs

    def _only_active(self, values: dict[str, Any]) -> dict[str, float]:
        names = {"loss", *(term.name for term in self.active)}
        return {name: float(value) for name, value in values.items() if name in names}
