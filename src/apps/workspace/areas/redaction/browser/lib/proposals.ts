import { ask as askFor, jsonOf } from '../../../../shell/browser/lib/ask';
import { AWAITED, LIVE } from '../../../../shell/browser/lib/live';
import { part } from '../../../../shell/browser/lib/parts';
import { placeAt, type KeyFrame, type Mask, type Place } from './drawing';

/** What a machine says of a face or a person. It is no mask, and nothing is covered by it. */
export interface Proposal {
  readonly kind: 'face' | 'person';
  readonly score: number;
  readonly from: number;
  readonly to: number;
  readonly keys: readonly KeyFrame[];
}

/** A proposal as the picture shows it. */
export interface Proposed {
  readonly kind: Proposal['kind'];
  readonly number: number;
  readonly place: Place;
}

export interface ProposalActs {
  /** @param called as in “face 1” */
  goTo(frame: number, called: string): void;
  take(proposal: Proposal): void;
  /** What is shown over the picture has changed. */
  changed(): void;
  /** Seconds from the first frame. */
  since(frame: number): number;
}

const FOUND =
  'Each is dashed and numbered in the picture, people in boxes with round corners. Cover it, for the reason and in the way chosen under “Masks”, or dismiss it. What is dismissed comes back when the page is opened again.';
const DECIDED = 'All that it proposed is covered or dismissed. Watch the whole recording for what it missed.';
const WAITING = 'The machine is looking through the recording. You can go on drawing.';
const AWAY = 'The service cannot be reached just now. Try again in a moment.';

const holds = (outer: Place, { x, y, w, h }: Place): boolean =>
  outer.x <= x && outer.y <= y && outer.x + outer.w >= x + w && outer.y + outer.h >= y + h;

const placeOf = (proposal: Proposal, frame: number): Place => placeAt(proposal, frame);

/** Whether one mask covers all of it already: it is shown no more, also when the page is opened again. */
export const isCovered = (proposal: Proposal, masks: readonly Mask[]): boolean => {
  const { from, to } = proposal;
  return masks.some((mask) => {
    if (mask.shape !== 'rectangle' || mask.from > from || mask.to < to) return false;
    // Both move evenly between their key frames: what holds at all of those holds between them.
    const frames = [...proposal.keys, ...mask.keys].map(({ frame }) => Math.min(to, Math.max(from, frame)));
    return frames.every((frame) => holds(placeAt(mask, frame), placeOf(proposal, frame)));
  });
};

/** What is left to decide, in a list; asked for without leaving what is drawn, and waited for as all that the page waits for. */
export class Proposals {
  private found: readonly Proposal[];
  private readonly form: HTMLFormElement;
  private readonly dismissed = new Set<Proposal>();
  private masks: readonly Mask[] = [];
  private shown = '';

  constructor(
    private readonly root: HTMLElement,
    private readonly acts: ProposalActs,
  ) {
    this.found = JSON.parse(root.dataset['proposals'] ?? '[]') as Proposal[];
    this.form = part(root, 'faces-form', HTMLFormElement);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.ask();
    });
    document.addEventListener(LIVE, (event) => {
      const read = (event as CustomEvent<Document>).detail.querySelector<HTMLElement>('[data-faces]');
      if (read !== null && this.awaits) this.renew(read);
    });
  }

  /** Where the undecided ones stand in a frame. */
  at(frame: number): Proposed[] {
    return this.left()
      .filter(({ from, to }) => frame >= from && frame <= to)
      .map((proposal) => ({
        kind: proposal.kind,
        number: this.numberOf(proposal),
        place: placeOf(proposal, frame),
      }));
  }

  show(masks: readonly Mask[]): void {
    this.masks = masks;
    const left = this.left();
    const shown = JSON.stringify(left.map((proposal) => this.numberOf(proposal)));
    if (shown === this.shown) return;
    this.shown = shown;
    const list = part(this.root, 'faces-list', HTMLElement);
    const focused = [...list.children].findIndex((line) => line.contains(document.activeElement));
    list.replaceChildren(...left.map((one) => this.lineOf(one)));
    if (this.found.length > 0)
      this.say(left.length === 0 ? DECIDED : `${this.root.dataset['more'] ?? ''}${FOUND}`);
    if (focused >= 0) this.focusOn(list.children[Math.min(focused, left.length - 1)]);
  }

  /** A button that is gone takes the focus with it: the next one to decide has it then, or what is said. */
  private focusOn(line: Element | undefined): void {
    (line?.querySelector('button') ?? this.words).focus();
  }

  private readonly numberOf = (proposal: Proposal): number => this.found.indexOf(proposal) + 1;

  private left(): Proposal[] {
    return this.found.filter((one) => !this.dismissed.has(one) && !isCovered(one, this.masks));
  }

  private lineOf(proposal: Proposal): HTMLElement {
    const item = document.createElement('li');
    const called = `${proposal.kind} ${this.numberOf(proposal)}`;
    const [from, to] = [proposal.from, proposal.to + 1].map((frame) => this.acts.since(frame).toFixed(1));
    item.className = 'lintel-proposal';
    item.append(
      `${called.charAt(0).toUpperCase()}${called.slice(1)}, ${from ?? ''} s to ${to ?? ''} s, score ${proposal.score} of 100 `,
    );
    const keys = document.createElement('span');
    keys.className = 'lintel-keys';
    keys.append(
      this.button(`Go to ${called}`, () => this.acts.goTo(proposal.keys[0]?.frame ?? proposal.from, called)),
      this.button(`Cover ${called}`, () => this.acts.take(proposal)),
      this.button(`Dismiss ${called}`, () => {
        this.dismissed.add(proposal);
        this.acts.changed();
      }),
    );
    item.append(keys);
    return item;
  }

  private button(words: string, act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'lintel-key', textContent: words });
    button.addEventListener('click', act);
    return button;
  }

  private get words(): HTMLElement {
    return part(this.root, 'faces-words', HTMLElement);
  }

  private say(words: string): void {
    this.words.textContent = words;
  }

  private get awaits(): boolean {
    return this.words.dataset['awaits'] !== undefined;
  }

  private async ask(): Promise<void> {
    const answer = await askFor(this.root.dataset['faces'] ?? '', { method: 'POST' });
    if (answer?.ok !== true) {
      const problem = answer && (jsonOf(answer) as { detail?: string } | undefined);
      this.say(problem?.detail ?? AWAY);
      return;
    }
    this.form.hidden = true;
    this.say(WAITING);
    this.focusOn(undefined);
    // The page follows what it waits for, as long as somebody is at it.
    this.words.dataset['awaits'] = 'faces';
    document.dispatchEvent(new CustomEvent(AWAITED));
  }

  /** As another reading of the page has it, when there is an answer. */
  private renew(read: HTMLElement): void {
    if (read.dataset['state'] === 'waiting') return;
    delete this.words.dataset['awaits'];
    this.say(part(read, 'faces-words', HTMLElement).textContent);
    this.root.dataset['more'] = read.dataset['more'] ?? '';
    this.form.hidden = part(read, 'faces-form', HTMLElement).hidden;
    this.found = JSON.parse(read.dataset['proposals'] ?? '[]') as Proposal[];
    this.acts.changed();
  }
}
