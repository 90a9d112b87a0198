"""What the user decided: a recipe is an ordered tuple of steps, each a frozen value."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, ClassVar, Protocol, TypeAlias, TypeGuard

from resources.text import Text
from workstation.core import json_text
from workstation.core.color.automatic import SEEN_PX, AutomaticColors, look
from workstation.core.color.cielab import lightness
from workstation.core.diagnose.verdict import KINDS, Kind, Verdict
from workstation.core.errors import HeirloomError
from workstation.core.frame import Frame
from workstation.core.masks.features import Features, network_features
from workstation.core.masks.masks import selected
from workstation.core.masks.shapes import Mask
from workstation.core.pixels import Pixels, Plane, Roi
from workstation.core.progress import Progress
from workstation.core.source import OfPixels, Source

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

RECIPE_VERSION = 1
MOST_STEPS = 100


@dataclass(frozen=True)
class Analysis:
    """What a step learnt from the whole photo; `Step.apply` turns it into pixels.

    Attributes
    ----------
    notes
        Sentences for the user about this photo, for example why a step left it alone.
    device
        What a network ran on to make the pixels; empty if none did.
    coloured
        Whether the photo's colours come from a network.
    repaired
        The share of the photo that was damaged and is filled.
    """

    notes: tuple[Text, ...] = ()
    device: str = ""
    coloured: bool = False
    repaired: float = 0.0


def _make(_name: str, make: Callable[[], Any]) -> Any:
    return make()


@dataclass(frozen=True)
class Context:
    """What an analysis may use besides the pixels.

    Attributes
    ----------
    colorizer
        Answers with chroma for a lightness plane: `ml.inference.colorizer.Colorizer.predict`.
    progress
        Where to report, and where to ask whether anybody still waits.
    remember
        Gives the value that was made before, for the same pixels and under the same name, or
        makes and keeps it: for parts of an analysis that cost much and change seldom.
    colors
        What selections look at; the network's own view of the photo if None.
    verdict
        What the photo is and where its picture lies: found on the photo as it was opened, or said
        by the user. Steps act on it, and do not judge what reaches them.
    source
        The photo as it reaches the step, at every size; only the copy that is analysed if None.
    sideways
        Whether the photo lies on its side and will be turned upright; `colorizer` turns what it is
        asked about, and its answer back.
    """

    colorizer: Callable[..., Any]
    progress: Progress = field(default_factory=Progress)
    remember: Callable[[str, Callable[[], Any]], Any] = _make
    colors: AutomaticColors | None = None
    verdict: Verdict = field(default_factory=partial(Verdict, "grey"))
    source: Source | None = None
    sideways: bool = False

    def source_of(self, whole: Pixels) -> Source:
        """The photo as it reaches the step, at every size that there is of it."""
        return self.source or OfPixels(whole)

    def automatic(self, whole: Pixels, longest_px: int = SEEN_PX) -> AutomaticColors:
        """The photo as it reaches the step, as the network sees it at a size."""

        def make() -> AutomaticColors:
            return look(lightness(whole), self.colorizer, longest_px)

        colors: AutomaticColors = self.remember(f"automatic {longest_px}", make)
        return colors

    def features(self, whole: Pixels) -> Features:
        """What a selection may look at in the photo as it reaches the step."""

        def make() -> Features:
            seen = self.colors or self.automatic(whole)
            return Features(seen.light, seen.ab, network_features(seen.answer.logits))

        features: Features = self.remember("features", make)
        return features

    def area(self, whole: Pixels, mask: Mask) -> Plane:
        """The area that a mask means there, 0..1; a plain one is found without the network."""

        def make() -> Plane:
            light = lightness(whole)
            return selected(mask, self.features(whole) if mask.looks else Features(light))

        area: Plane = self.remember(f"area {name_of(mask)}", make)
        return area


class Step(Protocol):
    """One decision of the user: a frozen dataclass whose fields are JSON values.

    Attributes
    ----------
    kind
        The step's name in files and keys.
    version
        Raised whenever the same fields would give other pixels. From then on the class has a method
        `upgraded(version, fields)` that gives what earlier versions wrote as fields of this one
        that give the pixels they gave; see `step_from_json`.
    order
        Where it stands among the steps of a recipe: lower comes first, and no two are equal.
    analysed
        The names of the fields on which `analyse` depends; the others only steer `apply`.

    Notes
    -----
    A step may say `develops`: what it makes is the photo that was scanned, and the verdict is on
    that. One may have a method `local_context(whole, context)`: the context in which the masks of
    its local adjustments find their areas, where that is not the photo as it reaches the step.
    """

    kind: ClassVar[str]
    version: ClassVar[int]
    order: ClassVar[int]
    analysed: ClassVar[tuple[str, ...]]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __hash__(self) -> int: ...

    def analyse(self, whole: Pixels, context: Context) -> Analysis:
        """Look once at the whole photo, as it reaches this step, at the working size."""
        ...

    def halo_px(self, scale: float) -> int:
        """How many pixels around a tile `apply` must see, at a scale."""
        ...

    def apply(self, tile: Pixels, where: Roi, analysis: Any) -> Pixels:
        """Turn a tile into its new self, of the same size, at any scale."""
        ...


class Framing(Step, Protocol):
    """A step that says where pixels lie and leaves their values alone, as geometry does.

    All other steps see the photo as it lies on disk, whatever is cut or turned; the renderer takes
    what they made to where the frame says. Only the network sees the photo upright.
    """

    @property
    def upright_turns(self) -> int:
        """How many quarter turns clockwise bring the photo upright."""
        ...

    @property
    def measures(self) -> bool:
        """Whether something is left to be measured on the photo."""
        ...

    def measured(self, whole: Pixels, verdict: Verdict) -> Framing:
        """The same with what was measured said in numbers."""
        ...

    def frame(self, height: int, width: int) -> Frame:
        """Where the result's pixels lie in a photo of a size, once nothing is left to measure."""
        ...


