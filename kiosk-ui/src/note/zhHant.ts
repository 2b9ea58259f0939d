import type { en } from './en.ts';

/** Sentences of the transfer note in Traditional Chinese. */
export const zhHant: Record<keyof typeof en, string> = {
  'note.title': '轉送單',
  'note.print': '列印',
  'note.close': '關閉',
  'note.picture': '軸狀切面關鍵影像',
  'note.patient': '病人',
  'note.findings': '模型標示的淋巴結',
  'note.reasons': '警示理由',
  'note.decision': '醫師決定',
  'note.undecided': '尚未決定',
  'note.limits': '限制',
  'note.sign': '醫師簽名與時間',
  'note.printed': '列印時間 {time}',
  'note.columnNode': '淋巴結',
  'note.columnClass': '分類（模型）',
  'note.columnSide': '側別',
  'note.columnSize': '長徑 × 短徑 mm',
  'note.columnVolume': '體積',
  'note.columnVerdict': '醫師',
  'note.noVerdict': '–',
};
