import { beginFile, refusal, Refusal, worthRetrying } from './api';
import { AtOnce, digestOfSmall } from './at-once';
import { fill, type UploadTexts } from '../shared/upload-texts';
import { holdsNothing, wrongKind } from '../shared/wrong-kind';
import type { Hasher } from './hasher';
import { isReadable } from './readable';
import { Pace } from './pace';
import { bytesText, type Row } from './row';
import type { Unnoted } from './register';
import { RETRY_DELAYS, Sender } from './sender';
import { tellFingerprint } from './tell-fingerprint';
import { timeLeft } from './time-left';

export interface ItemHost {
  readonly endpoint: string;
  readonly hasher: Hasher;
  readonly texts: UploadTexts;
  /** Whether the server has bytes of it already. */
  hasBytes(id: string): boolean;
  /** The server knows of the file: its line becomes the one that it has there. */
  noted(item: Item, id: string, about: string): void;
  /** For people who cannot see the list. `passing`: worth saying only as long as nothing newer is there. */
  announce(words: string, passing?: boolean): void;
  /** More of it has come. */
  moved(): void;
  /** Something changed that the rest of the page may want to know. */
  changed(item: Item): void;
  signedOut(words: string): void;
}

type Stage =
  | 'noting'
  | 'queued'
  | 'sending'
  | 'waiting'
  | 'paused'
  | 'fingerprint'
  | 'done'
  | 'failed'
  | 'refused'
  | 'removed';

/** Bytes on their way that do not move for so long: the phone slept or changed its network, and the line is dead. */
const STALLED_MS = 30_000;
/** Between two words about how far a file is, to people who cannot see it. */
const PROGRESS_SAID_MS = 20_000;

/** Signed out; too large: trying the same again helps nobody. */
const FINAL = new Set([401, 413]);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One file on its way from the victim's device to the server. */
export class Item implements Unnoted {
  stage: Stage = 'noting';
  private sender: Sender | undefined;
  /** Its first try, when it is small. */
  private atOnce: AtOnce | undefined;
  /** How often it was begun: what an earlier beginning still waited for goes no further. */
  private begun = 0;
  private sha256: Promise<string | undefined> | undefined;
  /** What it was when the session ended. */
  private ended: 'queued' | 'paused' | undefined;
  private percent = 0;
  private sentBytes = 0;
  private moved = 0;
  private said = 0;
  private readonly pace = new Pace();

  constructor(
    readonly file: File,
    public row: Row,
    private readonly host: ItemHost,
  ) {
    this.show(host.texts.noting);
  }

  get busy(): boolean {
    return this.stage === 'sending' || this.stage === 'waiting';
  }

  /** It is being brought, or will be by itself. */
  get onItsWay(): boolean {
    return this.busy || ['noting', 'queued', 'paused', 'fingerprint'].includes(this.stage);
  }

  /** The server knows nothing of it, whatever the reason: with the page it would be forgotten. */
  get isUnnoted(): boolean {
    return this.row.id === '' && this.stage !== 'removed';
  }

  get isHere(): boolean {
    return this.stage === 'fingerprint' || this.stage === 'done';
  }

  /** Bytes that the server has acknowledged. */
  get arrivedBytes(): number {
    return this.isHere ? this.file.size : this.sentBytes;
  }

  get bytesPerSecond(): number | undefined {
    return this.stage === 'sending' ? this.pace.bytesPerSecond : undefined;
  }

  noted(id: string, about: string): void {
    if (this.stage !== 'noting') return;
    const { texts } = this.host;
    const wrong = wrongKind(this.file.name, this.file.size);
    if (holdsNothing(wrong)) {
      this.set('refused');
      this.show(texts.wrong[wrong], undefined, undefined, 'empty');
      this.host.announce(`${this.file.name}: ${texts.wrong[wrong]}`);
    } else {
      this.set('queued');
      this.show(texts.queued, texts.pause);
    }
    this.host.noted(this, id, about);
  }

