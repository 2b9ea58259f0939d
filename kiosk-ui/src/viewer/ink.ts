/** Drawing that stays readable on any grey: everything light gets a black casing. Sizes in device pixels. */
export type Ink = CanvasRenderingContext2D;

const font = (size: number) => `bold ${size}px "Noto Sans CJK TC", "Noto Sans", sans-serif`;

export function text(ink: Ink, words: string, x: number, y: number, size: number, align: CanvasTextAlign = 'center'): void {
  ink.font = font(size);
  ink.textAlign = align;
  ink.textBaseline = 'middle';
  ink.setLineDash([]);
  ink.lineJoin = 'round';
  ink.lineWidth = size / 4;
  ink.strokeStyle = '#000';
  ink.strokeText(words, x, y);
  ink.fillStyle = '#fff';
  ink.fillText(words, x, y);
}

export function stroke(ink: Ink, path: Path2D, css: string, width: number, dash: readonly number[] = []): void {
  ink.strokeStyle = css;
  ink.lineWidth = width;
  ink.lineJoin = 'round';
  ink.setLineDash(dash as number[]);
  ink.stroke(path);
}

/** A line with its casing. */
export function cased(ink: Ink, path: Path2D, css: string, width: number, unit: number, dash: readonly number[] = []): void {
  stroke(ink, path, '#000', (width + 2.5) * unit);
  stroke(ink, path, css, width * unit, dash.map((length) => length * unit));
}

/** The parts of `words`, told apart by dots, on as few lines as a width in device pixels allows. */
export function wrapped(ink: Ink, words: string, size: number, width: number): string[] {
  ink.font = font(size);
  return words.split(' · ').reduce<string[]>((lines, part) => {
    const longer = lines.length === 0 ? part : `${lines.at(-1)} · ${part}`;
    return ink.measureText(longer).width <= width ? [...lines.slice(0, -1), longer] : [...lines, part];
  }, []);
}
