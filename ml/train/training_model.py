"""A network with its losses: what Keras trains, on whichever backend it runs."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from ml.data.examples import Example
from ml.train.adversary import believed
from ml.train.config import Answer, Tensor, Term


class TrainingModel(keras.Model):  # type: ignore[misc]  # Keras ships no types
    """Computes the sum of those terms of the loss that count at this point of the training.

    Parameters
    ----------
    network
        From a dictionary of inputs to a dictionary of outputs.
    terms
        The parts of the loss.
    judge
        The adversary's network, which is asked and never changed here; None: there is none.
    """

    def __init__(self, network: Any, terms: tuple[Term, ...], judge: Any = None) -> None:
        super().__init__(name="lesson")
        self.critic = judge
        self.deceit = keras.Variable(0.0, trainable=False, dtype="float32", name="deceit")
        self.deceiving = False
        self.network = network
        self.terms = terms
        self.active: tuple[Term, ...] = ()
        names = [term.name for term in terms] + ["deceit"] * (judge is not None)
        self.means = {name: keras.metrics.Mean(name=name) for name in names}

    @property
    def trainable_variables(self) -> list[Any]:
        """The network's alone: the judge is trained elsewhere."""
        return list(self.network.trainable_variables)

    @property
    def trainable_weights(self) -> list[Any]:
        """The same, as Keras calls them elsewhere."""
        return self.trainable_variables

    @property
    def non_trainable_variables(self) -> list[Any]:
        """All that a step reads without descending along its slope."""
        judges = [] if self.critic is None else self.critic.variables
        return [*self.network.non_trainable_variables, *judges, self.deceit]

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
        if self.deceiving:
            value = -believed(self.critic, Answer(x, y, y_pred))
            self.means["deceit"].update_state(value)
            total = total + self.deceit * value
        return total

    def at(self, progress: float, deceit: float = 0.0) -> None:
        """Let those terms count whose time has come.

        Parameters
        ----------
        progress
            The share that is trained.
        deceit
            What deceiving the judge counts for.
        """
        active = tuple(term for term in self.terms if term.begin <= progress)
        self.deceit.assign(deceit)
        if (active, deceit > 0) != (self.active, self.deceiving):
            self.active, self.deceiving = active, deceit > 0
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
        names |= {"deceit"} if self.deceiving else set()
        return {name: float(value) for name, value in values.items() if name in names}
