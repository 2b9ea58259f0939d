/** Drawing that stays readable on any grey: everything light gets a black casing. Sizes in device pixels. */
export type Ink = CanvasRenderingContext2D;

const face = '"Noto Sans CJK TC", "Noto Sans", sans-serif';

export function text(ink: Ink, words: string, x: number, y: number, size: number, align: CanvasTextAlign = 'center'): void {
  ink.font = `bold ${size}px ${face}`;
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
