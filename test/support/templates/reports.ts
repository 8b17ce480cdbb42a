import type { TemplateNode } from './nodes';
import type { Scope } from './scope';

/** A name that a template reads and nobody gives it. */
export interface Misspelt {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly name: string;
}

/** Where a part of a template stands, and which names it sees there. */
export interface Place {
  readonly file: string;
  readonly scope: Scope;
}

/** What comes to light while a page is followed. */
export class Reports {
  readonly read = new Set<string>();
  private readonly found = new Map<string, Misspelt>();

  /** A part that several pages or calls share is reported once. */
  misspelt({ file }: Place, { lineno }: TemplateNode, name: string): void {
    this.found.set(`${file}:${lineno}:${name}`, { file, line: lineno + 1, name });
  }

  get all(): Misspelt[] {
    return [...this.found.values()];
  }
}