def is_framing(step: Step) -> TypeGuard[Framing]:
    """Whether a step says where pixels lie."""
    return hasattr(step, "upright_turns")


@dataclass(frozen=True)
class UnknownStep:
    """A step that this version does not know: kept as it came, and never rendered."""

    kind_in_file: str
    fields_json: str

    kind: ClassVar[str] = "unknown"
    version: ClassVar[int] = 0
    order: ClassVar[int] = 1 << 30
    analysed: ClassVar[tuple[str, ...]] = ()

    def _refuse(self) -> HeirloomError:
        return HeirloomError(
            "This recipe has a step “{kind}” that this version does not know.",
            "Update Heirloom, or take the step out of the recipe.",
            kind=self.kind_in_file,
        )

    def analyse(self, whole: Pixels, context: Context) -> Analysis:  # noqa: ARG002
        """Refuse: a picture without this step would not be what the recipe says."""
        raise self._refuse()

    def halo_px(self, scale: float) -> int:  # noqa: ARG002
        """None."""
        return 0

    def apply(self, tile: Pixels, where: Roi, analysis: Any) -> Pixels:  # noqa: ARG002
        """Refuse, as `analyse` does."""
        raise self._refuse()


def setting(
    default: float, low: float, high: float, unit: str = "", *, places: bool = False
) -> Any:
    """A step's number with its bounds, for `bounds`, for checks and for sliders.

    Parameters
    ----------
    places
        Whether it speaks of one photo, as in `structure`.
    """
    metadata = {"low": low, "high": high, "unit": unit, "places": places}
    return field(default=default, metadata=metadata)


def bounds(step: Any, name: str) -> tuple[float, float]:
    """The lowest and the highest value of a number of a step, or of a part of one."""
    metadata = step.__dataclass_fields__[name].metadata
    return metadata["low"], metadata["high"]


def check_settings(checked: Any, what: str = "") -> None:
    """Raise `HeirloomError` if a value of a step, or of a part of one, is not what it may be.

    Numbers lie within their bounds, and what is on or off by default is on or off.

    Parameters
    ----------
    checked
        A dataclass.
    what
        How it is called; a step by its kind.
    """
    for known in dataclasses.fields(checked):
        name, value = known.name, getattr(checked, known.name)
        if "low" in known.metadata:
            low, high = bounds(checked, name)
            number = isinstance(value, int | float) and not isinstance(value, bool)
            whole = known.type in ("int", int) and not isinstance(value, int)
            if not number or not low <= value <= high:
                raise HeirloomError(
                    _given(checked, what, name),
                    "It goes from {low:g} to {high:g}.",
                    low=low,
                    high=high,
                )
            if whole:
                raise HeirloomError(_given(checked, what, name), "It is a whole number.")
        elif isinstance(known.default, bool) and not isinstance(value, bool):
            raise HeirloomError(_given(checked, what, name), "It is either true or false.")


def _given(checked: Any, what: str, name: str) -> Text:
    return Text(
        "The {what} of {step} was given as {value}.",
        what=name.replace("_", " "),
        step=what or checked.kind,
        value=repr(getattr(checked, name)),
    )


