/** What the script of a page of the diary says, in the language of the page, which hands it over. */
export interface WritingTexts {
  readonly keeping: string;
  readonly saved: string;
  readonly noLine: string;
  readonly signedOut: string;
  /** Changed, sent or taken out in another place. */
  readonly refused: string;
  readonly tooLong: string;
}
