import { onPress, part } from '../../../shell/browser/lib/parts';
import { takesWords } from './lib/proposed-words';
import { Saver } from './lib/saver';
import { partsOf, type Part } from './lib/speech';
import { Rows, type Line } from './lib/transcript-rows';
import { uncovered } from './lib/uncovered';

/** Seconds that one key goes back. */
const BACK_S = 2;

/** Milliseconds of the film's clock, by which captions are shown and sound is heard, at the frame that the player shows now, or at the one after it. */
const clockOf =
  (media: HTMLMediaElement | null, player: HTMLElement | null) =>
  (frame: 'time' | 'next'): number => {
    const now = media?.currentTime ?? 0;
    const { begins = '', ends = '', [frame]: shown = '' } = player?.dataset ?? {};
    // Sound may begin before the first picture and go on after the last; and there may be no player that knows the frames.
    const heardAlone = shown === '' || now < Number(begins) || now > Number(ends);
    return Math.round((heardAlone ? now : Number(shown)) * 1_000);
  };

/** What was typed as text before this ran stays there, and is sent as without JavaScript. */
const isBegun = (form: HTMLFormElement): boolean => {
  const { value, defaultValue } = part(form, 'typed', HTMLElement).querySelector('textarea') ?? {};
  return value !== defaultValue;
};

function open(form: HTMLFormElement): void {
  const player = document.querySelector<HTMLElement>('[data-player]');
  const media = document.querySelector<HTMLMediaElement>('video, audio');
  const undo = part(form, 'undo', HTMLButtonElement);
  const typing = { lines: () => rows.lines(), wrong: () => rows.wrong() };
  const saver = new Saver(form, typing);
  const clock = clockOf(media, player);
  const rows = new Rows(
    part(form, 'rows', HTMLElement),
    () => clock('time'),
    part(form, 'taken', HTMLElement),
    () => {
      undo.disabled = !rows.canUndo;
      saver.changed();
      tell();
    },
  );
  const parts = partsOf(form.dataset['speech']);
  let lines: readonly Line[] = saver.given();
  /** While a time is half typed, as it was before. */
  const without = (): readonly Part[] => uncovered(parts, (lines = rows.lines() ?? lines));
  const tell = (): void => {
    const words = form.querySelector<HTMLElement>('[data-part="uncovered"]');
    if (words === null) return;
    words.hidden = false;
    const count = without().length;
    words.textContent =
      `Parts where somebody may speak: ${parts.length}, without a line: ${count}. ` +
      'A detector marked them; it misses quiet words and takes other sounds for speech.';
  };
  const toNext = (): void => {
    const [now, next] = [clock('time'), clock('next')];
    const left = without();
    // What begins within the frame that is shown is where one is.
    const [from] = left.find(([start]) => start > Math.max(now + 1, next)) ?? left[0] ?? [];
    if (media === null || from === undefined) return;
    media.currentTime = Math.max(0, media.currentTime + (from - now) / 1_000);
  };
  const toggle = (): void => {
    if (media === null) return;
    if (media.paused) void media.play();
    else media.pause();
  };
  const keys: Readonly<Record<string, () => void>> = {
    F2: () => {
      if (media !== null) media.currentTime = Math.max(0, media.currentTime - BACK_S);
    },
    F4: toggle,
    F7: toNext,
    F8: () => rows.take('start'),
    F9: () => rows.take('end'),
  };
  form.addEventListener('keydown', (event) => {
    const act =
      event.ctrlKey || event.altKey || event.metaKey || event.shiftKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  onPress(form, { add: () => rows.add(), undo: () => rows.undo() });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const finishes = event.submitter?.dataset['part'] === 'finish';
    void (finishes ? saver.finish() : saver.save());
  });
  const show = (given: readonly Line[]): void => {
    rows.show(given);
    tell();
  };
  takesWords({ saver, list: part(form, 'rows', HTMLElement), show });
  rows.show(saver.given());
  saver.begin();
  tell();
  part(form, 'typed', HTMLElement).hidden = true;
  for (const name of ['rows', 'tools']) part(form, name, HTMLElement).hidden = false;
  form.dataset['ready'] = 'yes';
}

const form = document.querySelector<HTMLFormElement>('form[data-transcript]');
if (form !== null && !isBegun(form)) open(form);
