import type { Day } from '../day';

/** `awaited`: known to have changed or to be coming, and not followed yet. */
export type ProvisionKind = 'act' | 'code' | 'guidance' | 'form' | 'text' | 'period' | 'awaited';

/** One text of law, form or period that the software states or follows. */
export interface Provision {
  /** Never used for another one. */
  readonly id: string;
  readonly kind: ProvisionKind;
  /** Act and section, form, or what is said. */
  readonly what: string;
  /** What is done because of it. */
  readonly follows: string;
  /** Which version of the text is followed; a change of it is a new version, and asks for a new check. */
  readonly version: string;
  /** Since when that version is in force; `null`: not known here. */
  readonly inForce: Day | null;
  readonly source: string;
  readonly address?: string;
  /** The day on which a person last compared it with its source, as this release ships it; `null`: nobody has yet. */
  readonly checked: Day | null;
  /** Files that state or follow it. */
  readonly usedBy: readonly string[];
  /** How it may be named in pages, papers, code and documents. */
  readonly names: readonly string[];
  /** SHA-256 of the software's own words, as JSON: other words are another version. */
  readonly words?: string;
  readonly note?: string;
}

/** The ways in which a section of an Act is written here. */
export const sectionNames = (act: string, section: string): string[] => [
  `${act} s.${section}`,
  `${act}, section ${section}`,
  `${act} section ${section}`,
];
