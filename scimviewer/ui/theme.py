"""How does the program look: colours by meaning, fonts as ratios of one size, and one small style sheet?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from scimviewer.ui.sheet import style_sheet

NAMES = ("light", "dark", "contrast")
CHOICES = ("system", *NAMES)
ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
SANS, MONO = "Inter", "JetBrains Mono"
# The application font of LOOK is 13 px; every other size is a ratio of it.
BASE_PX = 13


def resource(path: str) -> Path:
    """Find a file of resources/, in an installed package or beside it in the source tree."""
    package = Path(__file__).resolve().parent.parent
    for root in (package / "resources", package.parent / "resources"):
        if (root / path).exists():
            return root / path
    raise FileNotFoundError(f"The program's own file {path} is missing.")


class _Token:
    """A colour in the three themes; read as an attribute of `Colours`."""

    def __init__(self, light: str, dark: str, contrast: str) -> None:
        self.values = (light, dark, contrast)
        self.name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __get__(self, colours: Colours, _owner: type) -> QColor:
        # Stored on the instance, where the next look finds it before this descriptor.
        colour = colours.__dict__[self.name] = QColor(self.values[NAMES.index(colours.theme)])
        return colour


class Colours:
    """The colours of one theme, named by what they mean."""

    def __init__(self, theme: str) -> None:
        self.theme = theme

    def named(self, token: str) -> QColor:
        """The colour of a token whose name is data, "t2" for example."""
        colour: QColor = getattr(self, token)
        return colour

    window = _Token("#f3f4f6", "#15171b", "#000000")
    surface = _Token("#ffffff", "#1c1f24", "#000000")
    sunken = _Token("#e9ebef", "#121417", "#000000")
    hover = _Token("#f0f2f5", "#23272d", "#1f1f1f")
    hair = _Token("#e2e5ea", "#2d3239", "#7a7a7a")
    p_grid = _Token("#eceef2", "#262a31", "#3a3a3a")
    line = _Token("#c9ced6", "#434a55", "#bdbdbd")
    ctrl = _Token("#868e9b", "#757e8c", "#ffffff")
    t1 = _Token("#1a1d23", "#e7e9ed", "#ffffff")
    t2 = _Token("#4e5663", "#b0b7c3", "#ffffff")
    t3 = _Token("#636b79", "#8f97a5", "#d6d6d6")
    tdis = _Token("#9aa1ad", "#5f6774", "#9e9e9e")
    accent = _Token("#2456d3", "#85adff", "#ffd400")
    on_accent = _Token("#ffffff", "#0d1b3a", "#000000")
    soft = _Token("#e6eefd", "#202c47", "#332b00")
    sel = _Token("#dfe9fd", "#253759", "#003a8c")
    sel_off = _Token("#e8ebf0", "#2a2e36", "#262626")

    ok = _Token("#1b6e3a", "#9fd3a3", "#7dff9b")
    ok_bg = _Token("#e3f4e8", "#264a2e", "#00330f")
    same = _Token("#4a4a4a", "#c8c8c8", "#ffffff")
    same_bg = _Token("#ececec", "#3a3a3a", "#333333")
    redir = _Token("#1f4fa3", "#a9c4f5", "#9cc4ff")
    redir_bg = _Token("#e4ecfa", "#27406e", "#002a66")
    bad = _Token("#8a4b00", "#e6c081", "#ffc561")
    bad_bg = _Token("#fdebd3", "#523e1d", "#3d2700")
    err = _Token("#a61b1b", "#f2adaa", "#ff9d9d")
    err_bg = _Token("#fbe3e3", "#5a2b29", "#4a0000")
    critical = _Token("#ffffff", "#2b0504", "#000000")
    critical_bg = _Token("#a61b1b", "#ff8a80", "#ff8080")
    high = _Token("#9a3412", "#ffb68a", "#ffb27a")
    high_bg = _Token("#ffe6d5", "#5a2f16", "#4a1f00")
    medium = _Token("#665200", "#e3d57a", "#fff07a")
    medium_bg = _Token("#f8f0c6", "#474015", "#3a3300")
    rib_critical = _Token("#c62828", "#ff6b61", "#ff5c5c")
    rib_high = _Token("#e2620e", "#ff9a4d", "#ffb02e")
    rib_medium = _Token("#a68a00", "#c9b53a", "#fff07a")
    rib_low = _Token("#5b8def", "#6d9bf5", "#7db4ff")
    patch = _Token("#a3156b", "#f2a3cf", "#ff9bd6")

    add = _Token("#0b5f59", "#8fd6cf", "#7dff9b")
    add_bg = _Token("#dcf2f0", "#12373a", "#00330f")
    add_em = _Token("#a6dedb", "#1b6668", "#00661f")
    rem = _Token("#a61b1b", "#f2adaa", "#ff9d9d")
    rem_bg = _Token("#fde8e2", "#432219", "#4a0000")
    rem_em = _Token("#f8c0ae", "#7d3c28", "#8a0000")
    chg = _Token("#7a4b00", "#e6c081", "#ffc561")
    chg_bg = _Token("#fdf1dc", "#352b1a", "#3d2700")
    chg_em = _Token("#f6d59b", "#5e4a22", "#6b4500")
    json_key = _Token("#1f4fa3", "#a9c4f5", "#9cc4ff")
    json_string = _Token("#1b6e3a", "#9fd3a3", "#7dff9b")
    json_number = _Token("#8a4b00", "#e6c081", "#ffc561")
    json_literal = _Token("#a3156b", "#f2a3cf", "#ff9bd6")
    span = _Token("#fff1b8", "#4d4420", "#4d4400")
    fold = _Token("#f3f5f9", "#22262d", "#1a1a1a")

    p_ok = _Token("#b7d8c3", "#39593f", "#2f7a45")
    p_same = _Token("#b4bac5", "#5d6470", "#6e6e6e")
    p_bad = _Token("#d17c0a", "#c58425", "#ffb02e")
    p_err = _Token("#a61b1b", "#ff8d84", "#ff5c5c")
    p_p50 = _Token("#12358f", "#dfe9ff", "#ffd400")
    p_p95 = _Token("#3568d9", "#85adff", "#7db4ff")
    p_p99 = _Token("#6a90e8", "#5a80cc", "#ffffff")
    p_split1 = _Token("#2f6fe0", "#85adff", "#7db4ff")
    p_split2 = _Token("#0c3642", "#e0b634", "#ffd400")
    p_split3 = _Token("#e5488f", "#d960a0", "#ff9bd6")
    p_split4 = _Token("#6a3d00", "#92fea1", "#7dff9b")
    p_other = _Token("#7c8794", "#9a6bf0", "#ffffff")
    p_heat1 = _Token("#d6e2fb", "#23375f", "#3d3d3d")
    p_heat2 = _Token("#8eb0f2", "#3c64b4", "#7a7a7a")
    p_heat3 = _Token("#3f74dd", "#7da6f7", "#c0c0c0")
    p_heat4 = _Token("#12358f", "#dfeaff", "#ffffff")


class Theme(QObject):
    """The look that is in use: which colours, how large. There is one, `theme()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.zoom = 1.0
        self.colours = Colours("light")
        self.system_font = False
        self._fonts: dict[tuple[int, int, bool], QFont] = {}
        self._loaded = False

    @property
    def dark(self) -> bool:
        """Whether the background is dark."""
        return self.colours.theme != "light"

    def use(self, choice: str | None = None, zoom: float | None = None, system_font: bool | None = None) -> None:
        """Dress the application: `choice` is one of CHOICES, `zoom` 1.0 for the size of the design."""
        self._begin()
        self.choice = choice or self.choice
        self.zoom = zoom or self.zoom
        self.system_font = self.system_font if system_font is None else system_font
        self.colours = Colours(_system_theme() if self.choice == "system" else self.choice)
        self._fonts.clear()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        # One sheet in place of another dresses everything in 250 ms, an empty one between them in 40.
        with self.undressed():
            app.setFont(self.font(BASE_PX))
            app.setPalette(_palette(self.colours))
        self.changed.emit()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Do without the style sheet while a window is made: it would dress a widget each time its parents change."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyleSheet("")
        try:
            yield
        finally:
            app.setStyleSheet(style_sheet(self.colours, self.px))

    def zoom_by(self, steps: int) -> None:
        """Make everything larger (+1) or smaller (-1) by a step; 0 goes back to 100 %."""
        nearest = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self.zoom))
        wanted = nearest + steps if steps else ZOOMS.index(1.0)
        self.use(zoom=ZOOMS[max(0, min(len(ZOOMS) - 1, wanted))])

    def px(self, size: float) -> int:
        """A length of the design (pixels at 100 %) in logical pixels at the current zoom."""
        return round(size * self.zoom)

    def size(self, width: float, height: float | None = None) -> QSize:
        """The same for a square or a rectangle."""
        return QSize(self.px(width), self.px(width if height is None else height))

    def font(self, px: int = BASE_PX, weight: int = 400, mono: bool = False) -> QFont:
        """A font of the design: 26 20 15 13 12 11 px, weight 400 500 600. Do not change what comes back."""
        key = (px, weight, mono)
        if key not in self._fonts:
            self._fonts[key] = self._font(px, weight, mono)
        return self._fonts[key]

    def _font(self, px: int, weight: int, mono: bool) -> QFont:
        font = QFont(MONO if mono else SANS)
        if self.system_font:
            kind = QFontDatabase.SystemFont.FixedFont if mono else QFontDatabase.SystemFont.GeneralFont
            font = QFontDatabase.systemFont(kind)
        font.setPixelSize(max(8, self.px(px)))
        font.setWeight(QFont.Weight(weight))
        if not self.system_font:
            # Not every platform's font database offers the variable font's weights as styles.
            font.setVariableAxis(QFont.Tag("wght"), weight)
            if not mono:
                font.setVariableAxis(QFont.Tag("opsz"), min(32, max(14, px)))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        if mono:
            font.setFeature(QFont.Tag("calt"), 0)
        return font

    def _begin(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        for package in ("fontpkg_inter", "fontpkg_jetbrains_mono"):
            for file in package_files(package, "files/*.ttf"):
                if "Italic" not in file.name:
                    QFontDatabase.addApplicationFont(str(file))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        QApplication.setStyle(QStyleFactory.create("Fusion"))

    def _follow_system(self) -> None:
        if self.choice == "system":
            self.use()


_theme: list[Theme] = []


def theme() -> Theme:
    """The one look of this process."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]


def package_files(package: str, pattern: str) -> list[Path]:
    """Files of an installed package, found without importing it (qtawesome's import takes 0.25 s)."""
    spec = find_spec(package)
    roots = list(spec.submodule_search_locations or []) if spec else []
    return sorted(file for root in roots for file in Path(root).glob(pattern))


def mix(under: QColor, over: QColor, share: float) -> QColor:
    """`over` laid on `under` with that opacity, as an opaque colour."""
    channels = [
        round(a * (1 - share) + b * share)
        for a, b in zip(under.getRgb()[:3], over.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*channels)


def shown_colours(widget: QWidget, background: str, text: str = "t1") -> None:
    """Give a plain container background and text colour from tokens; call again when the theme changed."""
    palette = QPalette(widget.palette())
    colours = theme().colours
    palette.setColor(QPalette.ColorRole.Window, colours.named(background))
    palette.setColor(QPalette.ColorRole.Base, colours.named(background))
    palette.setColor(QPalette.ColorRole.WindowText, colours.named(text))
    palette.setColor(QPalette.ColorRole.Text, colours.named(text))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.t1),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.surface),
        (role.Text, colours.t1),
        (role.Button, colours.surface),
        (role.ButtonText, colours.t1),
        (role.BrightText, colours.err),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.t1),
        (role.PlaceholderText, colours.t3),
        (role.Highlight, colours.sel),
        (role.HighlightedText, colours.t1),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Light, colours.surface),
        (role.Midlight, colours.hair),
        (role.Mid, colours.line),
        (role.Dark, colours.ctrl),
        (role.Shadow, colours.hair),
    ):
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, colours.tdis)
    return palette