def structure(
    default: Any,
    to_json: Callable[[Any], Any],
    from_json: Callable[[Any], Any],
    *,
    places: bool = False,
) -> Any:
    """A step's decision that is more than a number.

    Parameters
    ----------
    to_json, from_json
        How it is written down, and read again.
    places
        Whether it speaks of places in one photo, and means nothing in another one; local
        adjustments always do (`workstation.core.masks.adjustments`).
    """
    metadata = {"to_json": to_json, "from_json": from_json, "places": places}
    return field(default=default, metadata=metadata)


def fields(step: Step, names: tuple[str, ...] | None = None) -> dict[str, Json]:
    """The step's decisions as JSON values, without kind and version; all, or those named."""
    values: dict[str, Json] = {}
    for known in dataclasses.fields(step):
        if names is None or known.name in names:
            value = getattr(step, known.name)
            values[known.name] = known.metadata.get("to_json", _as_it_is)(value)
    return values


def _as_it_is(value: Any) -> Any:
    return value


def step_to_json(step: Step) -> dict[str, Json]:
    """The step as it stands in a file."""
    if isinstance(step, UnknownStep):
        kept: dict[str, Json] = json_text.loads(step.fields_json)
        return kept
    return {"kind": step.kind, "version": step.version, **fields(step)}


def step_from_json(data: Json, steps: Iterable[type[Any]]) -> Step:
    """Read one step.

    One that is not among `steps`, that a later version wrote, or that says what its class does not
    know is kept as `UnknownStep`. One that an earlier version wrote is handed to the class's own
    `upgraded(version, fields)`, which gives the fields that make the same pixels today.

    Parameters
    ----------
    steps
        The classes of the steps that are known: `workstation.core.steps.STEPS`.

    Raises
    ------
    HeirloomError
        If it is no step at all, or if a known step's values are out of bounds.
    """
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise HeirloomError("The recipe is damaged: a step in it has no kind.", _USE_ANOTHER)
    version = data.get("version")
    values = {name: value for name, value in data.items() if name not in ("kind", "version")}
    unknown = UnknownStep(str(data["kind"]), json.dumps(data, sort_keys=True))
    cls = next((known for known in steps if known.kind == data["kind"]), None)
    if cls is None:
        return unknown
    known = {known.name: known for known in dataclasses.fields(cls)}
    try:
        if version != cls.version:
            upgraded = getattr(cls, "upgraded", None)
            if upgraded is None or not isinstance(version, int) or not 0 < version < cls.version:
                return unknown
            values = upgraded(version, values)
        if set(values) - set(known):
            return unknown
        read = {name: known[name].metadata.get("from_json", _as_it_is) for name in values}
        step: Step = cls(**{name: read[name](values[name]) for name in values})
    except (LookupError, TypeError, ValueError) as error:
        raise HeirloomError(
            "The recipe's step {kind} is damaged.", _USE_ANOTHER, kind=cls.kind
        ) from error
    return step


_USE_ANOTHER = Text("Use another recipe file, or restore without one.")


