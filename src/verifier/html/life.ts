import type { HistoryEvent } from './history';
import { timeWords } from './words';

const CAME = ['clip-received', 'exhibit-added', 'still-made'];

/** In the words of the picture, the file or the person that the time was taken from. */
const SOURCES: Readonly<Record<string, string>> = {
  overlay: 'the time burned into the picture',
  'file-name': 'the name of the file',
  container: 'what the recording says of itself',
  'apple-creationdate': 'what the recording says of itself',
  exif: 'what the camera wrote into the photograph',
  'file-date': 'the date of the file',
  'her-answer': 'the answer of the person who sent it',
  'clock-check': 'a comparison of the camera’s clock',
  'learned-offset': 'what is known of the camera’s clock',
  upload: 'the time of sending: it may have happened long before',
};

/** The time that an officer chose last for what is shown; the time of sending is never taken for it unsaid. */
function happened(history: readonly HistoryEvent[]): [string, string][] {
  const chosen = history.findLast(({ type }) => type === 'time-chosen');
  const instant = chosen?.opened['instant'];
  if (chosen === undefined || typeof instant !== 'string') return [];
  const { source } = chosen.detail;
  const from = SOURCES[typeof source === 'string' ? source : ''] ?? 'a time that was proposed';
  return [['Time of what is shown', `${timeWords(instant)}, as an officer chose it from ${from}`]];
}

/** By which an item is found in a list: when it happened as an officer chose it, else when it came, said so. */
export function momentOf(all: readonly HistoryEvent[]): string {
  const history = all.filter(({ repudiated }) => !repudiated);
  const instant = history.findLast(({ type }) => type === 'time-chosen')?.opened['instant'];
  if (typeof instant === 'string') return timeWords(instant);
  const came = history.find(({ type }) => CAME.includes(type));
  return came === undefined ? '' : `came ${timeWords(came.at)}`;
}

/** The same as a word that sorts: what has no chosen time comes after what has one. */
export function whenOf(all: readonly HistoryEvent[]): string {
  const history = all.filter(({ repudiated }) => !repudiated);
  const instant = history.findLast(({ type }) => type === 'time-chosen')?.opened['instant'];
  if (typeof instant === 'string') return instant;
  return `~${history.find(({ type }) => CAME.includes(type))?.at ?? ''}`;
}

/** The chief stations of an item's life, name and words, as far as its history has them. */
export function lifeOf(all: readonly HistoryEvent[]): [string, string][] {
  const history = all.filter(({ repudiated }) => !repudiated);
  const came = history.find(({ type }) => CAME.includes(type));
  const locked = history.find(({ type }) => type === 'master-defined');
  return [
    ...happened(history),
    ...(came === undefined ? [] : [['Came', timeWords(came.at)] as [string, string]]),
    ...(locked === undefined
      ? []
      : [
          ['Locked', `${timeWords(locked.at)}: from then on nobody can change it unseen`] as [string, string],
        ]),
  ];
}
