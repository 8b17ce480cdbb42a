import { Gestures, LARGER } from './gestures';
import { button, captions, made, speeds } from './parts';
import { rowOf } from './row';
import type { Standing } from './standing';

type Acts = Readonly<Record<string, () => void>>;

const KEYS =
  'Keys: comma and full stop for the frame before and after, space to play, plus, minus and zero for the size, W, A, S and D to move.';

const CANNOT = 'This browser cannot play it. Open the file with another program.';

/** Keys count while the player has the focus, and nowhere else on the page (WCAG 2.1.4). */
function listen(region: HTMLElement, acts: Acts): void {
  region.addEventListener('keydown', (event) => {
    const at = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || at.matches('input, select')) return;
    if (event.key === ' ' && at.matches('button')) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = acts[event.shiftKey ? `Shift+${name}` : name] ?? acts[name];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

async function toFullScreen(root: HTMLElement): Promise<void> {
  if (document.fullscreenElement === null) await root.requestFullscreen();
  else await document.exitFullscreen();
}

/** Gives a video of the page the player that officers have: from frame to frame, and larger. @returns what it stands in */
export function playerOf(video: HTMLVideoElement): HTMLElement {
  const name = video.getAttribute('aria-label') ?? '';
  const [root, stage, controls] = [made('div', 'player'), made('div', 'stage'), made('div', 'controls')];
  const place = made('input', 'place');
  const [readout, size] = [made('span', 'readout'), made('span', 'readout')];
  const [status, caution] = [made('p', 'quiet'), made('p', 'caution')];
  root.setAttribute('role', 'group');
  root.setAttribute('aria-label', `Player of ${name}`);
  stage.setAttribute('role', 'group');
  stage.setAttribute('aria-label', `Picture of ${name}. ${KEYS}`);
  stage.tabIndex = 0;
  Object.assign(place, { type: 'range', min: '0', max: '0', value: '0', step: 'any' });
  place.setAttribute('aria-label', `Place in ${name}`);
  status.setAttribute('role', 'status');
  video.replaceWith(root);
  stage.append(video);
  video.controls = false;
  video.tabIndex = -1;
  video.preload = 'auto';

  const tell = ({ words, at, whole }: Standing): void => {
    readout.textContent = words;
    place.max = String(whole);
    place.value = String(at);
    place.setAttribute('aria-valuetext', words);
    if (video.paused) status.textContent = words;
  };
  const row = rowOf(video, tell);
  place.step = video.dataset['frames'] === '' ? 'any' : '1';
  place.addEventListener('input', () => row.go(Number(place.value)));
  const view = new Gestures(
    stage,
    video,
    (factor) => (size.textContent = `Zoom ${Math.round(factor * 10) / 10}x`),
    () => row.toggle(),
  );

  const play = button('Play', 'k', () => row.toggle());
  const sound = button('Sound off', 'm', () => {
    video.muted = !video.muted;
    (sound.firstChild as Text).data = video.muted ? 'Sound on' : 'Sound off';
  });
  for (const event of ['play', 'pause', 'ended'])
    video.addEventListener(event, () => ((play.firstChild as Text).data = video.paused ? 'Play' : 'Pause'));
  // The still is of another frame than the first, whose number is shown.
  video.addEventListener('loadeddata', () => video.removeAttribute('poster'), { once: true });
  const broken = (): void => void (caution.textContent = CANNOT);
  video.addEventListener('error', broken);
  if (video.error !== null) broken();

  const onward = (by: number): void => (video.paused ? row.step(by) : row.skip(by));
  const full = (): void => void toFullScreen(root).catch(() => undefined);
  controls.append(
    play,
    button('Frame back', ',', () => row.step(-1)),
    button('Frame on', '.', () => row.step(1)),
    button('Larger', '+', () => view.enlarge(LARGER)),
    button('Smaller', '-', () => view.enlarge(1 / LARGER)),
    button('Whole picture', '0', () => view.reset()),
    sound,
    ...captions(video),
    button('Full screen', 'f', full),
    speeds(video),
  );
  listen(root, {
    ...{ ' ': () => row.toggle(), k: () => row.toggle(), m: () => sound.click(), f: full },
    ...{ ',': () => row.step(-1), '.': () => row.step(1) },
    ...{ ArrowLeft: () => onward(-1), ArrowRight: () => onward(1) },
    ...{ 'Shift+ArrowLeft': () => row.skip(-10), 'Shift+ArrowRight': () => row.skip(10) },
    ...{ j: () => row.skip(-1), l: () => row.skip(1) },
    ...{ Home: () => row.go(0), End: () => row.go(Number(place.max)) },
    ...{ '+': () => view.enlarge(LARGER), '=': () => view.enlarge(LARGER), z: () => view.enlarge(LARGER) },
    ...{ '-': () => view.enlarge(1 / LARGER), x: () => view.enlarge(1 / LARGER), '0': () => view.reset() },
    ...{ w: () => view.pan(0, -0.1), s: () => view.pan(0, 0.1) },
    ...{ a: () => view.pan(-0.1, 0), d: () => view.pan(0.1, 0) },
  });
  const words = made('p', 'readouts');
  words.append(readout, ' ', size);
  caution.textContent ||= row.caution;
  root.append(stage, place, controls, words, caution, status);
  return root;
}
