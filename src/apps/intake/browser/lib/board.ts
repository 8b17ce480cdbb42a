import { fill, type UploadTexts } from '../shared/upload-texts';
import { Announcer } from './announcer';
import { listFiles, Refusal, removeFile, speak, type ServerFile } from './api';
import { Hasher } from './hasher';
import { Item, type ItemHost } from './item';
import { Row } from './row';
import { SecondTry, type Again } from './second-try';
import { WakeLock } from './wake-lock';

const FIRST_POLL_MS = 1_500;
const SLOWEST_POLL_MS = 15_000;
/** Asking keeps her session alive: a page left open must not do it for ever. */
const LAST_POLL = 60;
const LOOK_MS = 5_000;
/** So long after a change of network a line that stands still is soon asked about: it may have died without a word. */
const DOUBT_MS = 60_000;

/** The list of her files on the page: what is on the server, and what is on its way there. */
export class Board implements ItemHost {
  readonly endpoint: string;
  readonly hasher: Hasher;
  readonly texts: UploadTexts;
  private readonly announcer: Announcer;
  private readonly secondTry = new SecondTry();
  private readonly items = new Map<HTMLElement, Item>();
  private readonly rows = new Map<HTMLElement, Row>();
  private readonly wakeLock = new WakeLock();
  private known: readonly ServerFile[] = [];
  private canSend = false;
  private poll: ReturnType<typeof setTimeout> | undefined;
  private polls = 0;
  private doubtUntil = 0;

  constructor(private readonly root: HTMLElement) {
    this.endpoint = root.dataset['endpoint'] ?? '';
    this.texts = JSON.parse(root.dataset['texts'] ?? '{}') as UploadTexts;
    speak(this.texts);
    this.announcer = new Announcer(this.part('said'));
    this.hasher = new Hasher(root.dataset['worker'] ?? '');
    for (const element of root.querySelectorAll<HTMLElement>('[data-part="list"] > li')) {
      this.adopt(new Row(element));
    }
    this.listen();
    this.refreshSoon(0);
  }

  /** A phone that wakes up, a line that is back, another network: what stands still goes on without her. */
  private listen(): void {
    const { connection } = navigator as { readonly connection?: EventTarget };
    window.addEventListener('online', () => this.wake());
    connection?.addEventListener('change', () => this.wake());
    document.addEventListener('resume', () => this.wake());
    document.addEventListener('visibilitychange', () => {
      this.wakeLock.forget();
      if (!document.hidden) this.wake();
    });
    setInterval(() => {
      const inDoubt = performance.now() < this.doubtUntil;
      for (const item of this.items.values()) item.revive(inDoubt ? LOOK_MS : undefined);
    }, LOOK_MS);
  }

  private wake(): void {
    this.doubtUntil = performance.now() + DOUBT_MS;
    for (const item of this.items.values()) item.revive(LOOK_MS);
    this.hurry();
  }

  /** Takes files that she chose or dropped. One that is half there goes on where it stopped. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const half = this.known.find(
        ({ id, state, name, size }) =>
          state === 'partial' && name === file.name && size === file.size && !this.held(id),
      );
      this.take(file, (half && this.rowOf(half.id)) ?? this.newRow(file));
    }
  }

  held(id: string): boolean {
    return [...this.items.values()].some((item) => item.row.id === id && item.stage !== 'failed');
  }

  announce(words: string, passing = false): void {
    this.announcer.say(words, passing);
  }

  changed(item: Item): void {
    if (item.stage === 'done') {
      this.items.delete(item.row.element);
      this.secondTry.arrived(item.row.id, item.file, performance.now());
    }
    if (item.stage === 'done' || item.stage === 'fingerprint') {
      // Each file may be asked about as long as the first: many of them must not use up the patience.
      this.polls = 0;
      this.refreshSoon(0);
    }
    this.next();
    this.update();
  }

  signedOut(words: string): void {
    this.trouble(words);
    for (const item of this.items.values()) if (item.stage === 'queued') item.end(words);
  }

  /** One file at a time: on a thin line, one that is whole is worth more than two halves. */
  private next(): void {
    const items = [...this.items.values()];
    if (items.some((item) => item.busy)) return;
    void items.find((item) => item.stage === 'queued')?.start();
  }

  private trouble(words: string): void {
    const trouble = this.part('trouble');
    trouble.hidden = words === '';
    trouble.textContent = words;
  }

  private take(file: File, row: Row): void {
    this.items.set(row.element, new Item(file, row, this));
    this.next();
    this.update();
  }

  private hurry(): void {
    for (const item of this.items.values()) item.hurry();
    this.polls = 0;
    this.refreshSoon(0);
  }

  private newRow(file: File): Row {
    const row = Row.from(this.part('row') as HTMLTemplateElement);
    this.describe(row, file);
    this.part('list').append(row.element);
    this.adopt(row);
    return row;
  }

