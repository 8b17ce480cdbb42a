import { Row } from './row';

/** The lines of the list, in its order. */
export class Rows {
  private readonly rows = new Map<HTMLElement, Row>();

  /** @param adopt what a line that comes to the list can be asked to do */
  constructor(
    private readonly list: HTMLElement,
    private readonly template: HTMLTemplateElement,
    private readonly adopt: (row: Row) => void,
  ) {
    for (const element of list.querySelectorAll<HTMLElement>(':scope > li')) this.keep(new Row(element));
  }

  get size(): number {
    return this.rows.size;
  }

  /** A copy: lines may go while they are walked through. */
  all(): readonly Row[] {
    return [...this.rows.values()];
  }

  of(id: string): Row | undefined {
    return this.all().find((row) => row.id === id);
  }

  /** A new line at the end. */
  add(describe: (row: Row) => void): Row {
    const row = Row.from(this.template);
    describe(row);
    this.list.append(row.element);
    this.keep(row);
    return row;
  }

  /**
   * The focus of a line that goes away goes to its neighbour, and not to the head of a list that may be long.
   * @returns whether it is somewhere else than in that line now
   */
  handFocusOn({ element }: Row): boolean {
    if (!element.contains(document.activeElement)) return true;
    const neighbour = element.nextElementSibling ?? element.previousElementSibling;
    const next = neighbour?.querySelector<HTMLElement>('[data-part="remove"] button');
    next?.focus();
    return next !== null && next !== undefined;
  }

  remove(row: Row): void {
    row.element.remove();
    this.rows.delete(row.element);
  }

  private keep(row: Row): void {
    this.rows.set(row.element, row);
    this.adopt(row);
  }
}
