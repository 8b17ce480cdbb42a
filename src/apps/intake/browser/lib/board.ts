import { fill, type PageTexts } from '../shared/upload-texts';
import { Announcer } from './announcer';
import { changeFile, listFiles, Refusal, speak, type ServerFile } from './api';
import { arrivedNow } from './arrived-now';
import { onEnded, onGoesOn, tellGoesOn, wantLook } from './ended';
import { Hasher } from './hasher';
import { Item, type ItemHost } from './item';
import { hasLeft } from './left';
import { Listed } from './listed';
import { Wish } from './pictures/wish';
import { Poll } from './poll';
import { Register } from './register';
import { RemovedList } from './removed-list';
import type { Row } from './row';
import { reviving } from './reviving';
import { Rows } from './rows';
import type { Again } from './second-try';
import { SendForm } from './send-form';
import { Summary } from './summary';
import { Undo } from './undo';
import { WakeLock } from './wake-lock';

/** The list of the victim's files on the page: what is on the server, and what is on its way there. */
export class Board implements ItemHost {
  readonly endpoint: string;
  readonly hasher: Hasher;
  readonly texts: PageTexts;
  private readonly announcer: Announcer;
  private readonly items = new Map<HTMLElement, Item>();
  private readonly rows: Rows;
  private readonly wakeLock = new WakeLock();
  private readonly poll = new Poll(() => this.refresh());
  private readonly register = new Register({
    changed: () => this.update(),
    reference: (reference) => this.sendForm.reference(reference),
  });
  private readonly removed: RemovedList;
  private readonly undo: Undo;
  private readonly summary: Summary;
  private readonly sendForm: SendForm;
  private readonly wish: Wish;
  private readonly listed: Listed;
  /** Nothing can be sent from this page until its visitor has come in again. */
  private isSignedOut = false;
  /** Ids of files that came wrong and come again under another one. */
  private readonly replaced = new Set<string>();

  constructor(private readonly root: HTMLElement) {
    this.endpoint = root.dataset['endpoint'] ?? '';
    this.texts = JSON.parse(root.dataset['texts'] ?? '{}') as PageTexts;
    const files = JSON.parse(root.dataset['files'] ?? '[]') as ServerFile[];
    this.listed = new Listed(this.texts.adding, files, !this.part('send').hidden);
    speak(this.texts);
    this.announcer = new Announcer(this.part('said'));
    this.hasher = new Hasher(root.dataset['worker'] ?? '');
    this.rows = new Rows(this.part('list'), this.part('row') as HTMLTemplateElement, (row) => {
      row.onButton(() => this.press(row));
      row.onRemove(() => void this.remove(row));
    });
    this.removed = new RemovedList(root, (id, act) => void this.settle(id, act));
    this.undo = new Undo(root, (id) => void this.settle(id, 'put-back'));
    this.summary = new Summary(root, this.texts);
    this.sendForm = new SendForm(root);
    this.wish = new Wish(root, this.texts.pictures, {
      rows: () => this.rows.all(),
      chosen: (row) => this.items.get(row.element)?.file,
      announce: (words) => this.announce(words),
    });
    this.listen();
    // An empty list is told by the page itself.
    if (files.length > 0) this.poll.soon();
  }

  /** What stands still goes on by itself. */
  private listen(): void {
    document.addEventListener('visibilitychange', () => this.wakeLock.forget());
    reviving(
      (after) => this.items.forEach((item) => item.revive(after)),
      () => this.hurry(),
    );
    // What is on its way goes on from this page; how many files only it knows of stays to be read.
    onEnded(() => {
      this.halt(this.texts.signedOut);
      if (this.unnoted > 0) return [this.part('total-advice')];
      return this.items.size > 0 ? [] : undefined;
    });
    onGoesOn(() => this.poll.renew());
    // Only where a file would be lost by name: nothing else stands between the victim and the way out.
    window.addEventListener('beforeunload', (event) => {
      if (this.unnoted > 0 && !hasLeft()) event.preventDefault();
    });
  }

