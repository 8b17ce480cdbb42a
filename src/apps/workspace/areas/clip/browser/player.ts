import { LIVE } from '../../../shell/browser/lib/live';
import { Clock } from './lib/clock';
import { stopAtTheEnd } from '../../../shell/browser/lib/ending';
import { fetchFrames } from '../../../shell/browser/lib/fetch-frames';
import { Film } from '../../../shell/browser/lib/film';
import type { Frames } from '../../../shell/browser/lib/frames';
import { listen } from './lib/keys';
import { Loop } from './lib/loop';
import { frameAtTime } from './lib/typed-time';
import { onPress, part } from '../../../shell/browser/lib/parts';
import { Speech } from './lib/speech';
import { Timeline } from './lib/timeline';
import { View } from './lib/view';

const SPEEDS = [0.1, 0.25, 0.5, 1, 1.5, 2, 4, 8];

/** Speeds from a tenth to eight times; one is always chosen. */
function speeds(video: HTMLVideoElement, list: HTMLSelectElement): (by: number) => void {
  const set = (): void => {
    video.playbackRate = Number(list.value);
  };
  list.addEventListener('change', set);
  return (by) => {
    const place = SPEEDS.indexOf(Number(list.value)) + by;
    list.value = String(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place))] ?? 1);
    set();
  };
}

/** The whole player, so that controls, frame number and time stay. */
async function toFullScreen(root: HTMLElement, stage: HTMLElement): Promise<void> {
  if (document.fullscreenElement === null) await root.requestFullscreen();
  else await document.exitFullscreen();
  stage.focus({ preventScroll: true });
}

function open(root: HTMLElement, frames: Frames): void {
  const stage = part(root, 'stage', HTMLElement);
  const video = part(root, 'video', HTMLVideoElement);
  const position = part(root, 'position', HTMLInputElement);
  const readout = part(root, 'readout', HTMLElement);
  const status = part(root, 'status', HTMLElement);
  const play = part(root, 'play', HTMLButtonElement);
  const mute = part(root, 'mute', HTMLButtonElement);
  const clock = new Clock(part(root, 'times', HTMLSelectElement), part(root, 'overlay', HTMLElement), frames);
  const view = new View(
    stage,
    video,
    part(root, 'brightness', HTMLInputElement),
    part(root, 'contrast', HTMLInputElement),
    part(root, 'view-words', HTMLElement),
    () => void film.toggle(),
  );
  const speed = speeds(video, part(root, 'speed', HTMLSelectElement));

  const shown = (frame: number): void => {
    loop.passes(frame);
    const words = `Frame ${frame + 1} of ${frames.count}, ${frames.since(frame).toFixed(3)} s`;
    readout.textContent = words;
    position.value = String(frame);
    position.setAttribute('aria-valuetext', words);
    clock.show(frame);
    timeline.show(frame);
    if (video.paused) status.textContent = words;
    // What types beside it takes these: seconds of the film's clock.
    root.dataset['time'] = String(frames.time(frame));
    root.dataset['next'] = String(frames.time(frame + 1));
    root.dataset['frame'] = String(frame + 1);
  };
  const film = new Film(video, frames, shown);
  const timeline = new Timeline(part(root, 'timeline', HTMLElement), film);
  const speech = new Speech(root.querySelector<HTMLElement>('[data-part="speech"]'), film, timeline.axis);
  const loop = new Loop(film, part(root, 'loop-words', HTMLElement), (from, to) => timeline.loop(from, to));

  root.dataset['begins'] = String(frames.time(0));
  root.dataset['ends'] = String(frames.end);
  position.max = String(frames.count - 1);
  position.addEventListener('input', () => film.show(Number(position.value)));
  for (const event of ['play', 'pause'])
    video.addEventListener(event, () => (play.textContent = video.paused ? 'Play' : 'Pause'));

  /** A frame while it stands, a second while it plays. */
  const onward = (by: number): void => (video.paused ? film.step(by) : film.skip(by));
  const toggle = (): void => void film.toggle();
  const silence = (): void => {
    video.muted = !video.muted;
    mute.textContent = video.muted ? 'Sound on' : 'Sound off';
  };
  onPress(root, {
    captions: () => captions(root, video),
    play: toggle,
    back: () => film.step(-1),
    forward: () => film.step(1),
    first: () => film.show(0),
    last: () => film.show(frames.count - 1),
    mute: silence,
    full: () => void toFullScreen(root, stage),
    'speech-back': () => speech.before(),
    'speech-on': () => speech.next(),
    'loop-start': () => loop.start(film.frame),
    'loop-end': () => loop.end(film.frame),
    'loop-clear': () => loop.clear(),
    larger: () => view.enlarge(1.5),
    smaller: () => view.enlarge(1 / 1.5),
    reset: () => view.reset(),
  });
  listen(root, {
    ' ': toggle,
    k: toggle,
    ',': () => film.step(-1),
    '.': () => film.step(1),
    ArrowLeft: () => onward(-1),
    ArrowRight: () => onward(1),
    'Shift+ArrowLeft': () => film.skip(-10),
    'Shift+ArrowRight': () => film.skip(10),
    Home: () => film.show(0),
    End: () => film.show(frames.count - 1),
    '-': () => speed(-1),
    '+': () => speed(1),
    '=': () => speed(1),
    '[': () => loop.start(film.frame),
    ']': () => loop.end(film.frame),
    '\\': () => loop.clear(),
    z: () => view.enlarge(1.5),
    x: () => view.enlarge(1 / 1.5),
    w: () => view.pan(0, -0.1),
    s: () => view.pan(0, 0.1),
    a: () => view.pan(-0.1, 0),
    d: () => view.pan(0.1, 0),
    b: () => view.light('brightness', 25),
    'Shift+b': () => view.light('brightness', -25),
    c: () => view.light('contrast', 25),
    'Shift+c': () => view.light('contrast', -25),
    '0': () => view.reset(),
    g: () => speech.next(),
    'Shift+g': () => speech.before(),
    t: () => clock.next(),
    m: silence,
    f: () => void toFullScreen(root, stage),
    j: () => film.skip(-1),
    l: () => film.skip(1),
    n: () => void writeAt('note'),
    i: () => void writeAt('still'),
    e: () => void writeAt('extract'),
    PageUp: () => press('[data-go="previous"]'),
    PageDown: () => press('[data-go="next"]'),
  });
  video.controls = false;
  video.tabIndex = -1;
  stage.tabIndex = 0;
  part(root, 'controls', HTMLElement).hidden = false;
  if (window.location.hash === '#watch') stage.focus({ preventScroll: true });
  useFrames(film, loop);
  timeline.mark();
  document.addEventListener(LIVE, (event) => {
    unhide();
    timeline.mark();
    const times = (event as CustomEvent<Document>).detail.querySelector('[data-part="times"]');
    if (times instanceof HTMLSelectElement) clock.renew(times);
  });
  shown(0);
  const at = Number(root.dataset['at'] || new URLSearchParams(window.location.search).get('at'));
  if (Number.isInteger(at) && at > 1) film.seek(frames.clamp(at - 1));
  root.dataset['ready'] = 'yes';
}