  delayed(): void {
    if (this.stage !== 'noting') return;
    this.show(this.host.texts.notingOffline);
    this.host.changed(this);
  }

  signedOut(words: string): void {
    if (this.stage !== 'noting') return;
    this.show(words);
    this.host.signedOut(words);
  }

  refused(error: Refusal): void {
    if (this.stage === 'noting') this.fail(error);
  }

  /** Goes on in another line, as it stands. */
  moveTo(row: Row): void {
    this.row = row;
    if (this.stage === 'queued') this.show(this.host.texts.queued, this.host.texts.pause);
  }

  async start(): Promise<void> {
    this.set('sending');
    this.showProgress();
    const { id } = this.row;
    const begun = (this.begun += 1);
    const goesOn = (): boolean => this.begun === begun && this.stage === 'sending';
    const digest = begun === 1 && !this.host.hasBytes(id) ? await digestOfSmall(this.file) : undefined;
    if (!goesOn()) return;
    if (digest !== undefined) {
      this.goAtOnce(id, digest);
      return;
    }
    this.sha256 ??= this.host.hasher.hash(this.file);
    if (!(await this.place(id)) || !goesOn()) return;
    this.sender ??= new Sender(this.file, `${this.host.endpoint}/${id}`, {
      progress: (sent) => this.progressed(sent),
      interrupted: () => this.interrupted(),
      done: () => void this.arrived(id),
      failed: (error) => this.fail(error),
    });
    this.pace.restart();
    this.moved = performance.now();
    this.sender.start();
  }

  /** Whatever comes in between, also where its fingerprint did not come along, it goes on like a large one. */
  private goAtOnce(id: string, digest: string): void {
    this.pace.restart();
    this.moved = performance.now();
    this.atOnce = new AtOnce(this.file, `${this.host.endpoint}/${id}`, digest, {
      progress: (sent) => this.progressed(sent),
      done: () => {
        this.atOnce = undefined;
        this.show(this.host.texts.fingerprint);
        this.host.announce(fill(this.host.texts.fileHere, { name: this.file.name }));
        this.set('done');
        this.host.changed(this);
      },
      failed: () => {
        this.atOnce = undefined;
        void this.start();
      },
    });
  }

  private stop(): void {
    this.sender?.stop();
    this.atOnce?.stop();
    this.atOnce = undefined;
  }

  pauseOrGoOn(): void {
    if (this.busy || this.stage === 'queued') {
      this.stop();
      this.set('paused');
      this.show(fill(this.host.texts.paused, { percent: this.percent }), this.host.texts.goOn);
    } else {
      this.set('queued');
      this.show(this.host.texts.queued, this.host.texts.pause);
    }
    this.host.changed(this);
  }

  /** The connection is back: no need to wait for the next try. */
  hurry(): void {
    if (this.stage !== 'waiting' || this.sender === undefined) return;
    this.again(this.sender);
  }

  /** After a sleep or a change of network a line can be dead without anybody being told: asks the server where it is. */
  revive(after = STALLED_MS): void {
    const { sender, atOnce } = this;
    if (this.stage !== 'sending' || performance.now() - this.moved <= after) return;
    if (atOnce !== undefined) {
      this.stop();
      void this.start();
    } else if (sender !== undefined) this.again(sender);
  }

  private again(sender: Sender): void {
    sender.stop();
    this.set('sending');
    this.moved = performance.now();
    this.pace.restart();
    sender.start();
  }

  /** The session has ended: nothing more of it is brought, and no button says otherwise, until somebody is in again. */
  end(words: string): void {
    if (!['queued', 'sending', 'waiting', 'paused'].includes(this.stage)) return;
    this.stop();
    this.ended = this.stage === 'paused' ? 'paused' : 'queued';
    this.set('failed');
    this.show(words, undefined, undefined, 'partial');
  }

