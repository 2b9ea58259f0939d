"""Draws the loss and the learning rate of runs, one after the other, as an SVG picture: curve.py RUN/log.tsv ... OUT.svg"""
import math
import sys
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP = 760, 320, 60, 30


def line(points, colour):
    return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def text(x, y, words, anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def main():
    rows = {}
    for log in sys.argv[1:-1]:
        before = max(rows, default=0)
        for i, _, loss, rate in (row.split("\t") for row in Path(log).read_text().splitlines()):
            rows[before + int(i)] = (float(loss), float(rate))
    last, highest = max(rows), max(loss for loss, _ in rows.values())
    top = math.ceil(highest * 2) / 2
    peak = max(rate for _, rate in rows.values())
    x = {i: LEFT + i / last * (WIDTH - 2 * LEFT) for i in rows}
    at = lambda share: TOP + (1 - share) * (HEIGHT - 2 * TOP)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" fill="#333">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    for step in range(int(top * 2) + 1):
        y = at(step / 2 / top)
        parts += [f'<path d="M{LEFT} {y:.1f}H{WIDTH - LEFT}" stroke="#ddd"/>', text(LEFT - 8, y + 4, f"{step / 2:g}", "end")]
    parts += [text(LEFT + (WIDTH - 2 * LEFT) * k / 4, HEIGHT - 10, f"{last * k // 4}", "middle") for k in range(5)]
    parts += [line([(x[i], at(rate / peak)) for i, (_, rate) in sorted(rows.items())], "#c9a227"),
              line([(x[i], at(loss / top)) for i, (loss, _) in sorted(rows.items())], "#2563a8"),
              text(LEFT, 18, "loss (blue, running mean) and learning rate (yellow, of its peak) by iteration"), "</svg>"]
    Path(sys.argv[-1]).write_text("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
