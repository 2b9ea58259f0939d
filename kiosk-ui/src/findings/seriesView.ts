import { html, nothing, type TemplateResult } from 'lit-html';
import type { CaseResult } from '../contract.ts';
import { troubleText } from '../i18n/reasonText.ts';
import type { Language, Translate } from '../i18n/language.ts';

type Coverage = NonNullable<CaseResult['coverage']>;

const words: Record<Language, { title: string; notTaken: (count: number) => string; unnamed: string; imaged: (mm: number) => string; missing: (mm: number, where: string) => string; inHead: (count: number) => string; above: string; below: string }> = {
  en: {
    title: 'Series',
    notTaken: (count) => `Not taken: ${count}`,
    unnamed: 'without description',
    imaged: (mm) => `${mm} mm of the neck are imaged.`,
    missing: (mm, where) => `About ${mm} mm of the neck${where} are not imaged: nothing is said of them.`,
    inHead: (count) => `${count === 1 ? 'One mark' : `${count} marks`} of the model in the head, above the neck, ${count === 1 ? 'is' : 'are'} left out.`,
    above: ' (upper part)',
    below: ' (lower part)',
  },
  'zh-Hant': {
    title: '序列',
    notTaken: (count) => `未採用：${count}`,
    unnamed: '無說明',
    imaged: (mm) => `影像涵蓋頸部 ${mm} mm。`,
    missing: (mm, where) => `頸部${where}約 ${mm} mm 未攝入影像：該部分未作任何判斷。`,
    inHead: (count) => `模型在頸部以上（頭部）的 ${count} 個標記未列出。`,
    above: '上段',
    below: '下段',
  },
};

/** Which series was analysed and why, how much of the neck it shows, and why the others were not taken; also where none could be. */
export function seriesView(result: CaseResult | null, t: Translate): TemplateResult | typeof nothing {
  const series = result?.series ?? null;
  if (series === null) return nothing;
  const say = words[t.language];
  const rejected = series.rejected ?? [];
  return html`<section data-testid="series">
    <h3>${say.title}</h3>
    ${coverageLine(result?.coverage ?? null, result?.marksInHead ?? 0, t.language)}
    ${series.uid === '' && result?.state !== 'Analysed' ? nothing : html`<p class="quiet">${series.description === '' ? nothing : html`<b>${series.description}</b><br />`}${series.why}</p>`}
    ${rejected.length === 0
      ? nothing
      : html`<details>
          <summary>${say.notTaken(rejected.length)}</summary>
          <ul>
            ${rejected.map(
              (other) => html`<li data-code=${other.code}><b>${other.description || say.unnamed}</b> <small>${troubleText(t, { code: other.code, text: other.why })}</small></li>`,
            )}
          </ul>
        </details>`}
  </section>`;
}

/** What is not in the image stands before what is: the reader must not take one for the other. */
function coverageLine(coverage: Coverage | null, marksInHead: number, language: Language): TemplateResult | typeof nothing {
  if (coverage === null) return nothing;
  const say = words[language];
  const { missingAboveMm: above, missingBelowMm: below } = coverage;
  const where = above > 0 && below > 0 ? '' : above > 0 ? say.above : say.below;
  return html`<p data-testid="coverage">
    ${coverage.partly ? html`<b>${say.missing(Math.round(above + below), where)}</b> ` : nothing}${say.imaged(Math.round(coverage.neckMm))}
    ${marksInHead > 0 ? say.inHead(marksInHead) : nothing}
  </p>`;
}
