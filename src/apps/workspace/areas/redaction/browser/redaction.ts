import { stopAtTheEnd } from '../../../shell/browser/lib/ending';
import { fetchFrames } from '../../../shell/browser/lib/fetch-frames';
import { Film } from '../../../shell/browser/lib/film';
import type { Frames } from '../../../shell/browser/lib/frames';
import { onPress, part } from '../../../shell/browser/lib/parts';
import { Drawing, lasting, placeAt, placed, thinned, type Edits, type Mask, type Place } from './lib/drawing';
import { follow, greyOf } from './lib/follow';
import { Proposals } from './lib/proposals';
import { Stage } from './lib/stage';

/** Width of the small pictures in which something is followed. */
const SMALL = 320;
/** Frames that are followed at one press. */
const FOLLOWED = 250;

const FIELDS = ['x', 'y', 'w', 'h'] as const;

function open(root: HTMLElement, frames: Frames): void {
  const video = part(root, 'video', HTMLVideoElement);
  const svg = root.querySelector<SVGSVGElement>('svg[data-masks]');
  const position = part(root, 'position', HTMLInputElement);
  const readout = part(root, 'readout', HTMLElement);
  const status = part(root, 'status', HTMLElement);
  const list = part(root, 'list', HTMLElement);
  const sounds = part(root, 'sounds', HTMLElement);
  const play = part(root, 'play', HTMLButtonElement);
  const field = part(root, 'edits', HTMLInputElement);
  const choice = (name: string): HTMLSelectElement => part(root, name, HTMLSelectElement);
  if (svg === null) return;
  let chosen = -1;
  let soundFrom: number | undefined;
  let following: AbortController | undefined;
  const now = (): number => film.frame + 1;

  const drawing = new Drawing(JSON.parse(root.dataset['drawn'] ?? '{}') as Edits, () => show());
  const film = new Film(video, frames, (frame) => {
    const words = `Frame ${frame + 1} of ${frames.count}, ${frames.since(frame).toFixed(3)} s`;
    readout.textContent = words;
    position.value = String(frame);
    position.setAttribute('aria-valuetext', words);
    root.dataset['frame'] = String(frame + 1);
    show();
  });
  const stage = new Stage(svg, {
    drawn: (place) => add(place),
    chosen: (index) => choose(index),
    moved: (index, place, goesOn) => drawing.changeMask(index, (mask) => placed(mask, now(), place), goesOn),
  });

  /** From here to the end, solid: what is drawn too long covers too much, never too little. */
  function add(place: Place): void {
    video.pause();
    const mask: Mask = {
      shape: choice('shape').value as Mask['shape'],
      kind: choice('kind').value as Mask['kind'],
      reason: choice('reason').value,
      from: now(),
      to: frames.count,
      keys: [{ frame: now(), ...place }],
    };
    chosen = drawing.edits.masks.length;
    drawing.change({ ...drawing.edits, masks: [...drawing.edits.masks, mask] });
    status.textContent = `Mask ${chosen + 1} covers from frame ${mask.from} to the end.`;
  }

  const facesRoot = document.querySelector<HTMLElement>('[data-faces]');
  const proposals =
    facesRoot === null
      ? undefined
      : new Proposals(facesRoot, {
          goTo: (frame, called) => {
            film.show(frame - 1);
            part(root, 'stage', HTMLElement).scrollIntoView({ block: 'nearest' });
            status.textContent = `Frame ${frame}: ${called} is dashed in the picture.`;
          },
          changed: () => show(),
          since: (frame) => (frame > frames.count ? frames.end - frames.time(0) : frames.since(frame - 1)),
          take: ({ from, to, keys }) => {
            const reason = choice('reason').value;
            const kind = choice('kind').value as Mask['kind'];
            chosen = drawing.edits.masks.length;
            drawing.change({
              ...drawing.edits,
              masks: [...drawing.edits.masks, { shape: 'rectangle', kind, reason, from, to, keys }],
            });
            status.textContent = `Mask ${chosen + 1} covers what was proposed. Go through it: it is yours now.`;
          },
        });

  function choose(index: number): void {
    chosen = index;
    const mask = drawing.edits.masks[index];
    if (mask !== undefined)
      for (const name of ['shape', 'kind', 'reason'] as const) choice(name).value = mask[name];
    show();
  }

  function show(): void {
    const { edits } = drawing;
    if (chosen >= edits.masks.length) chosen = -1;
    proposals?.show(edits.masks);
    stage.show(edits, now(), chosen, proposals?.at(now()));
    field.value = JSON.stringify(edits);
    list.replaceChildren(...edits.masks.map((mask, index) => lineOf(mask, index)));
    sounds.replaceChildren(...edits.sound.map((span, index) => soundLine(span, index)));
    const mask = edits.masks[chosen];
    const place = mask && placeAt(mask, now());
    for (const name of FIELDS) {
      const input = part(root, name, HTMLInputElement);
      input.disabled = place === undefined;
      if (document.activeElement !== input) input.value = place === undefined ? '' : String(place[name]);
    }
    for (const name of ['whole', 'begins', 'ends', 'forget', 'track', 'remove'] as const)
      part(root, name, HTMLButtonElement).disabled = mask === undefined || following !== undefined;
    part(root, 'undo', HTMLButtonElement).disabled = !drawing.canUndo;
    root.dataset['masks'] = String(edits.masks.length);
  }

  function lineOf(mask: Mask, index: number): HTMLElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lintel-key';
    button.setAttribute('aria-pressed', String(index === chosen));
    const reason =
      [...choice('reason').options].find(({ value }) => value === mask.reason)?.text ?? mask.reason;
    button.textContent = `${index + 1}. ${reason}, frames ${mask.from} to ${mask.to}${mask.keys.length > 1 ? `, ${mask.keys.length} key frames` : ''}`;
    button.addEventListener('click', () => choose(index));
    item.append(button);
    return item;
  }

  function soundLine(span: Edits['sound'][number], index: number): HTMLElement {
    const item = document.createElement('li');
    const [from, to] = [span.fromMs / 1_000, span.toMs / 1_000].map((seconds) => seconds.toFixed(3));
    item.append(`${span.kind === 'mute' ? 'Silence' : 'Tone'} from ${from ?? ''} s to ${to ?? ''} s `);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lintel-key';
    button.textContent = 'Take it out';
    button.addEventListener('click', () =>
      drawing.change({ ...drawing.edits, sound: drawing.edits.sound.filter((_, place) => place !== index) }),
    );
    item.append(button);
    return item;
  }

  const onChosen = (change: (mask: Mask) => Mask): void => {
    if (drawing.edits.masks[chosen] !== undefined) drawing.changeMask(chosen, change);
  };
  for (const name of FIELDS)
    part(root, name, HTMLInputElement).addEventListener('change', (event) => {
      const value = Math.round(Number((event.target as HTMLInputElement).value));
      if (Number.isFinite(value))
        onChosen((mask) => placed(mask, now(), { ...placeAt(mask, now()), [name]: value }));
    });
  for (const name of ['shape', 'kind', 'reason'] as const)
    choice(name).addEventListener('change', () =>
      onChosen((mask) => ({ ...mask, [name]: choice(name).value })),
    );

  /** Milliseconds from the first frame: the beginning of this one, or its end. */
  const milliseconds = (frame: number): number =>
    Math.round((frame < frames.count ? frames.since(frame) : frames.end - frames.time(0)) * 1_000);

  /** Follows what is under the mask from frame to frame, until it is stopped or the clip ends. A person looks at what came of it. */
  async function track(): Promise<void> {
    const index = chosen;
    if (drawing.edits.masks[index] === undefined || following !== undefined) return;
    const run = new AbortController();
    following = run;
    video.pause();
    const canvas = document.createElement('canvas');
    const scale = SMALL / video.videoWidth;
    const last = Math.min(frames.count - 1, film.frame + FOLLOWED);
    const small = (place: Place): Place => ({
      x: Math.round(place.x * scale),
      y: Math.round(place.y * scale),
      w: Math.max(2, Math.round(place.w * scale)),
      h: Math.max(2, Math.round(place.h * scale)),
    });
    let goesOn = false;
    let before = greyOf(video, canvas, SMALL);
    const size = placeAt(drawing.edits.masks[index], now());
    // Kept finer than a pixel of the small picture, so that rounding does not add up.
    let at = { x: size.x, y: size.y };
    for (let frame = film.frame + 1; frame <= last && !run.signal.aborted; frame += 1) {
      await film.arrive(frame);
      const after = greyOf(video, canvas, SMALL);
      const from = small({ ...size, ...at });
      const found = follow(before, from, after);
      at = { x: at.x + (found.x - from.x) / scale, y: at.y + (found.y - from.y) / scale };
      const place = { ...size, x: Math.round(at.x), y: Math.round(at.y) };
      drawing.changeMask(index, (mask) => placed(mask, frame + 1, place), goesOn);
      goesOn = true;
      before = after;
    }
    if (goesOn) drawing.changeMask(index, thinned, true);
    following = undefined;
    status.textContent = `Followed to frame ${now()}. Go back and look whether it stayed on what it covers.`;
    show();
  }

  position.max = String(frames.count - 1);
  position.addEventListener('input', () => film.show(Number(position.value)));
  for (const event of ['play', 'pause'])
    video.addEventListener(event, () => (play.textContent = video.paused ? 'Play' : 'Pause'));
  onPress(root, {
    first: () => film.show(0),
    back: () => film.step(-1),
    play: () => void film.toggle(),
    forward: () => film.step(1),
    'ten-back': () => film.step(-10),
    'ten-forward': () => film.step(10),
    last: () => film.show(frames.count - 1),
    whole: () => onChosen((mask) => ({ ...mask, from: 1, to: frames.count })),
    begins: () => onChosen((mask) => lasting(mask, now(), Math.max(now(), mask.to))),
    ends: () => onChosen((mask) => lasting(mask, Math.min(now(), mask.from), now())),
    forget: () =>
      onChosen((mask) =>
        mask.keys.length > 1 ? { ...mask, keys: mask.keys.filter(({ frame }) => frame !== now()) } : mask,
      ),
    track: () => void track(),
    stop: () => following?.abort(),
    remove: () =>
      drawing.change({ ...drawing.edits, masks: drawing.edits.masks.filter((_, index) => index !== chosen) }),
    undo: () => drawing.undo(),
    'sound-from': () => {
      soundFrom = milliseconds(film.frame);
      status.textContent = `Sound is silenced from ${(soundFrom / 1_000).toFixed(3)} s: go to where it ends.`;
    },
    'sound-to': () => {
      const [fromMs, toMs] = [soundFrom ?? 0, milliseconds(film.frame + 1)];
      if (toMs <= fromMs) return;
      const span = {
        kind: choice('sound-kind').value as 'mute' | 'tone',
        reason: choice('reason').value,
        fromMs,
        toMs,
      };
      const sound = [...drawing.edits.sound, span].sort((one, other) => one.fromMs - other.fromMs);
      soundFrom = undefined;
      drawing.change({ ...drawing.edits, sound });
    },
    'trim-from': () => trim({ from: now() }),
    'trim-to': () => trim({ to: now() }),
    'trim-none': () => drawing.change({ ...drawing.edits, trim: null }),
  });

  function trim(part: { from?: number; to?: number }): void {
    const kept = { from: 1, to: frames.count, ...drawing.edits.trim, ...part };
    drawing.change({ ...drawing.edits, trim: kept });
    status.textContent = `Frames ${kept.from} to ${kept.to} stay.`;
  }

  video.controls = false;
  part(root, 'controls', HTMLElement).hidden = false;
  part(root, 'tools', HTMLElement).hidden = false;
  svg.toggleAttribute('hidden', false);
  show();
  film.seek(0);
  root.dataset['ready'] = 'yes';
}

const root = document.querySelector<HTMLElement>('[data-redaction]');
if (root !== null) {
  stopAtTheEnd(root, part(root, 'video', HTMLVideoElement));
  const frames = await fetchFrames(root.dataset['redaction'] ?? '');
  if (frames !== undefined) open(root, frames);
}