  private describe(row: Row, { name, size }: { readonly name: string; readonly size: number }): void {
    row.describe(name, size, fill(this.texts.progressOf, { name }));
  }

  private adopt(row: Row): void {
    this.rows.set(row.element, row);
    row.onButton(() => this.press(row));
    row.onRemove(() => void this.remove(row));
  }

  private press(row: Row): void {
    const item = this.items.get(row.element);
    if (item?.stage === 'failed') void this.again(row, item.file);
    else item?.pauseOrGoOn();
  }

  private async again(row: Row, file: File): Promise<void> {
    if (await this.remove(row, true)) this.add([file]);
  }

  /** What arrived is not what her device has: it goes again without her, and only when that does not help is it a matter. */
  private async againOf(row: Row, { file, from }: Again): Promise<void> {
    const words = fill(this.texts.onceMore, { name: file.name });
    row.say(words, 'busy');
    this.announce(words);
    if (from === 'gap') this.take(file, row);
    else await this.again(row, file);
  }

  /** @param quietly it comes back at once */
  private async remove(row: Row, quietly = false): Promise<boolean> {
    this.items.get(row.element)?.drop();
    try {
      if (row.id !== '') await removeFile(row.id);
    } catch (error) {
      const gone = error instanceof Refusal && error.status === 404;
      if (!gone) {
        // It is on the server as far as it came: the next look at the list says so.
        this.items.delete(row.element);
        this.refreshSoon(0);
        if (error instanceof Refusal && error.status === 401) this.signedOut(error.message);
        else this.trouble(error instanceof Refusal ? error.message : this.texts.noConnection);
        return false;
      }
    }
    this.trouble('');
    this.forget(row);
    if (!quietly) this.announce(this.texts.removed);
    this.refreshSoon(0);
    return true;
  }

  private forget(row: Row): void {
    if (row.element.contains(document.activeElement)) this.root.querySelector<HTMLElement>('input')?.focus();
    row.element.remove();
    this.rows.delete(row.element);
    this.items.delete(row.element);
    this.update();
  }

  private refreshSoon(delay: number): void {
    clearTimeout(this.poll);
    this.poll = setTimeout(() => void this.refresh(), delay);
  }

  private async refresh(): Promise<void> {
    this.polls += 1;
    const asked = performance.now();
    try {
      const { files, canSend } = await listFiles();
      this.known = files;
      this.canSend = canSend;
      this.show(files, asked);
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) {
        this.signedOut(error.message);
        return;
      }
    }
    const waiting = this.known.some(({ state }) => state === 'waiting');
    if (!waiting || this.polls > LAST_POLL) return;
    this.refreshSoon(Math.min(SLOWEST_POLL_MS, FIRST_POLL_MS * 1.2 ** this.polls));
  }

  private show(files: readonly ServerFile[], asked: number): void {
    for (const file of files) {
      const row = this.rowOf(file.id) ?? this.rowFor(file);
      if (row === undefined || this.items.has(row.element) || this.secondTry.isOld(file.id, asked)) continue;
      this.describe(row, file);
      const again = this.secondTry.told(file.id, file.state, asked);
      if (again !== undefined) {
        void this.againOf(row, again);
        continue;
      }
      row.say(file.words, file.state);
      row.hint(file.hint);
      row.button(undefined);
      row.progress(
        file.state === 'partial' && file.size > 0 ? (100 * file.arrivedBytes) / file.size : undefined,
      );
    }
    const ids = new Set(files.map(({ id }) => id));
    for (const row of [...this.rows.values()]) {
      if (!this.items.has(row.element) && !ids.has(row.id)) this.forget(row);
    }
    this.update();
  }

  /** A file that another window added. One that an item here is just making a place for gets no second line. */
  private rowFor(file: ServerFile): Row | undefined {
    const placing = [...this.items.values()].some((item) => item.busy && item.row.id === '');
    if (placing) return undefined;
    const row = Row.from(this.part('row') as HTMLTemplateElement);
    row.id = file.id;
    this.part('list').append(row.element);
    this.adopt(row);
    return row;
  }

  private rowOf(id: string): Row | undefined {
    return [...this.rows.values()].find((row) => row.id === id);
  }

  private update(): void {
    const pending = [...this.items.values()].some(({ hinders }) => hinders);
    this.part('list').hidden = this.rows.size === 0;
    this.part('empty').hidden = this.rows.size > 0;
    this.part('send').hidden = pending || !this.canSend;
    this.wakeLock.update([...this.items.values()].some((item) => item.busy));
  }

  private part(name: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(`:scope [data-part="${name}"]`);
    if (found === null) throw new Error(`the page has no ${name}`);
    return found;
  }
}
