import { fill, type UploadTexts } from './upload-texts';

/** One of the victim's files, as far as the sum of them needs it. */
export interface Counted {
  readonly state: string;
  /** Bytes. */
  readonly size: number;
  readonly arrivedBytes: number;
}

/** What a page itself is doing: without its script, nothing. */
export interface OnTheWay {
  /** Files that it brings, or is about to. */
  readonly files: number;
  /** Files that were chosen and that the server does not know of yet. */
  readonly unnoted: number;
  /** In words; empty as long as nobody knows. */
  readonly timeLeft: string;
}

export const NOTHING_ON_THE_WAY: OnTheWay = { files: 0, unnoted: 0, timeLeft: '' };

export interface Total {
  readonly words: string;
  /** Whether the victim may leave, and what then. That nothing is lost is said only when it is so. */
  readonly advice: string;
  /** Of the files, as the words count them; one on its way counts by the part that is here. */
  readonly percent: number;
  /** Something is not here yet. */
  readonly rest: boolean;
}

const HERE = new Set(['waiting', 'checked', 'stored', 'doubtful', 'cut']);
export const isHere = ({ state }: Pick<Counted, 'state'>): boolean => HERE.has(state);

/** Another page of the victim's brings it just now: it needs only time. */
export const COMING = 'coming';

/** Of which bytes are missing that the victim has to choose again, when no page brings them. */
export const needsChoosing = ({ state }: Pick<Counted, 'state'>): boolean =>
  state === 'chosen' || state === 'partial';

const partHere = (file: Counted): number => {
  if (isHere(file)) return 1;
  return file.size === 0 ? 0 : Math.min(1, file.arrivedBytes / file.size);
};

function adviceOf(texts: UploadTexts, files: readonly Counted[], way: OnTheWay): string {
  if (way.unnoted > 0) return texts.notNoted;
  if (way.files > 0) return texts.stay;
  const rest = files.filter((file) => !isHere(file));
  if (rest.length === 0) return texts.leave;
  // Whether the other page may be left is said there.
  return rest.every(({ state }) => state === COMING) ? '' : texts.later;
}

export function totalOf(texts: UploadTexts, files: readonly Counted[], way: OnTheWay): Total {
  const here = files.filter(isHere).length;
  const rest = here < files.length;
  const parts = files.reduce((sum, file) => sum + partHere(file), 0);
  const counted = rest ? texts.here : files.length === 1 ? texts.oneHere : texts.allHere;
  const words = [fill(counted, { here, all: files.length })];
  if (rest && way.timeLeft !== '') words.push(fill(texts.left, { left: way.timeLeft }));
  return {
    words: words.join(' '),
    advice: adviceOf(texts, files, way),
    percent: files.length === 0 ? 0 : Math.floor((100 * parts) / files.length),
    rest,
  };
}
