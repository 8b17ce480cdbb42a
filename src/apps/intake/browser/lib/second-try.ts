const MOST = 2;

/** Files that are whole on the server and not yet checked: one that changed on its way goes again by itself. */
export class SecondTry {
  private readonly sent = new Map<string, File>();
  private readonly tries = new WeakMap<File, number>();

  arrived(id: string, file: File): void {
    this.sent.set(id, file);
  }

  /** What the server's check says; gives the file when it must go again. */
  told(id: string, state: string): File | undefined {
    const file = this.sent.get(id);
    if (file === undefined || state === 'waiting') return undefined;
    this.sent.delete(id);
    const tries = this.tries.get(file) ?? 0;
    if (state !== 'changed' || tries >= MOST) return undefined;
    this.tries.set(file, tries + 1);
    return file;
  }
}
