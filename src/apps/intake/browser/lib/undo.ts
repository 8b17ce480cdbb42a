import { listedName } from '../shared/names';
import type { RemovedFile } from './api';

/** What stands at the foot of the window after a file was taken out: however long the list, it can be had back at once. */
export class Undo {
  private readonly form: HTMLElement;
  private readonly name: HTMLElement;
  private id = '';

  constructor(root: HTMLElement, putBack: (id: string) => void) {
    const form = root.querySelector<HTMLElement>('[data-part="undo"]');
    const name = form?.querySelector<HTMLElement>('[data-part="undo-name"]');
    if (!form || !name) throw new Error('the page has no undo');
    [this.form, this.name] = [form, name];
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      putBack(this.id);
    });
  }

  /** The last that was taken out, once the server says that it can be had back. */
  takenOut(id: string): void {
    this.id = id;
  }

  show(removed: readonly RemovedFile[]): void {
    const last = removed.find(({ id }) => id === this.id);
    // What had the focus hands it on, so that it is never lost.
    if (last === undefined && this.form.contains(document.activeElement))
      document.getElementById('files-input')?.focus();
    this.form.hidden = last === undefined;
    if (last !== undefined) this.name.textContent = listedName(last.name);
  }
}
