import { createUpload, listFiles, refusal, Refusal, sendFingerprint, worthRetrying } from './api';
import type { Hasher } from './hasher';
import type { Row } from './row';
import { RETRY_DELAYS, Sender } from './sender';

export interface ItemHost {
  readonly endpoint: string;
  readonly hasher: Hasher;
  /** Ids that other lines hold. */
  held(id: string): boolean;
  /** For people who cannot see the list. */
  announce(words: string): void;
  /** Something changed that the rest of the page may want to know. */
  changed(item: Item): void;
  signedOut(words: string): void;
}

type Stage = 'queued' | 'sending' | 'waiting' | 'paused' | 'fingerprint' | 'done' | 'failed' | 'removed';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One file on its way from her device to the server. */
export class Item {
  stage: Stage = 'queued';
  private sender: Sender | undefined;
  private sha256: Promise<string | undefined> | undefined;
  private percent = 0;

  constructor(
    readonly file: File,
    readonly row: Row,
    private readonly host: ItemHost,
  ) {
    this.show('Waiting for its turn.');
  }

  get busy(): boolean {
    return this.stage === 'sending' || this.stage === 'waiting';
  }

  async start(): Promise<void> {
    this.set('sending');
    this.showProgress();
    this.sha256 ??= this.host.hasher.hash(this.file);
    const id = this.row.id === '' ? await this.place() : this.row.id;
    if (id === undefined || this.stage !== 'sending') return;
    this.row.id = id;
    this.sender ??= new Sender(this.file, `${this.host.endpoint}/${id}`, {
      progress: (sent) => this.progressed(sent),
      interrupted: () => this.interrupted(),
      done: () => void this.arrived(id),
      failed: (error) => this.fail(error),
    });
    this.sender.start();
  }

  pauseOrGoOn(): void {
    if (this.busy) {
      this.sender?.stop();
      this.set('paused');
      this.show(`Paused at ${this.percent}%.`, 'Go on');
    } else {
      this.set('queued');
      this.show('Waiting for its turn.');
    }
    this.host.changed(this);
  }

  /** The connection is back: no need to wait for the next try. */
  hurry(): void {
    if (this.stage !== 'waiting' || this.sender === undefined) return;
    this.sender.stop();
    this.set('sending');
    this.sender.start();
  }

  drop(): void {
    this.sender?.stop();
    this.set('removed');
    this.host.changed(this);
  }

  /**
   * Its place on the server. When an answer got lost, the place may be there already: then it is taken, not doubled.
   * `undefined` when it failed or was stopped.
   */
  private async place(): Promise<string | undefined> {
    for (const delay of RETRY_DELAYS) {
      try {
        return await createUpload(this.host.endpoint, this.file);
      } catch (error) {
        const known = error instanceof Refusal ? error : refusal(0, '');
        // A conflict here is a limit, and no waiting helps.
        if (known.status === 409 || !worthRetrying(known.status)) {
          this.fail(known);
          return undefined;
        }
        this.interrupted();
        await sleep(Math.max(delay, 1_000));
        if (!this.busy) return undefined;
        this.set('sending');
        const found = await this.lostPlace().catch(() => undefined);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private async lostPlace(): Promise<string | undefined> {
    const { files } = await listFiles();
    return files.find(
      ({ id, state, name, size }) =>
        state === 'partial' && name === this.file.name && size === this.file.size && !this.host.held(id),
    )?.id;
  }

  private progressed(sent: number): void {
    const percent = this.file.size === 0 ? 100 : Math.floor((100 * sent) / this.file.size);
    if (this.stage === 'sending' && percent === this.percent) return;
    this.set('sending');
    this.percent = percent;
    this.showProgress();
  }

  private showProgress(): void {
    this.show(`Adding: ${this.percent}%`, 'Pause', this.percent);
  }

  private interrupted(): void {
    if (this.stage !== 'waiting') this.host.announce('The connection is gone. It goes on by itself.');
    this.set('waiting');
    this.show(
      'The connection is gone. It goes on by itself when the connection is back.',
      'Pause',
      this.percent,
    );
  }

  private fail(error: Refusal): void {
    this.set('failed');
    this.show(error.message, error.status === 401 ? undefined : 'Try again', undefined, 'partial');
    if (error.status === 401) this.host.signedOut(error.message);
    else this.host.announce(`${this.file.name}: ${error.message}`);
    this.host.changed(this);
  }

  /** Whole on the server: only the device's own fingerprint is still to come. */
  private async arrived(id: string): Promise<void> {
    this.set('fingerprint');
    this.show('It is here. Your device makes its fingerprint.');
    this.host.announce(`${this.file.name} is here.`);
    this.host.changed(this);
    const sha256 = await this.sha256;
    if (sha256 !== undefined) await this.tell(id, sha256);
    if (this.stage !== 'fingerprint') return;
    this.set('done');
    this.host.changed(this);
  }

  private async tell(id: string, sha256: string): Promise<void> {
    for (const delay of RETRY_DELAYS.slice(0, 40)) {
      try {
        await sendFingerprint(id, sha256);
        return;
      } catch (error) {
        if (error instanceof Refusal && !worthRetrying(error.status)) return;
        await sleep(Math.max(delay, 500));
      }
    }
  }

  private set(stage: Stage): void {
    // What she removed stays removed, whatever an answer on its way still says.
    if (this.stage !== 'removed') this.stage = stage;
  }

  private show(words: string, button?: string, percent?: number, state = 'busy'): void {
    this.row.say(words, state);
    this.row.button(button);
    this.row.progress(percent);
  }
}
