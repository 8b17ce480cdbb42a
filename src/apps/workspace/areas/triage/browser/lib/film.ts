import { stopAtTheEnd } from '../../../../shell/browser/lib/ending';
import { part } from '../../../../shell/browser/lib/parts';

export interface FilmKeys {
  /** Whether the key was one of the film's, and has done what it does. */
  readonly press: (event: KeyboardEvent) => boolean;
}

const STEP_S = 2;
const SPEEDS = [0.25, 0.5, 1, 1.5, 2, 4, 8];

/** The film or the sound of the clip, where it is open on this page: it stops when the officer may no longer look. */
export function watchFilm(): FilmKeys | undefined {
  const root = document.querySelector<HTMLElement>('[data-film]');
  if (root === null) return undefined;
  const film = part(root, 'film', HTMLMediaElement);
  const status = part(root, 'status', HTMLElement);
  stopAtTheEnd(root, film);

  const go = (by: number) => (): void => {
    film.currentTime = Math.max(0, film.currentTime + by);
  };
  const speed = (by: number) => (): void => {
    const at = SPEEDS.indexOf(film.playbackRate) + by;
    film.playbackRate = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))] ?? 1;
    status.textContent = `${film.playbackRate} times as fast`;
  };
  const toggle = (): void => {
    if (film.paused) void film.play();
    else film.pause();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ' ': toggle,
    ArrowLeft: go(-STEP_S),
    ArrowRight: go(STEP_S),
    '+': speed(1),
    '=': speed(1),
    '-': speed(-1),
  };
  return {
    press(event) {
      const { target } = event;
      // The browser's own controls have their own keys, and a button or a link is pressed by Space.
      if (target === film || (target instanceof Element && target.matches('button, a, summary, input')))
        return false;
      const act = keys[event.key];
      if (act === undefined || root.dataset['ended'] !== undefined) return false;
      event.preventDefault();
      act();
      return true;
    },
  };
}
