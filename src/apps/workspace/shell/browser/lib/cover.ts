const COVERED = 'lintel-over';

const isCovered = (): boolean => document.documentElement.classList.contains(COVERED);

function silence(media: Iterable<HTMLMediaElement>): void {
  for (const each of media) each.pause();
}

let shownAs = '';

/** Nothing of the page is to be seen or heard, printed, or read from the title of its tab; what was typed stays in it. */
export function cover(title: string): void {
  if (!isCovered()) shownAs = document.title;
  document.title = title;
  document.documentElement.classList.add(COVERED);
  silence(document.querySelectorAll<HTMLMediaElement>('video, audio'));
  // A window of its own over all others, which the page does not cover.
  if (document.pictureInPictureElement !== null) void document.exitPictureInPicture().catch(() => undefined);
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
}

export function uncover(): void {
  if (!isCovered()) return;
  document.documentElement.classList.remove(COVERED);
  document.title = shownAs;
}

/** The keys of a keyboard, or a script that waited, start a film without the page. */
document.addEventListener(
  'play',
  ({ target }) => {
    if (isCovered() && target instanceof HTMLMediaElement) silence([target]);
  },
  true,
);
