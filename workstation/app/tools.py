"""The tools of the window: the mask editor with what each step offers in it, and colour hints."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QColor

from workstation.app.color_hints.dots import DotsTool
from workstation.app.color_hints.eyedropper import Eyedropper
from workstation.app.color_hints.hint_editor import HintEditor
from workstation.app.color_hints.panel import HintPart
from workstation.app.color_picker import hues
from workstation.app.color_picker.chooser import ColourChooser
from workstation.app.color_picker.color_library import ColorLibraryModel
from workstation.app.commands.actions import Actions
from workstation.app.geometry.corners_tool import CornersTool
from workstation.app.geometry.crop_tool import CropTool
from workstation.app.geometry.level_tool import LevelTool
from workstation.app.geometry.part import GeometryPart
from workstation.app.masks.brush import BrushTool
from workstation.app.masks.editor import HAND, MaskEditor
from workstation.app.masks.lasso import LassoTool
from workstation.app.masks.panel import MaskPanel
from workstation.app.masks.selection import Selection
from workstation.app.masks.similar import SimilarTool
from workstation.app.masks.tool import Hand, Touch
from workstation.app.masks.tool_overlay import ToolOverlay
from workstation.app.repair.panel import RepairPart
from workstation.app.repair.repair_editor import RepairEditor
from workstation.app.repair.retouch_tools import CloneStamp, HealingBrush
from workstation.app.steps.specs import specs
from workstation.app.viewer.canvas import Canvas
from workstation.app.workspace import Workspace
from workstation.core.steps import Colour, Repair

# A piece of damage is shown over this share of the canvas, and no larger than so many times.
_SHARE, _LARGEST_ZOOM = 0.4, 2.0


class Tools:
    """The parts that the tools consist of."""

    def __init__(
        self,
        workspace: Workspace,
        canvas: Canvas,
        library: ColorLibraryModel,
        actions: Actions,
        parent: QObject,
    ) -> None:
        targets = tuple(spec.masks for spec in specs() if spec.masks is not None)
        self._canvas = canvas
        self.editor = editor = MaskEditor(workspace.session, targets, parent)
        self.hints = HintEditor(editor, parent)
        self.repairs = RepairEditor(editor, parent)
        self.eyedropper = Eyedropper(self.hints, self._colour_at)
        self.crop = CropTool(editor)
        for tool in (
            *(Hand(), BrushTool(editor), LassoTool(editor), SimilarTool(editor)),
            *(DotsTool(self.hints, self._colour_at), self.eyedropper),
            *(self.crop, LevelTool(editor), CornersTool(editor)),
            *(HealingBrush(self.repairs), CloneStamp(self.repairs)),
        ):
            editor.add(tool)
        self.selection = Selection(editor, parent)
        self.overlay = ToolOverlay(canvas, editor, self.selection)
        self.panel = MaskPanel(editor, actions)
        chooser = ColourChooser(library, workspace.ask)
        self.hint_part = HintPart(self.hints, self.selection, chooser, self.panel)
        self.panel.add(Colour.kind, self.hint_part)
        self.geometry_part = GeometryPart(editor, self.crop, actions)
        self.repair_part = RepairPart(self.repairs, actions, self.panel)
        self.panel.add(Repair.kind, self.repair_part)
        self.repairs.wanted.connect(self._bring)
        editor.told.connect(workspace.status.tell)
        self.hints.picked.connect(library.used)
        self._held = editor.tool
        editor.changed.connect(self._on_editor)

    def paint_for(self, kind: str) -> None:
        """Begin to paint for a step."""
        self.editor.aim(kind)
        self.editor.take("brush")

    def leave(self) -> bool:
        """Lay the tool down; False if the hand is empty."""
        if self.editor.tool == self.eyedropper.name:
            self.editor.take(self.eyedropper.before)
        elif self.editor.tool != HAND:
            self.editor.take(HAND)
        else:
            return False
        return True

    def _bring(self, box: tuple[float, float, float, float]) -> None:
        """Show a place of the photo, given by its edges as fractions, large and in the middle."""
        frame = self.overlay.frame()
        if frame is None:
            return
        top, left, bottom, right = box
        ends = QPointF(*frame.point(top, left)), QPointF(*frame.point(bottom, right))
        size = max(abs(ends[1].x() - ends[0].x()), abs(ends[1].y() - ends[0].y()), 1.0)
        room = min(self._canvas.width(), self._canvas.height()) * _SHARE
        zoom = min(frame.view.zoom * room / size, _LARGEST_ZOOM)
        self._canvas.bring((ends[0] + ends[1]) / 2, max(zoom, frame.view.fit_zoom))

    def _colour_at(self, touch: Touch) -> tuple[float, float] | None:
        """The colour that is drawn under a touch now, as a* and b*; None beside the photo."""
        probe = self._canvas.probe(touch.at)
        if probe is None:
            return None
        _, a, b = hues.of_screen(QColor(*probe.rgb))
        return a, b

    def _on_editor(self) -> None:
        if self.editor.tool != self._held:
            self._held = self.editor.tool
            cutting = self.crop.name, LevelTool.name, CornersTool.name
            others = HAND, self.eyedropper.name, *cutting
            if self._held not in others:
                self.panel.bring()
