import { accountedWords } from '../../custody/pure/accounted-words';
import type { BundleExhibit, ViewingFile } from '../bundle/bundle-json';
import type { Said } from './captions';
import { html } from './escape';
import { filmOf } from './film';
import type { HistoryEvent } from './history';
import { link, table } from './parts';
import { lifeOf, momentOf, whenOf } from './life';
import { makerSealOf } from './maker-seal';
import { malwareOf } from './malware';
import { kindOf, playedOf, shownIn, tileOf } from './shown';
import { lengthOf, type CopyTimes, type Times } from './times';
import { actorWords, eventWords, factsOf, lengthWords, sizeWords, timeWords } from './words';

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
  'defence-copy': 'Copy without particulars, no picture and no sound changed',
  'redacted-copy': 'Redacted copy',
  extract: 'Extract',
  poster: 'Still',
  'contact-sheet': 'Contact sheet',
};

/** An extract by its own reference, and which part of the recording it is. */
const copyWords = (file: ViewingFile): string => {
  const words = VIEWING_WORDS[kindOf(file)] ?? kindOf(file);
  return file.extract === undefined
    ? words
    : `${words} ${file.extract.reference}: frames ${file.extract.from} to ${file.extract.to} of the recording`;
};

/** What a copy was made from, where the bundle says so. */
function sourceOf({ copyOf }: ViewingFile, { original }: BundleExhibit): string {
  if (copyOf === undefined) return '';
  if (copyOf === original?.sha256) return ', made from the original';
  // Of a single frame: it and its copies were made from the recording.
  const from = original === undefined ? 'the original' : 'the recording that it was taken from';
  return `, made from ${from}, whose SHA-256 is <code>${html(copyOf)}</code>`;
}

/** What is known of the copy that plays. */
const timesOf = (exhibit: BundleExhibit, times: Times): CopyTimes =>
  times.get(exhibit.film?.path ?? playedOf(exhibit)?.path ?? '') ?? {};

/** When it was and how long it is: `12 June 2026 at 15:05:08 BST (14:05:08 UTC), length 0:32`. */
function momentAndLength(exhibit: BundleExhibit, history: readonly HistoryEvent[], times: Times): string {
  const seconds = lengthOf(timesOf(exhibit, times));
  const length = seconds === undefined ? [] : [`length ${lengthWords(seconds)}`];
  return [momentOf(history), ...length].filter((words) => words !== '').join(', ');
}

/** By which the page's script puts them in order. */
function order(exhibit: BundleExhibit, history: readonly HistoryEvent[], times: Times): string {
  const seconds = lengthOf(timesOf(exhibit, times));
  const length = seconds === undefined ? '' : ` data-length="${seconds.toFixed(3)}"`;
  return ` data-ref="${html(exhibit.ref)}" data-when="${html(whenOf(history))}"${length}`;
}

/** Of a long list: one line for each exhibit, with its picture; what belongs to it is folded away, and one is open at a time. */
function folded(
  exhibit: BundleExhibit,
  at: number,
  history: readonly HistoryEvent[],
  { inside, times }: { readonly inside: string; readonly times: Times },
): string {
  const { ref, description } = exhibit;
  return `<details class="exhibit line" name="exhibits" id="line-${at}"${order(exhibit, history, times)}><summary class="head">${tileOf(exhibit)}<span><span class="name" id="exhibit-${at}-name">${html(
    ref,
  )}: ${html(description)}</span> <span class="moment">${html(momentAndLength(exhibit, history, times))}</span></span></summary><article id="exhibit-${at}" aria-labelledby="exhibit-${at}-name">${inside}</article></details>`;
}

/** Of a short list: its line in the contents, which leads to it. */
export function contentsLine(
  exhibit: BundleExhibit,
  at: number,
  history: readonly HistoryEvent[],
  times: Times,
): string {
  const { ref, description } = exhibit;
  return `<li>${tileOf(exhibit)}<span><a href="#exhibit-${at}">${html(ref)}: ${html(description)}</a> <span class="moment">${html(momentAndLength(exhibit, history, times))}</span></span></li>`;
}

export interface ArticleChoices {
  /** As one line of a long list. */
  readonly isFolded?: boolean;
  /** What is said in it. */
  readonly said?: readonly Said[];
  readonly times?: Times;
  /** How many exhibits the page has. */
  readonly of?: number;
  /** Which other items are the same recording. */
  readonly same?: string;
}

function lengthFact(times: CopyTimes): [string, string][] {
  const seconds = lengthOf(times);
  if (seconds === undefined) return [];
  const frames = times.frames === undefined ? '' : ` (${times.frames.pts.length} frames)`;
  return [['Length', `${lengthWords(seconds)}${frames}`]];
}

/** One exhibit: what it is, to watch, its files, its history. */
export function exhibitArticle(
  exhibit: BundleExhibit,
  at: number,
  history: readonly HistoryEvent[],
  { isFolded = false, said = [], times = new Map(), of = 1, same = '' }: ArticleChoices = {},
): string {
  const { ref, description, producer, original, viewing, listedAs, transcript } = exhibit;
  const facts: [string, string][] = [
    ['Description', html(description)],
    ...(same === '' ? [] : [['The same recording as', html(same)] as [string, string]]),
    ...filmOf(exhibit, history),
    ...lengthFact(timesOf(exhibit, times)),
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
  const shown = shownIn(exhibit, { said, times: timesOf(exhibit, times), of, isFolded });
  const told = `<details${isFolded ? '' : ' open'}><summary>Custody history of ${html(ref)}</summary>${table(
    `${ref}: every recorded event, oldest first`,
    ['When', 'What', 'By'],
    events,
  )}</details>`;
  const inside = `${shown}<dl>${list}</dl>${told}`;
  if (isFolded) return folded(exhibit, at, history, { inside, times });
  return `<article class="exhibit" id="exhibit-${at}" aria-labelledby="exhibit-${at}-name"${order(exhibit, history, times)}><div class="head"><h3 id="exhibit-${at}-name">${html(
    ref,
  )}: ${html(description)}</h3><p class="moment">${html(momentAndLength(exhibit, history, times))}</p></div>${inside}</article>`;
}
