import { text, wrapped } from './ink.ts';
import type { Viewer } from './viewer.ts';
import { sliceText, windowText } from './viewerWords.ts';

/** The axial picture as it stands, with a caption that names nobody: what made it, where it is, and that it is no diagnosis. Null without a picture. */
export function keyImage(viewer: Viewer): HTMLCanvasElement | null {
  const { result, t } = viewer;
  const pane = viewer.panes[0]!;
  if (result === null || viewer.hidden || viewer.scene() === null || pane.canvas.width === 0) return null;
  const unit = devicePixelRatio;
  const canvas = document.createElement('canvas');
  const ink = canvas.getContext('2d', { alpha: false })!;
  const line = 24 * unit;
  const lines = captionLines(viewer).flatMap((words) => wrapped(ink, words, 15 * unit, pane.canvas.width - 24 * unit));
  canvas.width = pane.canvas.width;
  // A tall pane shows air above and below: the picture keeps its middle.
  const height = Math.min(pane.canvas.height, Math.round(pane.canvas.width * 1.2));
  canvas.height = height + (lines.length + 0.5) * line;
  ink.fillStyle = '#000';
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.drawImage(pane.canvas, 0, (height - pane.canvas.height) / 2);
  ink.fillRect(0, height, canvas.width, canvas.height);
  lines.forEach((words, i) => text(ink, words, 12 * unit, height + (i + 0.75) * line, 15 * unit, 'left'));
  canvas.setAttribute('aria-label', t('note.picture'));
  return canvas;
}

/** No name, number, date or time of anybody. */
export function captionLines(viewer: Viewer): string[] {
  const { result, t } = viewer;
  const model = result?.model ?? null;
  const rules = viewer.detail?.result?.priority?.rulesVersion ?? '?';
  return [
    t('caption.warning'),
    [sliceText(viewer, viewer.panes[0]!), windowText(viewer)].join(' · '),
    t('caption.made', { model: model === null ? '?' : `${model.id} ${model.version}`, rules, revision: result?.revision ?? '?' }),
    t('caption.palette'),
  ];
}

/** Offers it as a file; the name says nothing of the patient. */
export function saveKeyImage(viewer: Viewer): void {
  keyImage(viewer)?.toBlob((blob) => {
    if (blob === null) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `edgenode-key-image-${viewer.scene()!.cross[2] + 1}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, 'image/png');
}
