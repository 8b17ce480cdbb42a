/**
 * Why an item is likely to meet the disclosure test: kinds of the list of material presumed to be disclosable in the
 * Attorney General's Guidelines on Disclosure 2024, as far as such material is held here. `lintel.presumed` says which item is of which.
 */
export const PRESUMPTIONS = ['earlier-account', 'contact', 'officers-record', 'footage-of-incident'] as const;
export type Presumption = (typeof PRESUMPTIONS)[number];

export const PRESUMPTION_WORDS: Readonly<Record<Presumption, string>> = {
  'earlier-account': 'earlier account of the complainant',
  contact: 'record of contact with the complainant or a witness',
  'officers-record': 'record or note made by an officer',
  'footage-of-incident': 'footage of an incident',
};

/** For lists and forms: `presumed to meet the test: footage of an incident`; empty where nothing is presumed. */
export const presumedText = (presumption: Presumption | null | undefined): string =>
  presumption ? `presumed to meet the test: ${PRESUMPTION_WORDS[presumption]}` : '';

/** A decision by which it is not disclosed. */
export const goesAgainst = (decision: {
  readonly classification: string;
  readonly meetsTest: boolean;
}): boolean => decision.classification !== 'evidence' && !decision.meetsTest;
