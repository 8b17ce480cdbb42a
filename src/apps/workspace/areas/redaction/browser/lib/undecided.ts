import { part } from '../../../../shell/browser/lib/parts';
import type { Mask } from './drawing';
import { restsOf, type Rest } from './rests';

const SVG = 'http://www.w3.org/2000/svg';

export interface UndecidedActs {
  /** A frame and its time, in words. */
  readonly at: (frame: number) => string;
  readonly goTo: (frame: number) => void;
  readonly keep: (rest: Rest) => void;
  readonly end: (rest: Rest) => void;
}

/** Where nothing follows: marked under the line of time, and what an officer has to decide of it before anything is saved. */
export class Undecided {
  private shown = '';
  private left: readonly Rest[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly acts: UndecidedActs,
  ) {}

  show(masks: readonly Mask[]): void {
    const rests = restsOf(masks);
    const shown = JSON.stringify([rests, masks.map(({ to }) => to)]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.left = rests.filter(({ decided }) => !decided);
    this.mark(rests);
    const panel = part(this.root, 'undecided', HTMLElement);
    const had = panel.contains(document.activeElement);
    panel.hidden = this.left.length === 0;
    this.say('');
    const lines = this.left.map((rest) => this.lineOf(rest, masks[rest.mask]?.to === rest.to));
    part(panel, 'undecided-list', HTMLElement).replaceChildren(...lines);
    // A button that is gone takes the focus with it.
    if (!had) return;
    if (this.left.length > 0) panel.querySelector('button')?.focus();
    else part(this.root, 'save', HTMLButtonElement).focus();
  }

  /** Whether nothing may be saved yet. Then it says so. */
  holds(): boolean {
    if (this.left.length === 0) return false;
    this.say('Nothing is saved yet. Decide first what the mask does where nothing follows.');
    part(this.root, 'undecided', HTMLElement).querySelector('button')?.focus();
    return true;
  }

  private say(words: string): void {
    part(this.root, 'undecided-words', HTMLElement).textContent = words;
  }

  private lineOf(rest: Rest, isEnd: boolean): HTMLElement {
    const { at, goTo, keep, end } = this.acts;
    const mask = `mask ${rest.mask + 1}`;
    const line = document.createElement('li');
    const does = rest.stands ? 'stands still' : 'moves evenly between its key frames';
    line.append(`Nothing follows from ${at(rest.from)} to ${at(rest.to)}: ${mask} ${does} there.`);
    const keys = document.createElement('div');
    keys.className = 'lintel-keys';
    keys.append(button(`Go to frame ${rest.from}`, () => goTo(rest.from)));
    keys.append(button(`Leave ${mask} so from frame ${rest.from}`, () => keep(rest)));
    if (isEnd) keys.append(button(`End ${mask} at frame ${rest.from - 1}`, () => end(rest)));
    line.append(keys);
    return line;
  }

  private mark(rests: readonly Rest[]): void {
    const line = this.root.querySelector<SVGSVGElement>('svg[data-rests]');
    line?.replaceChildren(
      ...rests.map(({ from, to, decided }) => {
        const shape = document.createElementNS(SVG, 'rect');
        const place = { x: from - 1, y: 0, width: to - from + 1, height: 1 };
        for (const [name, value] of Object.entries(place)) shape.setAttribute(name, String(value));
        shape.setAttribute('class', `lintel-rest${decided ? ' lintel-rest--decided' : ''}`);
        return shape;
      }),
    );
    line?.toggleAttribute('hidden', rests.length === 0);
    const words = part(this.root, 'rests', HTMLElement);
    words.hidden = rests.length === 0;
    words.textContent = `Marked under the line, nothing follows: ${rests.map((rest) => this.markWords(rest)).join('; ')}.`;
  }

  private markWords({ mask, from, to, decided }: Rest): string {
    return `mask ${mask + 1}, frames ${from} to ${to}${decided ? ', stands still' : ', to be decided'}`;
  }
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'lintel-key', textContent: words });
  made.addEventListener('click', act);
  return made;
}
