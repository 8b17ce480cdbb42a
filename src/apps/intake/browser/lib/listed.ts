import type { ServerFile } from './api';
import { Elsewhere } from './elsewhere';
import { SecondTry, type Again } from './second-try';

/** The victim's files as the page knows them: as the server said last, and what this page has brought since it was asked. */
export class Listed {
  private readonly elsewhere: Elsewhere;
  private readonly secondTry = new SecondTry();
  /** On the clock of `asked`: answers to older questions say what was. */
  private since = -Infinity;

  /**
   * @param adding what is said of a file that another page brings, with `{percent}`
   * @param files as they stood when the page was made
   * @param canSend whether something is there to be sent
   */
  constructor(
    adding: string,
    public files: readonly ServerFile[],
    public canSend: boolean,
  ) {
    this.elsewhere = new Elsewhere(adding, files);
  }

  /** It is whole on the server, as the server has just said, and goes along when the victim sends from now on. */
  arrived(now: ServerFile, file: File): void {
    this.files = [...this.files.filter(({ id }) => id !== now.id), now];
    this.canSend = true;
    this.secondTry.arrived(now.id, file, performance.now());
  }

  /** Something was taken out or put back. */
  settled(): void {
    this.since = performance.now();
  }

  forget(id: string): void {
    this.files = this.files.filter((file) => file.id !== id);
  }

  /**
   * Takes the server's answer: of what this page has brought since it was asked, the answer is old.
   * @param asked when the question left; @returns `false` when nothing in it is to be believed any more
   */
  take(files: readonly ServerFile[], canSend: boolean, asked: number): boolean {
    if (asked < this.since) return false;
    this.since = asked;
    const brought = new Map(
      this.files.filter(({ id }) => this.isOld(id, asked)).map((file) => [file.id, file]),
    );
    const told = this.elsewhere.told(files, asked).map((file) => brought.get(file.id) ?? file);
    for (const { id } of told) brought.delete(id);
    this.files = [...told, ...brought.values()];
    this.canSend = canSend || this.files.some(({ goes }) => goes);
    return true;
  }

  isOld(id: string, asked: number): boolean {
    return this.secondTry.isOld(id, asked);
  }

  /** Whether a file that this page brought must be brought again. */
  again({ id, state }: ServerFile, asked: number): Again | undefined {
    return this.secondTry.told(id, state, asked);
  }
}
