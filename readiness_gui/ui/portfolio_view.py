"""Portfolio: every product in one chart that is a table too, filtered, sorted, counted and exported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from readiness_gui.core.portfolio import Filter, Group, ProductSummary, Sort, counts
from readiness_gui.ui.portfolio_export import PortfolioExport
from readiness_gui.ui.portfolio_jobs import PortfolioJob
from readiness_gui.ui.portfolio_model import PortfolioModel
from readiness_gui.ui.portfolio_table import PortfolioTable
from readiness_gui.ui.services import Services
from readiness_gui.ui.tasks import Tasks
from readiness_gui.ui.theme import Theme
from readiness_gui.ui.widgets.basics import button, column, label
from readiness_gui.ui.widgets.flow_row import FlowRow
from readiness_gui.ui.widgets.plan_fields import PickField

#: how many characters of an order are shown without opening the list
LONGEST_SORT = 22


class PortfolioView(QWidget):
    """Shows the lines it is given; asks for a product to be opened."""

    #: carries the :class:`ProductSummary`
    opened = Signal(object)
    #: carries the :class:`Sort` that was chosen
    sorted_by = Signal(object)

    def __init__(
        self, services: Services, tasks: Tasks, theme: Theme, sort: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("portfolio")
        self._services = services
        self._words = ""
        self.model = PortfolioModel(services.framework, services.today, self)
        self.table = PortfolioTable(self.model, theme)
        self.export = PortfolioExport(tasks, services.framework, self._job)
        self._build_filters(Sort(sort) if sort in set(Sort) else Sort.NAME)
        self._counts = label("", name="portfolio_counts")
        self._nothing = label(self.tr("No product fits this choice."), "muted", name="portfolio_nothing")
        self._all = button(self.tr("Show all"), "portfolio_all", role="link")
        self._nothing_row = QWidget()
        self._nothing_row.setLayout(FlowRow(self._nothing, self._all))
        layout = column(
            FlowRow(self._stage, self._group, self._sort, self._stale, *self.export.buttons),
            self.export,
            self._counts,
            self._nothing_row,
            self.table,
            spacing=1,
        )
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self.table.opened.connect(self.opened)
        self.table.sort_asked.connect(self._on_sort_asked)
        self._all.clicked.connect(self._on_all)
        self._choose()

    def show_lines(self, lines: Sequence[ProductSummary]) -> None:
        """Show other products, the current one still current."""
        current, row = self.table.current(), self.table.currentIndex().row()
        self.model.show(lines)
        self._show_state()
        place = self.model.row_of(current.path) if current is not None else None
        self.table.select(row if place is None else place)

    def search(self, words: str) -> None:
        """Show only products whose name has all the words in it."""
        self._words = words
        self._choose()

    def focus(self) -> None:
        """Put the focus where one most likely goes on."""
        (self.table if self.model.rowCount() else self._stage).setFocus()

    def _build_filters(self, sort: Sort) -> None:
        say, tr = self._services.framework.phrase, self.tr
        stages: dict[str, object] = {tr("All stages"): None}
        names = self._services.framework.stages
        stages |= {say("portfolio.stage", stage=one, name=names[one].name): one for one in sorted(names)}
        self._stage = PickField("portfolio_stage", tr("Show products at stage"), stages)
        groups: dict[str, object] = {tr("All verdicts"): None}
        groups |= {say(f"portfolio.group.{group}"): group for group in Group}
        self._group = PickField("portfolio_group", tr("Show products whose verdict is"), groups)
        sorts: dict[str, object] = {
            tr("By {what}").format(what=_lowered(say(f"portfolio.sort.{key}"))): key for key in Sort
        }
        self._sort = PickField("portfolio_sort", tr("Sort by"), sorts)
        self._sort.show_value(sort)
        self._sort.setMinimumContentsLength(LONGEST_SORT)
        self._stale = QCheckBox(tr("Only with stale evidence"))
        self._stale.setObjectName("portfolio_stale")
        self._stale.setAccessibleName(tr("Only with stale evidence"))
        for field in (self._stage, self._group):
            field.picked.connect(self._choose)
        self._sort.picked.connect(self._on_sort_asked)
        self._stale.toggled.connect(self._choose)

    def _choose(self, _value: object = None) -> None:
        stage, group, sort = self._stage.value, self._group.value, self._sort.value
        wanted = Filter(
            words=self._words,
            stage=stage if isinstance(stage, int) else None,
            group=group if isinstance(group, Group) else None,
            stale_only=self._stale.isChecked(),
        )
        self.model.choose(wanted, sort if isinstance(sort, Sort) else Sort.NAME)
        self._show_state()
        self.table.select(0)

    def _on_sort_asked(self, sort: Sort) -> None:
        self._sort.show_value(sort)
        self._choose()
        self.sorted_by.emit(sort)

    def _on_all(self) -> None:
        self._stage.show_value(None)
        self._group.show_value(None)
        self._stale.setChecked(False)
        self._choose()
        self.focus()

    def _show_state(self) -> None:
        """Say how many are where, or that nothing fits."""
        say, lines = self._services.framework.phrase, self.model.lines
        stages, groups = counts(lines)
        parts = [self.tr("{shown} of {total} products").format(shown=len(lines), total=self.model.total)]
        parts += [f"{say('portfolio.stage_short', stage=one)}: {number}" for one, number in stages.items()]
        parts += [f"{say(f'portfolio.group.{group}')}: {number}" for group, number in groups.items()]
        self._counts.setText("  ·  ".join(parts))
        nothing = not lines
        self._nothing_row.setVisible(nothing and self.model.total > 0)
        self.table.setVisible(not nothing)
        self._counts.setVisible(not nothing)
        for each in self.export.buttons:
            each.setVisible(not nothing)

    def _job(self, kind: str, path: Path) -> PortfolioJob:
        services, model = self._services, self.model
        return PortfolioJob(
            kind,
            path,
            model.lines,
            model.wanted,
            model.sort_key,
            services.framework,
            services.today(),
            services.resources,
        )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