  /** Takes files that were chosen or dropped: the server is told of them first, and knows which of them it awaits. */
  add(files: Iterable<File>): void {
    for (const file of files)
      this.take(
        file,
        this.rows.add((row) => this.describe(row, file)),
      );
  }

  /** Files that would be forgotten with the page. */
  private get unnoted(): number {
    return [...this.items.values()].filter(({ isUnnoted }) => isUnnoted).length;
  }

  hasBytes(id: string): boolean {
    return this.listed.files.some((file) => file.id === id && file.arrivedBytes > 0);
  }

  /** Its line is the one that the server has for it; the same file chosen twice on this page goes once. */
  noted(item: Item, id: string, about: string): void {
    this.signedIn();
    this.wish.hold(id, item.file);
    const [row, other] = [this.rows.of(id), this.itemOf(id)];
    if (row === item.row) item.moveTo(row);
    else if (row === undefined) item.row.become(id, about);
    else if (other !== undefined && other.stage !== 'failed') this.forget(item.row);
    else {
      const { row: first } = item;
      if (other !== undefined) this.items.delete(row.element);
      this.forget(first);
      this.items.set(row.element, item);
      item.moveTo(row);
    }
    this.next();
    this.update();
  }

  moved(): void {
    this.summary.show(this.listed.files, this.items, this.unnoted);
  }

  announce(words: string, passing = false): void {
    this.announcer.say(words, passing);
  }

  changed(item: Item): void {
    if (item.stage === 'done') this.items.delete(item.row.element);
    if (item.isHere) {
      this.listed.arrived(arrivedNow(item), item.file);
      // What the server makes of it.
      this.poll.renew();
    }
    this.next();
    this.update();
  }

  signedOut(words: string): void {
    this.halt(words);
    wantLook();
  }

  private halt(words: string): void {
    this.isSignedOut = true;
    this.trouble(words);
    for (const item of this.items.values()) item.end(words);
    this.update();
  }

  /** As when another tab of the same browser has entered the code: what stood waiting goes on. */
  private signedIn(): void {
    if (!this.isSignedOut) return;
    this.isSignedOut = false;
    this.trouble('');
    for (const item of this.items.values()) item.goOn();
    this.next();
    tellGoesOn();
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
    const item = new Item(file, row, this);
    this.items.set(row.element, item);
    this.register.add(item);
    this.update();
  }

  private hurry(): void {
    for (const item of this.items.values()) item.hurry();
    this.register.hurry();
    this.poll.renew();
  }

  private describe(row: Row, { name, size }: { readonly name: string; readonly size: number }): void {
    row.describe(name, size, fill(this.texts.progressOf, { name }));
  }

  private press(row: Row): void {
    const item = this.items.get(row.element);
    if (item?.stage === 'failed') void this.again(row, item.file);
    else item?.pauseOrGoOn();
  }

  /** From its first byte: the server takes it for the one that it awaits, or for a new one. */
  private async again(row: Row, file: File): Promise<void> {
    const { id } = row;
    const isWrong = this.listed.files.some((one) => one.id === id && one.state === 'changed');
    this.items.get(row.element)?.drop();
    this.forget(row);
    this.add([file]);
    if (isWrong) this.replaced.add(id);
    await this.eraseReplaced();
  }

  /** What came wrong and comes again: gone only once the server knows of the new one, so that it is never without both. */
  private async eraseReplaced(): Promise<void> {
    if (this.unnoted > 0) return;
    for (const id of this.replaced) await changeFile(id, 'erase').catch(() => undefined);
  }

  /** What arrived is not what the device has: it goes again by itself, and only when that does not help is it a matter. */
  private async againOf(row: Row, { file, from }: Again): Promise<void> {
    const words = fill(this.texts.onceMore, { name: file.name });
    row.say(words, 'busy');
    this.announce(words);
    if (from === 'gap') this.take(file, row);
    else await this.again(row, file);
  }

