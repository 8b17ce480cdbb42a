import { accountedWords } from '../../custody/pure/accounted-words';
import type { BundleExhibit, ViewingFile } from '../bundle/bundle-json';
import { saidList, tracks, type Said } from './captions';
import { href, html } from './escape';
import { filmOf, filmPlayer } from './film';
import type { HistoryEvent } from './history';
import { link, table } from './parts';
import { lifeOf, momentOf } from './life';
import { makerSealOf } from './maker-seal';
import { malwareOf } from './malware';
import { actorWords, eventWords, factsOf, sizeWords, timeWords } from './words';

const row = (event: HistoryEvent): string => {
  const facts = factsOf(event).map(
    ([name, value]) =>
      `<li>${html(name)}: ${name === 'SHA-256' ? `<code>${html(value)}</code>` : html(value)}</li>`,
  );
  const list = facts.length === 0 ? '' : `<ul>${facts.join('')}</ul>`;
  return `<tr><td><time datetime="${html(event.at)}">${html(timeWords(event.at))}</time></td><td>${html(
    eventWords(event),
  )}${list}</td><td>${html(actorWords(event))}</td></tr>`;
};

const VIEWING_WORDS: Readonly<Record<string, string>> = {
  proxy: 'Viewing copy',
  'defence-copy': 'Copy without particulars, every picture unchanged',
  'redacted-copy': 'Redacted copy',
  extract: 'Extract',
  poster: 'Still',
  'contact-sheet': 'Contact sheet',
};

const kindOf = ({ kind, path }: ViewingFile): string =>
  kind ?? /([^/]*?)(\.[^./]*)?$/.exec(path)?.[1] ?? path;

/** An extract by its own reference, and which part of the recording it is. */
const copyWords = (file: ViewingFile): string => {
  const words = VIEWING_WORDS[kindOf(file)] ?? kindOf(file);
  return file.extract === undefined
    ? words
    : `${words} ${file.extract.reference}: frames ${file.extract.from} to ${file.extract.to} of the recording`;
};

const PICTURE = /\.(jpe?g|png|webp|gif)$/i;

/** The exhibit itself when it is a photograph or a single frame: as the bundle has it, copy first. */
function picture({ ref, description, viewing, original }: BundleExhibit): string {
  const copies = ['defence-copy', 'proxy'].map((kind) => viewing.find((file) => kindOf(file) === kind));
  const shown = [...copies, original].find((file) => file !== undefined && PICTURE.test(file.path));
  if (shown === undefined) return '';
  return `<img src="${href(shown.path)}" loading="lazy" alt="Exhibit ${html(ref)}: ${html(description)}">`;
}

function player({ ref, viewing }: BundleExhibit, said: readonly Said[]): string {
  const proxy =
    viewing.find((file) => kindOf(file) === 'proxy') ??
    viewing.find((file) => kindOf(file) === 'redacted-copy' || kindOf(file) === 'extract');
  if (proxy === undefined || PICTURE.test(proxy.path)) return '';
  const poster = viewing.find((file) => kindOf(file) === 'poster');
  const still = poster === undefined ? '' : ` poster="${href(poster.path)}"`;
  return `<video controls preload="none"${still} src="${href(proxy.path)}" aria-label="Exhibit ${html(ref)}">${tracks(said)}</video>${saidList(said, proxy.path)}`;
}

const nothingToShow = ({ original }: BundleExhibit): string =>
  original !== undefined && /\.pdf$/i.test(original.path)
    ? `<p>It is a document: ${link(original.path, 'open it')}.</p>`
    : `<p>This page has no picture of it${original === undefined ? '' : ': the original may need another program to open it'}.</p>`;

/** What a copy was made from, where the bundle says so. */
function sourceOf({ copyOf }: ViewingFile, { original }: BundleExhibit): string {
  if (copyOf === undefined) return '';
  return copyOf === original?.sha256
    ? ', made from the original'
    : `, made from the original, whose SHA-256 is <code>${html(copyOf)}</code>`;
}

/** Of a long list: one line for each exhibit, with its picture; what belongs to it is folded away, and one is open at a time. */
function folded(
  exhibit: BundleExhibit,
  at: number,
  history: readonly HistoryEvent[],
  inside: string,
): string {
  const { ref, description, viewing } = exhibit;
  const still = viewing.find((file) => kindOf(file) === 'poster');
  const shown = still === undefined ? '' : `<img src="${href(still.path)}" loading="lazy" alt="">`;
  return `<details class="exhibit line" name="exhibits" id="line-${at}"><summary>${shown}<span><span class="name" id="exhibit-${at}-name">${html(
    ref,
  )}: ${html(description)}</span> <span class="moment">${html(momentOf(history))}</span></span></summary><article id="exhibit-${at}" aria-labelledby="exhibit-${at}-name">${inside}</article></details>`;
}

export interface ArticleChoices {
  /** As one line of a long list. */
  readonly isFolded?: boolean;
  /** What is said in it. */
  readonly said?: readonly Said[];
}

/** One exhibit: what it is, to watch, its files, its history. */
export function exhibitArticle(
  exhibit: BundleExhibit,
  at: number,
  history: readonly HistoryEvent[],
  { isFolded = false, said = [] }: ArticleChoices = {},
): string {
  const { ref, description, producer, original, viewing, listedAs, transcript } = exhibit;
  const facts: [string, string][] = [
    ['Description', html(description)],
    ...filmOf(exhibit, history),
    ...lifeOf(history).map(([name, value]): [string, string] => [html(name), html(value)]),
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
    ...makerSealOf(exhibit, history),
    ...malwareOf(exhibit),
    ...(transcript === undefined
      ? []
      : [
          [
            'As captions (WebVTT)',
            `${link(transcript.path, transcript.path.split('/').at(-1) ?? '')}, of the recording whose SHA-256 is <code>${transcript.recording}</code>`,
          ] as [string, string],
        ]),
    ...viewing.map((file): [string, string] => [
      html(copyWords(file)),
      `${link(file.path, file.path.split('/').at(-1) ?? '')} (${sizeWords(file.size)})${sourceOf(file, exhibit)}`,
    ]),
  ];
  const accounted = history.flatMap(({ detail }) => accountedWords(detail['accounted'])).join(' ');
  if (accounted !== '' && viewing.some((file) => kindOf(file) === 'proxy'))
    facts.push(['In the viewing copy', html(accounted)]);
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
  const events = history.map(row);
  const shown = filmPlayer(exhibit) || player(exhibit, said) || picture(exhibit) || nothingToShow(exhibit);
  const told = `<details${isFolded ? '' : ' open'}><summary>Custody history of ${html(ref)}</summary>${table(
    `${ref}: every recorded event, oldest first`,
    ['When', 'What', 'By'],
    events,
  )}</details>`;
  const inside = `${shown}<dl>${list}</dl>${told}`;
  if (isFolded) return folded(exhibit, at, history, inside);
  return `<article class="exhibit" id="exhibit-${at}" aria-labelledby="exhibit-${at}-name"><h3 id="exhibit-${at}-name">${html(
    ref,
  )}: ${html(description)}</h3>${inside}</article>`;
}