@dataclass(frozen=True)
class Recipe:
    """Everything that is done to a photo, in order; the empty recipe is the photo itself.

    Attributes
    ----------
    steps
        In the fixed order.
    kind
        What the user says the photo is; None to go by what is found.
    """

    steps: tuple[Step, ...] = ()
    kind: Kind | None = None

    def step(self, kind: str) -> Step | None:
        """The step of a kind, or None where it is switched off."""
        return next((step for step in self.steps if step.kind == kind), None)

    def with_step(self, step: Step) -> Recipe:
        """This recipe with the step in its place in the fixed order, instead of one of its kind."""
        others = [other for other in self.steps if other.kind != step.kind]
        return self.with_steps(sorted([*others, step], key=lambda one: one.order))

    def without(self, kind: str) -> Recipe:
        """This recipe with the step of a kind switched off."""
        return self.with_steps(step for step in self.steps if step.kind != kind)

    @property
    def framing(self) -> Framing | None:
        """The step that says where pixels lie; None where they stay."""
        return next((step for step in self.steps if is_framing(step)), None)

    @property
    def developing(self) -> Recipe:
        """What makes of the scan the photo that is judged: a negative is turned positive."""
        return Recipe(tuple(step for step in self.steps if getattr(step, "develops", False)))

    @property
    def framed(self) -> Recipe:
        """Nothing but where pixels lie: the photo as it is, turned and cut."""
        return Recipe(tuple(step for step in self.steps if is_framing(step)))

    @property
    def unframed(self) -> Recipe:
        """All that is done to the values of pixels, on the photo as it lies on disk."""
        return self.with_steps(step for step in self.steps if not is_framing(step))

    def framed_as(self, other: Recipe) -> Recipe:
        """The same values of pixels where another recipe takes them to."""
        framing = other.framing
        return self.unframed if framing is None else self.unframed.with_step(framing)

    def until(self, step: Step | type[Step]) -> Recipe:
        """The steps that come before one in the fixed order; it need not be in this recipe."""
        return self.with_steps(before for before in self.steps if before.order < step.order)

    def with_steps(self, steps: Iterable[Step]) -> Recipe:
        """Other steps, for the same kind of photo."""
        return dataclasses.replace(self, steps=tuple(steps))

    def of_kind(self, kind: Kind | None) -> Recipe:
        """The same steps for what the user says the photo is; None to go by what is found."""
        return dataclasses.replace(self, kind=kind)

    def to_json(self) -> str:
        """The recipe as text; `from_json` gives an equal one back."""
        steps = [step_to_json(step) for step in self.steps]
        said = {} if self.kind is None else {"kind": self.kind}
        return json_text.dumps({"heirloom": RECIPE_VERSION, **said, "steps": steps})

    @classmethod
    def from_json(cls, text: str, steps: Iterable[type[Any]]) -> Recipe:
        """Read a recipe.

        Parameters
        ----------
        steps
            The classes of the steps that are known: `workstation.core.steps.STEPS`.

        Raises
        ------
        HeirloomError
            If the text is not a recipe, or if a step's values are out of bounds.
        """
        try:
            data = json_text.loads(text)
        except ValueError as error:
            raise HeirloomError("This is not a Heirloom recipe: not JSON.", _USE_ANOTHER) from error
        if not isinstance(data, dict) or not isinstance(data.get("steps"), list):
            raise HeirloomError("This is not a Heirloom recipe: it has no steps.", _USE_ANOTHER)
        if data.get("heirloom", RECIPE_VERSION) != RECIPE_VERSION:
            raise HeirloomError(
                "The recipe was written by a later version of Heirloom.",
                "Update Heirloom, or use another recipe file.",
            )
        if len(data["steps"]) > MOST_STEPS:
            raise HeirloomError(
                "The recipe has {given:,} steps; it may have {most:,}.",
                _USE_ANOTHER,
                given=len(data["steps"]),
                most=MOST_STEPS,
            )
        steps = tuple(steps)
        recipe = cls(kind=kind_from_json(data.get("kind"), data["steps"], steps))
        for item in data["steps"]:
            step = step_from_json(item, steps)
            if isinstance(step, UnknownStep):
                recipe = recipe.with_steps((*recipe.steps, step))
            elif recipe.step(step.kind) is not None:
                raise HeirloomError(
                    "The recipe has the step {step} twice.", _USE_ANOTHER, step=step.kind
                )
            else:
                recipe = recipe.with_step(step)
        return recipe


def kind_from_json(said: Json, stored: Iterable[Json], steps: Iterable[type[Any]]) -> Kind | None:
    """Read what the user says a photo is.

    Parameters
    ----------
    said
        As it stands in the file: a word, or None.
    stored
        The steps as they stand there. Earlier versions said it in one of them; its class knows
        where: `told_kind(fields)`.
    steps
        The classes of the steps that are known.

    Raises
    ------
    HeirloomError
        If there is no such kind of photo.
    """
    if said is None:
        told = (
            cls.told_kind(data)
            for data in stored
            for cls in steps
            if isinstance(data, dict) and data.get("kind") == cls.kind and hasattr(cls, "told_kind")
        )
        return next((kind for kind in told if kind is not None), None)
    known = next((kind for kind in KINDS if kind == said), None)
    if known is None:
        raise HeirloomError(
            "The recipe is for a photo of the kind {given}, which there is not.",
            _USE_ANOTHER,
            given=repr(said),
        )
    return known


@lru_cache(maxsize=256)
def name_of(value: Hashable) -> str:
    """A short name for a frozen value: the same for equal values, and no other's."""
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=256)
def chain_key(previous: str, step: Step, names: tuple[str, ...] | None = None) -> str:
    """The cache key after a step: a hash of the key before it and of the step's decisions.

    Parameters
    ----------
    names
        The fields that count; all if None.
    """
    values = fields(step, names)
    text = json.dumps([previous, step.kind, step.version, values], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def replaced(step: Any, **changes: Any) -> Any:
    """The step with some decisions changed."""
    return dataclasses.replace(step, **changes)


def without_places(step: Any) -> Any:
    """The step without what was said about places in one photo."""
    return replaced(step, **{known.name: known.default for known in _places(step)})


def with_places(step: Any, other: Any) -> Any:
    """The step with what another one of its kind says about places."""
    return replaced(step, **{known.name: getattr(other, known.name) for known in _places(step)})


def _places(step: Any) -> list[dataclasses.Field[Any]]:
    return [known for known in dataclasses.fields(step) if known.metadata.get("places")]