  /** Out of the list, to be had back until the victim sends. */
  private async remove(row: Row): Promise<void> {
    const item = this.items.get(row.element);
    if (item !== undefined) this.register.drop(item);
    item?.drop();
    this.undo.takenOut(row.id);
    if (row.id === '' || (await this.settle(row.id, 'remove'))) this.forget(row);
    else this.items.delete(row.element);
    this.poll.soon();
  }

  /** Takes a file out, puts it back or erases it, and says how that went. */
  private async settle(id: string, act: Parameters<typeof changeFile>[1]): Promise<boolean> {
    try {
      await changeFile(id, act);
    } catch (error) {
      const gone = error instanceof Refusal && error.status === 404;
      if (!gone) {
        // The next look at the list says how it is.
        this.poll.soon();
        if (error instanceof Refusal && error.status === 401) this.signedOut(error.message);
        else this.trouble(error instanceof Refusal ? error.message : this.texts.noConnection);
        return false;
      }
    }
    this.listed.settled();
    this.trouble('');
    if (act === 'erase') this.wish.drop(id);
    else this.announce(act === 'remove' ? this.texts.removed : this.texts.putBack);
    this.poll.soon();
    return true;
  }

  private forget(row: Row): void {
    this.listed.forget(row.id);
    if (!this.rows.handFocusOn(row)) this.root.querySelector<HTMLElement>('input')?.focus();
    this.rows.remove(row);
    this.items.delete(row.element);
    this.update();
  }

  private async refresh(): Promise<void> {
    const asked = performance.now();
    try {
      const { files: all, canSend, removed, reference } = await listFiles();
      this.signedIn();
      const files = all.filter(({ id }) => !this.replaced.has(id));
      if (!this.listed.take(files, canSend, asked)) return;
      this.sendForm.reference(reference);
      if (files.length < all.length) void this.eraseReplaced();
      this.removed.show(removed);
      this.undo.show(removed);
      this.show(asked);
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) {
        this.signedOut(error.message);
        return;
      }
    }
    this.poll.follow(this.listed.files, ({ id }) => this.itemOf(id) !== undefined);
  }

  private itemOf(id: string): Item | undefined {
    const row = this.rows.of(id);
    return row && this.items.get(row.element);
  }

  private show(asked: number): void {
    const { files } = this.listed;
    for (const file of files) {
      const row = this.rows.of(file.id) ?? this.rowFor(file);
      if (row === undefined || this.items.has(row.element) || this.listed.isOld(file.id, asked)) continue;
      this.describe(row, file);
      const again = this.listed.again(file, asked);
      if (again !== undefined) {
        void this.againOf(row, again);
        continue;
      }
      row.tell(file);
    }
    const ids = new Set(files.map(({ id }) => id));
    for (const row of this.rows.all()) {
      if (!this.items.has(row.element) && !ids.has(row.id)) this.forget(row);
    }
    this.update();
  }

  /** A file that another window added. While one of this page is being noted down, it may be that one. */
  private rowFor(file: ServerFile): Row | undefined {
    if (this.register.unnoted > 0) return undefined;
    return this.rows.add((row) => row.become(file.id, file.about));
  }

  private update(): void {
    this.part('list').hidden = this.rows.size === 0;
    this.part('empty').hidden = this.rows.size > 0;
    const canSend = this.listed.canSend && !this.isSignedOut;
    this.part('send').hidden = !canSend;
    this.sendForm.shown(this.listed.files);
    const { rest } = this.summary.show(this.listed.files, this.items, this.unnoted);
    this.part('send-rest').hidden = !canSend || !rest;
    this.part('send-nothing').hidden = this.listed.canSend || this.isSignedOut || this.rows.size === 0;
    this.wish.update();
    this.wakeLock.update([...this.items.values()].some((item) => item.busy));
  }

  private part(name: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(`:scope [data-part="${name}"]`);
    if (found === null) throw new Error(`the page has no ${name}`);
    return found;
  }
}
