import { createHash } from 'node:crypto';
import type { BundleJson } from '../bundle/bundle-json';
import { saidIn } from './captions';
import { about, CHECK, FINDER, FOR } from './about';
import { html, scriptJson } from './escape';
import { contentsLine, exhibitArticle } from './exhibit';
import type { HistoryEvent } from './history';
import { link, table } from './parts';
import { sameRecordings } from './same';
import { STYLE } from './style';
import type { Times } from './times';
import { eventWords, timeWords } from './words';

/** More exhibits than these are a list of lines, each to be opened. */
const AT_LENGTH = 12;

/** Histories by the folder of their records: `data/custody/AB-1`. */
export type Histories = ReadonlyMap<string, readonly HistoryEvent[]>;

const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Nothing is loaded from a network, and no script runs but this page's own. */
const policy = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    // Its threads, which run the same script.
    'worker-src blob:',
    `style-src ${hashOf(STYLE)}`,
    "img-src 'self' file:",
    // Captions stand in the page itself.
    "media-src 'self' file: data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

function timeLine({ exhibits }: BundleJson, histories: Histories): string {
  const all = exhibits.flatMap(({ ref, custody }) =>
    (histories.get(custody) ?? []).map((event) => ({ ref, event })),
  );
  const investigation = histories.get('data/custody/investigation') ?? [];
  const rows = [...all, ...investigation.map((event) => ({ ref: 'the investigation', event }))]
    .sort((a, b) => Date.parse(a.event.at) - Date.parse(b.event.at))
    .map(
      ({ ref, event }) =>
        `<tr><td><time datetime="${html(event.at)}">${html(timeWords(event.at))}</time></td><td>${html(
          ref,
        )}</td><td>${html(eventWords(event))}</td></tr>`,
    );
  return table('Everything that was recorded, oldest first', ['When', 'Exhibit', 'What'], rows);
}

function schedules({ schedules: forms }: BundleJson): string {
  if (forms.length === 0) return '<p>This bundle holds no schedules.</p>';
  const items = forms.map(
    ({ form, pdf, csv }) =>
      `<li>${html(form)}: ${link(pdf, `${form} as PDF`)}, ${link(csv, `${form} as CSV`)}</li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}

/**
 * The reader's page: one file that opens from a disk. Everything is readable without its script.
 * @param script of `dist/verifier/start-here.js`
 * @param times of the copies that play, by their paths
 */
export function startHere(
  bundle: BundleJson,
  histories: Histories,
  script: string,
  times: Times = new Map(),
): string {
  const { urn, kind, number, sealedAt, exhibits, keyFingerprint } = bundle;
  const title = `Evidence bundle ${number} of ${urn} for ${FOR[kind]}`;
  const names = exhibits.map((exhibit, at) =>
    contentsLine(exhibit, at, histories.get(exhibit.custody) ?? [], times),
  );
  const isLong = exhibits.length > AT_LENGTH;
  const same = sameRecordings(
    exhibits.map((exhibit) => ({ exhibit, history: histories.get(exhibit.custody) ?? [] })),
  );
  const articles = exhibits.map((exhibit, at) =>
    exhibitArticle(exhibit, at, histories.get(exhibit.custody) ?? [], {
      isFolded: isLong,
      said: saidIn(exhibit, bundle, histories),
      ...{ times, of: exhibits.length, same: same[at] ?? '' },
    }),
  );
  const contents = isLong ? '' : `<ul id="contents">${names.join('')}</ul>`;
  const line = timeLine(bundle, histories);
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${html(policy(script)).replace(/&#39;/g, "'")}">
<meta name="referrer" content="no-referrer"><title>${html(title)}</title><style>${STYLE}</style></head>
<body><a class="skip" href="#exhibits">Skip to the exhibits</a>
<header><h1>${html(title)}</h1><dl><dt>Sealed</dt><dd>${html(timeWords(sealedAt))}</dd><dt>Exhibits</dt><dd>${exhibits.length}</dd>
<dt>Fingerprint of its key</dt><dd><code>${html(keyFingerprint)}</code></dd></dl>
<nav aria-label="In this bundle"><ul><li><a href="#verify">Check this bundle</a></li><li><a href="#exhibits">Exhibits</a>${contents}</li><li><a href="#schedules">Schedules</a></li><li><a href="#time-line">Time line</a></li></ul></nav></header>
<main>${about(bundle)}<h2 id="verify">Check this bundle</h2>${CHECK}
<h2 id="exhibits">Exhibits</h2>${exhibits.length > 1 ? FINDER : ''}<div id="items">${articles.join('\n')}</div>
<h2 id="schedules">Schedules</h2>${schedules(bundle)}
<h2 id="time-line">Time line</h2>${isLong ? `<details><summary>Everything that was recorded</summary>${line}</details>` : line}</main>
<footer><p>The files of this bundle are listed, with their SHA-256, in manifest-sha256.txt. VERIFY.txt and verify.mjs check them without this page.</p></footer>
<script type="application/json" id="bundle">${scriptJson(bundle)}</script>
<script>${script}</script></body></html>
`;
}
