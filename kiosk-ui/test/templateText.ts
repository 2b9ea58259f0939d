import { nothing, type TemplateResult } from 'lit-html';

/** Everything a template would put on the screen as text or attribute, without a browser: its fixed parts and values in turn. */
export function templateText(value: unknown): string {
  if (value === nothing || value === null || value === undefined || typeof value === 'function' || typeof value === 'boolean') return '';
  if (Array.isArray(value)) return value.map(templateText).join(' ');
  if (typeof value !== 'object') return String(value);
  if ('strings' in value && 'values' in value) {
    const { strings, values } = value as TemplateResult;
    return strings.map((fixed, i) => fixed + templateText(values[i])).join('');
  }
  // lit's repeat: items, key, template.
  const [items, , template] = (value as { values?: [Iterable<unknown>, unknown, (item: unknown, index: number) => unknown] }).values ?? [];
  if (items === undefined || template === undefined) throw new Error('a directive this test does not know');
  return [...items].map((item, index) => templateText(template(item, index))).join(' ');
}
