import { listedName } from '../shared/names';
import { needsChoosing, totalOf, type Counted, type Total } from '../shared/total';
import type { UploadTexts } from '../shared/upload-texts';
import type { ServerFile } from './api';
import type { Item } from './item';
import { timeLeft } from './time-left';

/** How much is here, whether the victim may leave, and which files to choose again: over the server's own markup. */
export class Summary {
  constructor(
    private readonly root: HTMLElement,
    private readonly texts: UploadTexts,
  ) {}

  show(known: readonly ServerFile[], items: ReadonlyMap<HTMLElement, Item>, unnoted: number): Total {
    const own = [...items.values()].filter(({ stage }) => stage !== 'removed');
    const ofPage = new Map(own.map((item) => [item.row.id, item]));
    const others = known.filter(({ id }) => !ofPage.has(id));
    const counted: Counted[] = [...others, ...own.map(countedOf)];
    const onTheWay = own.filter((item) => item.onItsWay && !item.isHere);
    const way = { files: onTheWay.length, unnoted, timeLeft: this.timeLeft(onTheWay) };
    const total = totalOf(this.texts, counted, way);
    this.part('total').hidden = counted.length === 0;
    // What the rest of the page says of leaving is true while no file is on its way; with files, the advice says it.
    const quiet = document.querySelector<HTMLElement>('[data-while-empty]');
    if (quiet !== null) quiet.hidden = counted.length > 0;
    this.say('total-words', total.words);
    this.say('total-advice', total.advice);
    const bar = this.part('total-progress') as HTMLProgressElement;
    bar.hidden = !total.rest;
    bar.value = total.percent;
    this.again(others.filter(needsChoosing).map(({ name }) => name));
    return total;
  }

  private timeLeft(items: readonly Item[]): string {
    const speed = items.map(({ bytesPerSecond }) => bytesPerSecond).find((rate) => rate !== undefined);
    if (speed === undefined) return '';
    const bytes = items.reduce((sum, { file, arrivedBytes }) => sum + file.size - arrivedBytes, 0);
    return timeLeft(this.texts, bytes / speed);
  }

  private again(names: readonly string[]): void {
    const list = this.part('again-list');
    const shown = [...list.children].map(({ textContent }) => textContent);
    const wanted = names.map(listedName);
    this.part('again').hidden = wanted.length === 0;
    if (shown.length === wanted.length && shown.every((name, index) => name === wanted[index])) return;
    list.replaceChildren(
      ...wanted.map((name) => {
        const line = document.createElement('li');
        const isolated = document.createElement('bdi');
        isolated.textContent = name;
        line.append(isolated);
        return line;
      }),
    );
  }

  private say(part: string, words: string): void {
    const line = this.part(part);
    line.hidden = words === '';
    if (line.textContent !== words) line.textContent = words;
  }

  private part(name: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (found === null) throw new Error(`the page has no ${name}`);
    return found;
  }
}

const countedOf = (item: Item): Counted => ({
  state: item.isHere ? 'waiting' : 'partial',
  size: item.file.size,
  arrivedBytes: item.arrivedBytes,
});