  /** There is a session again: as it stood when the one before ended. */
  goOn(): void {
    const { ended } = this;
    this.ended = undefined;
    if (this.stage !== 'failed' || ended === undefined) return;
    this.set(ended);
    const { texts } = this.host;
    if (ended === 'paused') this.show(fill(texts.paused, { percent: this.percent }), texts.goOn);
    else this.show(texts.queued, texts.pause);
  }

  drop(): void {
    this.stop();
    this.set('removed');
    this.host.changed(this);
  }

  /** Its place on the server; asking again does no harm. `false` when it failed or was stopped. */
  private async place(id: string): Promise<boolean> {
    for (const delay of RETRY_DELAYS) {
      try {
        await beginFile(id);
        return true;
      } catch (error) {
        const known = error instanceof Refusal ? error : refusal(0, '');
        // A conflict here is a limit, and no waiting helps.
        if (known.status === 409 || !worthRetrying(known.status)) {
          this.fail(known);
          return false;
        }
        this.interrupted();
        await sleep(Math.max(delay, 1_000));
        if (!this.busy) return false;
        this.set('sending');
      }
    }
    return false;
  }

  private progressed(sent: number): void {
    const percent = this.file.size === 0 ? 100 : Math.floor((100 * sent) / this.file.size);
    const now = performance.now();
    this.moved = now;
    this.sentBytes = sent;
    this.pace.add(now, sent);
    if (this.stage === 'sending' && percent === this.percent) return;
    this.set('sending');
    this.percent = percent;
    this.host.moved();
    this.showProgress(this.file.size - sent);
    if (now - this.said < PROGRESS_SAID_MS) return;
    this.said = now;
    this.host.announce(fill(this.host.texts.progressSaid, { name: this.file.name, percent }), true);
  }

  private showProgress(bytesLeft = 0): void {
    const { texts } = this.host;
    const [percent, speed] = [this.percent, this.pace.bytesPerSecond];
    const words =
      speed === undefined
        ? fill(texts.adding, { percent })
        : fill(texts.addingPace, {
            percent,
            speed: bytesText(speed),
            left: timeLeft(texts, bytesLeft / speed),
          });
    this.show(words, texts.pause, percent);
  }

  private interrupted(): void {
    const { texts } = this.host;
    if (this.stage !== 'waiting') {
      this.host.announce(texts.connectionGone);
      void this.lookAtFile();
    }
    this.set('waiting');
    this.show(texts.connectionGone, texts.pause, this.percent);
  }

  /** A browser tells of a file that it can no longer read as it tells of a line that is gone. */
  private async lookAtFile(): Promise<void> {
    if ((await isReadable(this.file)) || !this.busy) return;
    this.stop();
    this.fail(new Refusal(this.host.texts.unreadable, 0));
  }

  private fail(error: Refusal): void {
    this.set('failed');
    this.show(
      error.message,
      FINAL.has(error.status) ? undefined : this.host.texts.tryAgain,
      undefined,
      'partial',
    );
    if (error.status === 401) {
      this.ended = 'queued';
      this.host.signedOut(error.message);
    } else this.host.announce(`${this.file.name}: ${error.message}`);
    this.host.changed(this);
  }

  /** Whole on the server: only the device's own fingerprint is still to come. */
  private async arrived(id: string): Promise<void> {
    this.set('fingerprint');
    this.show(this.host.texts.fingerprint);
    this.host.announce(fill(this.host.texts.fileHere, { name: this.file.name }));
    this.host.changed(this);
    const sha256 = await this.sha256;
    if (sha256 !== undefined) await tellFingerprint(id, sha256);
    if (this.stage !== 'fingerprint') return;
    this.set('done');
    this.host.changed(this);
  }

  private set(stage: Stage): void {
    // What was removed stays removed, whatever an answer on its way still says.
    if (this.stage !== 'removed') this.stage = stage;
  }

  private show(words: string, button?: string, percent?: number, state = 'busy'): void {
    this.row.say(words, state);
    this.row.button(button);
    this.row.progress(percent);
  }
}
