import type { BundleExhibit, BundleJson } from '../bundle/bundle-json';
import { href, html, speech } from './escape';
import type { HistoryEvent } from './history';

/** A transcript of a recording of this bundle, as its words were fixed. */
export interface Said {
  readonly ref: string;
  readonly description: string;
  /** WebVTT. */
  readonly captions: string;
  /** By the history of the recording, another officer has checked just these words against the sound. */
  readonly isChecked: boolean;
}

type Histories = ReadonlyMap<string, readonly HistoryEvent[]>;

function captionsOf(history: readonly HistoryEvent[]): string | undefined {
  const words = history.findLast(({ type }) => type === 'item-frozen')?.opened['words'];
  const captions =
    typeof words === 'object' && words !== null && 'captions' in words ? words['captions'] : '';
  return typeof captions === 'string' && captions !== '' ? captions : undefined;
}

const masterOf = (history: readonly HistoryEvent[] = []) =>
  history.findLast(({ type }) => type === 'master-defined')?.detail['sha256'];

/** What is said in an exhibit, by the transcripts that the bundle has of it. */
export function saidIn(exhibit: BundleExhibit, { exhibits }: BundleJson, histories: Histories): Said[] {
  const master = masterOf(histories.get(exhibit.custody));
  const recorded = exhibits
    .map(({ custody }) => histories.get(custody) ?? [])
    .filter((history) => master !== undefined && masterOf(history) === master)
    .flat();
  return exhibits.flatMap(({ ref, description, transcript, custody }) => {
    const captions = captionsOf(histories.get(custody) ?? []);
    const isOfIt = transcript !== undefined && transcript.recording === master;
    if (!isOfIt || captions === undefined) return [];
    const isChecked = recorded.some(
      ({ type, detail, repudiated }) =>
        type === 'transcript-checked' && detail['sha256'] === transcript.sha256 && !repudiated,
    );
    return [{ ref, description, captions, isChecked }];
  });
}

interface Cue {
  /** Seconds. */
  readonly start: number;
  readonly speaker: string;
  readonly lines: readonly string[];
}

const CUE = /^(\d+):(\d\d):(\d\d\.\d{3}) --> /;
const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function cuesOf(captions: string): Cue[] {
  return captions.split('\n\n').flatMap((block) => {
    const [times = '', ...lines] = block.trimEnd().split('\n');
    const [, hours, minutes, seconds] = CUE.exec(times) ?? [];
    if (seconds === undefined) return [];
    const start = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
    const speaker = plain(/^<v ([^>]*)>/.exec(lines[0] ?? '')?.[1] ?? '');
    return [{ start, speaker, lines: lines.map(plain) }];
  });
}

const clock = (seconds: number): string =>
  [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

const unchecked = (isChecked: boolean): string => (isChecked ? '' : ', not checked against the sound');

/** For the player. In the page itself: a page on a disk may load no captions from beside it. */
export const tracks = (said: readonly Said[]): string =>
  said
    .map(
      ({ ref, captions, isChecked }) =>
        `<track kind="captions" label="${html(ref)}${unchecked(isChecked)}" src="data:text/vtt;base64,${Buffer.from(captions).toString('base64')}">`,
    )
    .join('');

/** Every line, to be gone to in the film. */
export const saidList = (said: readonly Said[], film: string): string =>
  said
    .map(({ ref, description, captions, isChecked }) => {
      const lines = cuesOf(captions).map(({ start, speaker, lines: words }) => {
        const who = speaker === '' ? '' : `<b>${speech(speaker)}</b>: `;
        return `<li><a href="${href(film)}#t=${start}" data-at="${start}">${clock(start)}</a> ${who}${words.map(speech).join('<br>')}</li>`;
      });
      return `<details class="said"><summary>What is said, by ${html(ref)}${unchecked(isChecked)}: ${html(description)}</summary><ol>${lines.join('')}</ol></details>`;
    })
    .join('');
