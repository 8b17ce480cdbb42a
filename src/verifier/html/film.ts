import type { JsonObject, JsonValue } from '../../kernel/json';
import type { BundleExhibit } from '../bundle/bundle-json';
import { href, html } from './escape';
import type { HistoryEvent } from './history';
import { link } from './parts';
import { sizeWords } from './words';

interface Line {
  readonly label: string;
  readonly text: string;
}

function lineOf(value: JsonValue): Line[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const { label, text } = value as JsonObject;
  return typeof label === 'string' && typeof text === 'string' ? [{ label, text }] : [];
}

/** Of each part, as the words were fixed: which frames of which exhibit, and the day and local time on its card. */
function partsOf(history: readonly HistoryEvent[]): Line[] {
  const words = history.findLast(({ type, detail }) => type === 'item-frozen' && detail['kind'] === 'film')
    ?.opened['words'];
  const lines = typeof words === 'object' && words !== null && 'lines' in words ? words['lines'] : [];
  if (!Array.isArray(lines)) return [];
  return (lines as JsonValue[]).flatMap(lineOf).filter(({ label }) => label.startsWith('Part '));
}

const NO_ORIGINAL =
  'A compilation: parts of several exhibits, put together as one film. It is not an original; the originals are the exhibits that it names.';

/** What is said of a film beside its player. */
export function filmOf({ film }: BundleExhibit, history: readonly HistoryEvent[]): [string, string][] {
  if (film === undefined) return [];
  const { recipe } = film;
  return [
    ['Compilation', html(`${film.reference}: ${film.title}`)],
    ...partsOf(history).map(({ label, text }): [string, string] => [
      html(label),
      text.split('\n').map(html).join('<br>'),
    ]),
    ['Film', `${link(film.path, 'film.mp4')} (${sizeWords(film.size)}), SHA-256 <code>${film.sha256}</code>`],
    ['Recipe of the film', `${link(recipe.path, 'recipe.json')}, SHA-256 <code>${recipe.sha256}</code>`],
  ];
}

export const filmPlayer = ({ film }: BundleExhibit, frames: string): string =>
  film === undefined
    ? ''
    : `<p><strong>${NO_ORIGINAL}</strong></p><video controls preload="none" data-frames="${html(frames)}" src="${href(film.path)}" aria-label="Compilation ${html(
        `${film.reference}: ${film.title}`,
      )}"></video>`;
