import { stopAtTheEnd } from '../../../shell/browser/lib/ending';
import { fetchFrames } from '../../../shell/browser/lib/fetch-frames';
import { Film } from '../../../shell/browser/lib/film';
import type { Frames } from '../../../shell/browser/lib/frames';
import { onPress, part } from '../../../shell/browser/lib/parts';
import { askBeforeLosing } from '../../../shell/browser/lib/unsaved';
import {
  Drawing,
  lasting,
  placeAt,
  placed,
  split,
  type Edits,
  type KeyFrame,
  type Mask,
  type Place,
} from './lib/drawing';
import { maskItem, soundItem } from './lib/lines';
import { Pictures, SMALL } from './lib/pictures';
import { Proposals } from './lib/proposals';
import { endedBefore, followed, isLoose, keptThere, sent } from './lib/rests';
import { SoundLine } from './lib/sound-line';
import { Stage } from './lib/stage';
import { track, wordsOf } from './lib/tracking';
import { Undecided } from './lib/undecided';
import { waitForDrawn } from './lib/numbers';

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
  const stop = part(root, 'stop', HTMLButtonElement);
  const progress = part(root, 'progress', HTMLProgressElement);
  const choice = (name: string): HTMLSelectElement => part(root, name, HTMLSelectElement);
  if (svg === null) return;
  const { width } = svg.viewBox.baseVal;
  let chosen = -1;
  let soundFrom: number | undefined;
  let following: AbortController | undefined;
  const now = (): number => film.frame + 1;

  const drawing = new Drawing(JSON.parse(root.dataset['drawn'] ?? '{}') as Edits, () => show());
  const undecided = new Undecided(root, {
    at: (frame) => at(frame),
    goTo: (frame) => film.show(frame - 1),
    keep: (rest) => drawing.changeMask(rest.mask, (mask) => keptThere(mask, rest)),
    end: (rest) => drawing.changeMask(rest.mask, (mask) => endedBefore(mask, rest)),
  });
  const film = new Film(video, frames, (frame) => {
    position.value = String(frame);
    root.dataset['frame'] = String(frame + 1);
    show();
  });
  const soundLine = new SoundLine(
    root.querySelector<SVGSVGElement>('svg[data-sound]'),
    film,
    Number(root.dataset['lengthMs']),
  );
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
    const loose = edits.masks.flatMap((mask, index) => (isLoose(mask, now()) ? [index + 1] : []));
    const words = `Frame ${now()} of ${frames.count}, ${frames.since(film.frame).toFixed(3)} s${loose.map((number) => `; mask ${number} is not followed here`).join('')}`;
    readout.textContent = words;
    position.setAttribute('aria-valuetext', words);
    undecided.show(edits.masks);
    field.value = sent(edits);
    list.replaceChildren(...edits.masks.map((mask, index) => lineOf(mask, index)));
    sounds.replaceChildren(...edits.sound.map((span, index) => soundOf(span, index)));
    soundLine.show(edits.sound, soundFrom);
    const mask = edits.masks[chosen];
    const place = mask && placeAt(mask, now());
    for (const name of FIELDS) {
      const input = part(root, name, HTMLInputElement);
      input.disabled = place === undefined || following !== undefined;
      if (document.activeElement !== input) input.value = place === undefined ? '' : String(place[name]);
    }
    for (const name of ['whole', 'begins', 'ends', 'split', 'forget', 'track', 'remove'] as const)
      part(root, name, HTMLButtonElement).disabled = mask === undefined || following !== undefined;
    part(root, 'undo', HTMLButtonElement).disabled = !drawing.canUndo || following !== undefined;
    root.dataset['masks'] = String(edits.masks.length);
  }

  function lineOf(mask: Mask, index: number): HTMLElement {
    const options = [...choice('reason').options];
    const reason = options.find(({ value }) => value === mask.reason)?.text ?? mask.reason;
    const state = { reason, isChosen: index === chosen, busy: following !== undefined };
    return maskItem(mask, index, state, () => choose(index));
  }

  const soundOf = (span: Edits['sound'][number], index: number): HTMLElement =>
    soundItem(span, following !== undefined, () =>
      drawing.change({ ...drawing.edits, sound: drawing.edits.sound.filter((_, place) => place !== index) }),
    );

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

  /** A frame and its time, in words. */
  const at = (frame: number): string => `frame ${frame} (${frames.since(frame - 1).toFixed(3)} s)`;

  /** While something is followed, nothing else is changed. */
  function busy(run: AbortController | undefined): void {
    following = run;
    for (const control of root.querySelectorAll<HTMLInputElement>('button, select, input:not([type=hidden])'))
      control.disabled = run !== undefined;
    stop.disabled = run === undefined;
    stop.hidden = progress.hidden = stop.disabled;
    svg?.classList.toggle('lintel-masks--busy', run !== undefined);
  }

  /** Follows what is under the mask to the end of the clip, or to where it can be followed no further. A person looks at what came of it. */
  async function follow(): Promise<void> {
    const index = chosen;
    const mask = drawing.edits.masks[index];
    if (mask === undefined || following !== undefined) return;
    const [run, from, place] = [new AbortController(), now(), placeAt(mask, now())];
    const pictures = new Pictures(film, run.signal);
    video.pause();
    busy(run);
    stop.focus();
    status.textContent = `Mask ${index + 1} is followed from ${at(from)} on.`;
    [progress.max, progress.value] = [Math.max(1, frames.count - from), 0];
    let goesOn = false;
    const change = (to: number, keys: readonly KeyFrame[], open: boolean): void => {
      drawing.changeMask(index, (before) => followed(before, { from, to, keys, open }), goesOn);
      goesOn = true;
    };
    let found: readonly KeyFrame[] = [{ frame: from, ...place }];
    const ended = await track({
      ...{ from, last: frames.count, place, scale: SMALL / width, signal: run.signal },
      others: mask.keys.length,
      pictureOf: (frame) => pictures.of(frame),
      found: (keys, frame) => {
        found = keys;
        progress.value = frame - from;
        change(frame, keys, false);
      },
    });
    change(ended.last, found, ended.why !== 'end');
    busy(undefined);
    const open = (drawing.edits.masks[index]?.to ?? 0) > ended.last;
    status.textContent = wordsOf(`mask ${index + 1}`, ended, open, at);
    show();
    part(root, 'track', HTMLButtonElement).focus();
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
    split: () => splitHere(),
    track: () => void follow(),
    stop: () => following?.abort(),
    remove: () =>
      drawing.change({ ...drawing.edits, masks: drawing.edits.masks.filter((_, index) => index !== chosen) }),
    undo: () => drawing.undo(),
    'sound-from': () => {
      soundFrom = soundLine.begins(film.frame);
      show();
      status.textContent = `Sound is silenced from ${(soundFrom / 1_000).toFixed(3)} s: go to where it ends.`;
    },
    'sound-to': () => {
      const [fromMs, toMs] = [soundFrom ?? soundLine.begins(0), soundLine.ends(film.frame)];
      if (toMs <= fromMs) return;
      const span = {
        kind: choice('sound-kind').value as 'mute' | 'tone',
        reason: choice('reason').value,
        fromMs,
        toMs,
      };
      const sound = [...drawing.edits.sound, span].sort((one, other) => one.fromMs - other.fromMs);
      soundFrom = undefined;
      status.textContent = `Sound is silenced from ${(fromMs / 1_000).toFixed(3)} s to ${(toMs / 1_000).toFixed(3)} s.`;
      drawing.change({ ...drawing.edits, sound });
    },
    'trim-from': () => trim({ from: now() }),
    'trim-to': () => trim({ to: now() }),
    'trim-none': () => drawing.change({ ...drawing.edits, trim: null }),
  });

  /** So that one half can go another way, or be taken out, while the other stays as it is. */
  function splitHere(): void {
    const { masks } = drawing.edits;
    const mask = masks[chosen];
    const halves = mask && split(mask, now());
    if (halves === undefined) {
      status.textContent = 'Go to a frame within the mask, after its first: it is split before that frame.';
      return;
    }
    chosen += 1;
    drawing.change({
      ...drawing.edits,
      masks: [...masks.slice(0, chosen - 1), ...halves, ...masks.slice(chosen)],
    });
    status.textContent = `Mask ${chosen} ends at frame ${now() - 1}. Mask ${chosen + 1} begins at frame ${now()}, at the same place.`;
  }

  function trim(part: { from?: number; to?: number }): void {
    const kept = { from: 1, to: frames.count, ...drawing.edits.trim, ...part };
    drawing.change({ ...drawing.edits, trim: kept });
    status.textContent = `Frames ${kept.from} to ${kept.to} stay.`;
  }

  // A press that is held back is none: the next one counts at once, which a button that looks for double presses would not have.
  const save = part(root, 'save', HTMLButtonElement);
  const hold = (event: Event): void => {
    if ((event.type === 'click' && event.target !== save) || !undecided.holds()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const type of ['click', 'submit']) field.form?.addEventListener(type, hold, true);
  waitForDrawn(() => drawing.canUndo, save, status);
  // What is on its way is not lost: a refusal gives it back.
  let isSent = false;
  field.form?.addEventListener('submit', () => (isSent = true));
  askBeforeLosing(() => drawing.canUndo && !isSent);
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
