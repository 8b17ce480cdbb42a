import { listedName, namePieces } from '../shared/names';
import type { RemovedFile } from './api';

type Act = 'put-back' | 'erase';

/** The files that the victim has taken out, over the server's own markup. */
export class RemovedList {
  private readonly box: HTMLElement;
  private readonly list: HTMLElement;
  private readonly template: HTMLTemplateElement;

  /** @param act what is pressed */
  constructor(
    root: HTMLElement,
    private readonly act: (id: string, act: Act) => void,
  ) {
    const part = (name: string): HTMLElement => {
      const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
      if (found === null) throw new Error(`the page has no ${name}`);
      return found;
    };
    this.box = part('removed');
    this.list = part('removed-list');
    this.template = part('removed-row') as HTMLTemplateElement;
    for (const element of this.list.querySelectorAll<HTMLElement>(':scope > li')) this.listen(element);
  }

  show(files: readonly RemovedFile[]): void {
    this.box.hidden = files.length === 0;
    const rows = [...this.list.querySelectorAll<HTMLElement>(':scope > li')];
    const ids = new Set(files.map(({ id }) => id));
    const shown = new Set(rows.map((row) => row.dataset['id'] ?? ''));
    for (const row of rows) if (!ids.has(row.dataset['id'] ?? '')) this.forget(row);
    for (const file of files) if (!shown.has(file.id)) this.append(file);
  }

  /** What had the focus hands it on, so that it is never lost. */
  private forget(row: HTMLElement): void {
    const focused = row.contains(document.activeElement);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (focused) (next?.querySelector('button') ?? document.getElementById('files-input'))?.focus();
  }

  private append({ id, name }: RemovedFile): void {
    const copy = this.template.content.cloneNode(true) as DocumentFragment;
    const row = copy.firstElementChild as HTMLElement;
    row.dataset['id'] = id;
    const shown = row.querySelector('[data-part="removed-name"] bdi');
    const pieces = namePieces(listedName(name));
    shown?.replaceChildren(...pieces.flatMap((piece) => [piece, document.createElement('wbr')]));
    for (const said of row.querySelectorAll('[data-part="name-said"]')) said.textContent = ` ${name}`;
    this.list.append(row);
    this.listen(row);
  }

  private listen(row: HTMLElement): void {
    for (const act of ['put-back', 'erase'] as const)
      row.querySelector(`[data-part="${act}"]`)?.addEventListener('submit', (event) => {
        event.preventDefault();
        this.act(row.dataset['id'] ?? '', act);
      });
  }
}
