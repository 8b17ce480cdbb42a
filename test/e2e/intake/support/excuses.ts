/** Why a file need not be anywhere. An excuse ends when its file is chosen again. */
export class Excuses {
  private readonly toldNames = new Set<string>();
  private readonly goneNames = new Set<string>();

  /** A page that ends has said of these that it could not note them down yet. */
  tell(names: readonly string[]): void {
    for (const name of names) this.toldNames.add(name);
  }

  /** Taken out before any server knew of them, or erased after they were. */
  go(names: readonly string[]): void {
    for (const name of names) this.goneNames.add(name);
  }

  end(names: readonly string[]): void {
    for (const name of names) {
      this.toldNames.delete(name);
      this.goneNames.delete(name);
    }
  }

  get told(): readonly string[] {
    return [...this.toldNames];
  }

  get gone(): readonly string[] {
    return [...this.goneNames];
  }
}
