import { createHash } from 'node:crypto';
import type { BundleExhibit, BundleJson, ViewingFile } from '../bundle/bundle-json';
import { href, html, scriptJson } from './escape';
import type { HistoryEvent } from './history';
import { STYLE } from './style';
import { actorWords, eventWords, factsOf, sizeWords, timeWords } from './words';

/** Histories by the folder of their records: `data/custody/AB-1`. */
export type Histories = ReadonlyMap<string, readonly HistoryEvent[]>;

const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Nothing is loaded from a network, and no script runs but this page's own. */
const policy = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(STYLE)}`,
    "img-src 'self' file:",
    "media-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const link = (path: string, text: string): string =>
  `<a class="path" data-path="${html(path)}" href="${href(path)}">${html(text)}</a>`;

const row = (event: HistoryEvent, what = ''): string => {
  const facts = factsOf(event).map(
    ([name, value]) =>
      `<li>${html(name)}: ${name === 'SHA-256' ? `<code>${html(value)}</code>` : html(value)}</li>`,
  );
  const list = facts.length === 0 ? '' : `<ul>${facts.join('')}</ul>`;
  return `<tr><td><time datetime="${html(event.at)}">${html(timeWords(event.at))}</time></td>${what}<td>${html(
    eventWords(event),
  )}${list}</td><td>${html(actorWords(event))}</td></tr>`;
};

const table = (caption: string, heads: readonly string[], rows: readonly string[]): string =>
  `<table class="stack"><caption>${html(caption)}</caption><thead><tr>${heads
    .map((head) => `<th scope="col">${head}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;

const VIEWING_WORDS: Readonly<Record<string, string>> = {
  proxy: 'Viewing copy',
  'defence-copy': 'Copy without particulars, every picture unchanged',
  poster: 'Still',
  'contact-sheet': 'Contact sheet',
};

const kindOf = ({ kind, path }: ViewingFile): string =>
  kind ?? /([^/]*?)(\.[^./]*)?$/.exec(path)?.[1] ?? path;

const PICTURE = /\.(jpe?g|png|webp|gif)$/i;

/** The exhibit itself when it is a photograph or a single frame: as the bundle has it, copy first. */
function picture({ ref, description, viewing, original }: BundleExhibit): string {
  const copies = ['defence-copy', 'proxy'].map((kind) => viewing.find((file) => kindOf(file) === kind));
  const shown = [...copies, original].find((file) => file !== undefined && PICTURE.test(file.path));
  if (shown === undefined) return '';
  return `<img src="${href(shown.path)}" loading="lazy" alt="Exhibit ${html(ref)}: ${html(description)}">`;
}

function player({ ref, viewing }: BundleExhibit): string {
  const proxy = viewing.find((file) => kindOf(file) === 'proxy');
  if (proxy === undefined || PICTURE.test(proxy.path)) return '';
  const poster = viewing.find((file) => kindOf(file) === 'poster');
  const still = poster === undefined ? '' : ` poster="${href(poster.path)}"`;
  return `<video controls preload="none"${still} src="${href(proxy.path)}" aria-label="Exhibit ${html(ref)}"></video>`;
}

/** What a copy was made from, where the bundle says so. */
function sourceOf({ copyOf }: ViewingFile, { original }: BundleExhibit): string {
  if (copyOf === undefined) return '';
  return copyOf === original?.sha256
    ? ', made from the original'
    : `, made from the original, whose SHA-256 is <code>${html(copyOf)}</code>`;
}

function exhibitArticle(exhibit: BundleExhibit, at: number, history: readonly HistoryEvent[]): string {
  const { ref, description, producer, original, viewing, listedAs } = exhibit;
  const facts: [string, string][] = [
    ['Description', html(description)],
    ...(producer === '' ? [] : [['Produced by', html(producer)] as [string, string]]),
    ...(listedAs === undefined ? [] : [['Listed as', html(listedAs)] as [string, string]]),
    [
      'Original',
      original === undefined
        ? 'not in this bundle'
        : `${link(original.path, original.path.split('/').at(-1) ?? '')} (${sizeWords(original.size)})`,
    ],
    ...(original === undefined
      ? []
      : [['SHA-256 of the original', `<code>${original.sha256}</code>`] as [string, string]]),
    ...viewing.map((file): [string, string] => [
      html(VIEWING_WORDS[kindOf(file)] ?? kindOf(file)),
      `${link(file.path, file.path.split('/').at(-1) ?? '')} (${sizeWords(file.size)})${sourceOf(file, exhibit)}`,
    ]),
  ];
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
  const events = history.map((event) => row(event));
  return `<article class="exhibit" id="exhibit-${at}" aria-labelledby="exhibit-${at}-name"><h3 id="exhibit-${at}-name">${html(
    ref,
  )}: ${html(description)}</h3>${player(exhibit)}${picture(exhibit)}<dl>${list}</dl><details open><summary>Custody history of ${html(
    ref,
  )}</summary>${table(`${ref}: every recorded event, oldest first`, ['When', 'What', 'By'], events)}</details></article>`;
}

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

const CHECK = `<p>Nothing leaves this computer: the check runs in this page, without a network. Compare with what you were
 given elsewhere, not in this bundle.</p>
<p id="without">This page needs scripts for its check. The file VERIFY.txt says how to make the same check without them.</p>
<div id="check" hidden><p>Drop the folder of the bundle here, or its ZIP file, or choose one.</p>
<label>Fingerprint of the key, as you were given it <input type="text" id="fingerprint" autocomplete="off" spellcheck="false"></label>
<label>Folder of the bundle <input type="file" id="folder" webkitdirectory></label>
<label>ZIP file of the bundle <input type="file" id="zip" accept=".zip"></label>
<progress id="progress" max="1" value="0" aria-label="Progress of the check" hidden></progress></div>
<p id="result" role="status"></p>`;

/**
 * The reader's page: one file that opens from a disk. Everything is readable without its script.
 * @param script of `dist/verifier/start-here.js`
 */
export function startHere(bundle: BundleJson, histories: Histories, script: string): string {
  const { urn, kind, number, sealedAt, exhibits, keyFingerprint } = bundle;
  const title = `Evidence bundle ${number} of ${urn} for the ${kind}`;
  const names = exhibits.map(
    ({ ref, description }, at) => `<li><a href="#exhibit-${at}">${html(ref)}: ${html(description)}</a></li>`,
  );
  const articles = exhibits.map((exhibit, at) =>
    exhibitArticle(exhibit, at, histories.get(exhibit.custody) ?? []),
  );
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${html(policy(script)).replace(/&#39;/g, "'")}">
<meta name="referrer" content="no-referrer"><title>${html(title)}</title><style>${STYLE}</style></head>
<body><a class="skip" href="#exhibits">Skip to the exhibits</a>
<header><h1>${html(title)}</h1><dl><dt>Sealed</dt><dd>${html(timeWords(sealedAt))}</dd><dt>Exhibits</dt><dd>${exhibits.length}</dd>
<dt>Fingerprint of its key</dt><dd><code>${html(keyFingerprint)}</code></dd></dl>
<nav aria-label="In this bundle"><ul>${names.join('')}<li><a href="#verify">Check this bundle</a></li><li><a href="#schedules">Schedules</a></li><li><a href="#time-line">Time line</a></li></ul></nav></header>
<main><h2 id="verify">Check this bundle</h2>${CHECK}
<h2 id="exhibits">Exhibits</h2>${articles.join('\n')}
<h2 id="schedules">Schedules</h2>${schedules(bundle)}
<h2 id="time-line">Time line</h2>${timeLine(bundle, histories)}</main>
<footer><p>The files of this bundle are listed, with their SHA-256, in manifest-sha256.txt. VERIFY.txt and verify.mjs check them without this page.</p></footer>
<script type="application/json" id="bundle">${scriptJson(bundle)}</script>
<script>${script}</script></body></html>
`;
}
