import type { BundleExhibit, ViewingFile } from '../bundle/bundle-json';
import { saidList, tracks, type Said } from './captions';
import { href, html } from './escape';
import { filmPlayer } from './film';
import { link } from './parts';
import { framesFor, type CopyTimes } from './times';

export const kindOf = ({ kind, path }: ViewingFile): string =>
  kind ?? /([^/]*?)(\.[^./]*)?$/.exec(path)?.[1] ?? path;

const PICTURE = /\.(jpe?g|png|webp|gif)$/i;
const SOUND = /\.(m4a|mp3|wav|ogg|opus|flac|aac)$/i;

const viewingOf = ({ viewing }: BundleExhibit, ...kinds: string[]): ViewingFile | undefined =>
  kinds.map((kind) => viewing.find((file) => kindOf(file) === kind)).find((file) => file !== undefined);

/** The copy that plays here: what the others have is never shown in its place. */
export function playedOf(exhibit: BundleExhibit): ViewingFile | undefined {
  const copy = viewingOf(exhibit, 'proxy', 'redacted-copy', 'extract');
  return copy === undefined || PICTURE.test(copy.path) ? undefined : copy;
}

/**
 * The still that was made of the recording as it came. Beside a copy that is covered or cut it would show what is not to be seen:
 * then there is none, whatever lies in the bundle.
 */
function stillOf(exhibit: BundleExhibit): ViewingFile | undefined {
  const played = playedOf(exhibit);
  return played !== undefined && kindOf(played) === 'proxy' ? viewingOf(exhibit, 'poster') : undefined;
}

/** The exhibit itself when it is a photograph or a single frame: as the bundle has it, copy first. */
function photographOf(exhibit: BundleExhibit): string | undefined {
  const copies = ['defence-copy', 'proxy'].map((kind) => viewingOf(exhibit, kind));
  return [...copies, exhibit.original].find((file) => file !== undefined && PICTURE.test(file.path))?.path;
}

function picture(exhibit: BundleExhibit): string {
  const { ref, description } = exhibit;
  const shown = photographOf(exhibit);
  if (shown === undefined) return '';
  return `<img src="${href(shown)}" loading="lazy" alt="Exhibit ${html(ref)}: ${html(description)}">`;
}

/** What a player has beside its film. */
interface Playing {
  readonly said: readonly Said[];
  readonly times: CopyTimes;
  /** How many exhibits the page has. */
  readonly of: number;
  /** In a line, which has the still itself: browsers load that of a player at once, open or not, and 300 of them hold a page up. */
  readonly isFolded: boolean;
}

function player(exhibit: BundleExhibit, { said, times, of, isFolded }: Playing): string {
  const { ref } = exhibit;
  const played = playedOf(exhibit);
  if (played === undefined) return '';
  const still = isFolded ? undefined : stillOf(exhibit);
  const poster = still === undefined ? '' : ` poster="${href(still.path)}"`;
  const frames = SOUND.test(played.path) ? undefined : (framesFor(times, of) ?? '');
  const steps = frames === undefined ? '' : ` data-frames="${html(frames)}"`;
  return `<video controls preload="none"${poster}${steps} src="${href(played.path)}" aria-label="Exhibit ${html(ref)}">${tracks(said)}</video>${saidList(said, played.path)}`;
}

const nothingToShow = ({ original }: BundleExhibit): string =>
  original !== undefined && /\.pdf$/i.test(original.path)
    ? `<p>It is a document: ${link(original.path, 'open it')}.</p>`
    : `<p>This page has no picture of it${original === undefined ? '' : ': the original may need another program to open it'}.</p>`;

export const shownIn = (exhibit: BundleExhibit, playing: Playing): string =>
  filmPlayer(exhibit, framesFor(playing.times, playing.of) ?? '') ||
  player(exhibit, playing) ||
  picture(exhibit) ||
  nothingToShow(exhibit);

/** Its picture in a list; where the bundle has none, the page's script draws one from the copy that goes. */
export function tileOf(exhibit: BundleExhibit): string {
  const small = viewingOf(exhibit, 'proxy')?.path ?? '';
  const still = stillOf(exhibit)?.path ?? (PICTURE.test(small) ? small : photographOf(exhibit));
  if (still !== undefined) return `<img class="tile" src="${href(still)}" loading="lazy" alt="">`;
  const film = exhibit.film?.path ?? playedOf(exhibit)?.path;
  if (film === undefined) return '<span class="tile" aria-hidden="true">No picture</span>';
  if (SOUND.test(film)) return '<span class="tile" aria-hidden="true">Sound alone</span>';
  return `<span class="tile" aria-hidden="true" data-draw="${href(film)}">No picture</span>`;
}
