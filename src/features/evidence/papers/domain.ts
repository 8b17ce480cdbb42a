import type { ExhibitId, ExhibitRef, Sha256Hex } from '../../../kernel/ids';

/** What the papers of an exhibit say of it. */
export interface PaperExhibit {
  readonly id: ExhibitId;
  readonly reference: ExhibitRef;
  readonly urn: string;
  readonly producerName: string;
  readonly description: string;
  /** Bytes of the master. */
  readonly size: number;
  readonly sha256: Sha256Hex;
}

/**
 * Whose statement refers to the exhibits, and of which day. Without a name each label has that of its own producer; without a
 * date there is a line to fill by hand.
 */
export interface Statement {
  readonly name: string;
  readonly date: string;
}

/** Exhibits that somebody else produced than the witness whose name is typed: a label with that name may be a slip. */
export const ofOthers = (exhibits: readonly PaperExhibit[], { name }: Statement): readonly PaperExhibit[] => {
  const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return name.trim() === '' ? [] : exhibits.filter(({ producerName }) => plain(producerName) !== plain(name));
};

/** Exhibits by the witness who produces them, witnesses in the order of their first exhibit. */
export function byWitness(
  exhibits: readonly PaperExhibit[],
): { readonly witness: string; readonly exhibits: readonly PaperExhibit[] }[] {
  const witnesses = [...new Set(exhibits.map(({ producerName }) => producerName))];
  return witnesses.map((witness) => ({
    witness,
    exhibits: exhibits.filter(({ producerName }) => producerName === witness),
  }));
}

const LINE = { name: '_'.repeat(26), date: '_'.repeat(14) };

/** The words of a label. */
export const labelText = (reference: ExhibitRef, { name, date }: Statement): string =>
  `Exhibit ${reference}, referred to in the statement of ${name || LINE.name} dated ${date || LINE.date}`;

/** What the code on a label holds: capitals, for which a code needs fewer squares. */
export const labelCode = ({ reference, sha256 }: PaperExhibit): string =>
  `${reference} SHA-256:${sha256}`.toUpperCase();

/** Marks that turn what follows: one that is not ended, as of a text that was pasted, would turn the hash and the reference behind it. */
const STEERING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** The description inside a sentence: on one line, without its full stop, and turning nothing behind it. */
const asPhrase = (text: string): string =>
  text
    .replaceAll(STEERING, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[.\s]+$/, '');

const inGroups = (count: number): string => count.toLocaleString('en-GB');

/** Draft producing paragraph of a witness statement (MG11), in the words of its producer. */
export const producingParagraph = (exhibit: PaperExhibit): string =>
  `I produce a digital file of ${inGroups(exhibit.size)} bytes (${asPhrase(exhibit.description)}), whose SHA-256 is ` +
  `${exhibit.sha256}, marked ${exhibit.reference}.`;