/** The transcript under the picture. */
function captions(root: HTMLElement, video: HTMLVideoElement): void {
  const [track] = video.textTracks;
  if (track === undefined) return;
  track.mode = track.mode === 'showing' ? 'hidden' : 'showing';
  part(root, 'captions', HTMLButtonElement).textContent =
    track.mode === 'showing' ? 'Captions off' : 'Captions on';
}

const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();

/** To the words of a note, a single frame or an extract, with the frame that is shown or the part that is marked. */
async function writeAt(what: 'note' | 'still' | 'extract'): Promise<void> {
  const box = document.querySelector<HTMLElement>(`[data-use-frame="${what}"]`);
  const field = box
    ?.closest('form')
    ?.querySelector<HTMLElement>('[name="title"], textarea, [name="description"]');
  if (document.fullscreenElement !== null) await document.exitFullscreen();
  box?.querySelector('button')?.click();
  field?.focus();
}

const SHOWN_WITH_PLAYER = '[data-jump], [data-use-frame]';
const unhide = (): void => {
  for (const link of document.querySelectorAll<HTMLElement>(SHOWN_WITH_PLAYER)) link.hidden = false;
};

/** Links that lead to a frame, and forms that take the one that is shown. */
function useFrames(film: Film, loop: Loop): void {
  unhide();
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !PART_FIELDS.has(target.id)) return;
    const frame = frameAtTime(target.value, film.frames);
    if (frame !== undefined) target.value = String(frame);
  });
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLElement>(SHOWN_WITH_PLAYER) : null;
    if (link?.dataset['jump'] !== undefined) film.show(Number(link.dataset['jump']) - 1);
    else if (target instanceof Element && target.matches('button')) {
      const form = link?.closest('form');
      if (PARTS.has(link?.dataset['useFrame'] ?? '')) takePart(film, loop, form);
      else takeFrame(film, form);
    }
  });
}

function takeFrame(film: Film, form: HTMLFormElement | null | undefined): void {
  const frame = form?.querySelector<HTMLInputElement>('[name="frame"]');
  const seconds = form?.querySelector<HTMLInputElement>('[name="seconds"]');
  if (frame) frame.value = String(film.frame + 1);
  if (seconds) seconds.value = String(Math.round(film.frames.since(film.frame) * 1e6) / 1e6);
}

/** Forms that take from a frame to a frame. */
const PARTS = new Set(['extract', 'series']);
const PART_FIELDS = new Set([...PARTS].flatMap((form) => [`${form}-from`, `${form}-to`]));

/** What is marked; where nothing is, the part begins at the frame that is shown. */
function takePart(film: Film, loop: Loop, form: HTMLFormElement | null | undefined): void {
  const { from, to } = loop.marked();
  const fill = (name: string, frame: number | undefined): void => {
    const field = form?.querySelector<HTMLInputElement>(`[name="${name}"]`);
    if (field && frame !== undefined) field.value = String(frame + 1);
  };
  fill('from', from ?? film.frame);
  fill('to', to);
}

const root = document.querySelector<HTMLElement>('[data-player]');
if (root !== null) {
  stopAtTheEnd(root, part(root, 'video', HTMLVideoElement));
  const frames = await fetchFrames(root.dataset['player'] ?? '');
  if (frames === undefined) {
    const words = part(root, 'status', HTMLElement);
    words.classList.remove('govuk-visually-hidden');
    words.textContent =
      'There is no list of frames for this clip: it can be watched, but not frame by frame.';
  } else open(root, frames);
}
