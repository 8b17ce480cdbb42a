import { href, html } from './escape';

/** A file of the bundle; on paper its path stands behind it. */
export const link = (path: string, text: string): string =>
  `<a class="path" data-path="${html(path)}" href="${href(path)}">${html(text)}</a>`;

export const table = (caption: string, heads: readonly string[], rows: readonly string[]): string =>
  `<table class="stack"><caption>${html(caption)}</caption><thead><tr>${heads
    .map((head) => `<th scope="col">${head}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
