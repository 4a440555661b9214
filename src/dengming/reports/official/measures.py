"""The measures of GB/T 9704-2012 (regulation catalogue §12), in the units of python-docx."""

from typing import Final

from docx.shared import Mm, Pt

PAGE: Final = (Mm(210), Mm(297))
TOP, LEFT, RIGHT, BOTTOM = Mm(37), Mm(28), Mm(26), Mm(35)
"""天头 37 mm, 订口 28 mm; with a text area of 156 × 225 mm that leaves 26 mm at the right and 35 mm below."""

LINE: Final = Pt(28.95)
"""22 lines fill 225 mm: 28.99 pt is worked out from that (the standard gives no points). Word counts twentieths of a
point, and 22 lines of 29.0 pt no longer fit: so 28.95."""
TABLE_LINE: Final = Pt(20)
TABLED, LISTED = Pt(12), Pt(10.5)
"""小四 in a table that stands in a text, 五号 in a list of many columns."""
PICTURE_GAP: Final = Pt(12)
LINE_PITCH: Final = 579
"""The same in twentieths of a point, for the grid of lines."""
CHARACTER_SPACE: Final = -5
"""28 characters of 16 pt in 156 mm: each gives way by 0.25 pt (in twentieths). A grid of characters would say the same,
but not every office program lets a sign be wider than its cell."""

BODY, TITLE, SMALL = Pt(16), Pt(22), Pt(14)
"""三号 for the text, 二号 for the title, 四号 for page numbers and the imprint."""
HEAD_AT_MOST, HEAD_WIDTH = 56.0, 430.0
"""The red head fills the line and is never larger; in points."""
HEAD_BEFORE: Final = Mm(35)
"""The head begins 35 mm below the upper edge of the text area."""
RULE_LINE: Final = Pt(2)
RULE_GAP: Final = 11
"""The red rule lies 4 mm under the number: in points."""
FOOTER: Final = Mm(23)
"""The page number lies 7 mm under the text area: 35 mm less 7 mm and the height of the number."""

FOOTER_ACROSS: Final = Mm(14)
"""The same under a page turned by a quarter, of whose 26 mm below the text area 14 are left."""

FANGSONG, SONG_TITLE, HEI, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
RED: Final = "FF0000"
THICK, THIN = 8, 6
"""The imprint's rules: 0.35 mm above and below, 0.25 mm between; in eighths of a point."""
