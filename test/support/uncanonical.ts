/** JSON, or nearly, that has no canonical form: what a forger may write to stop whoever checks. */
export const UNCANONICAL: readonly (readonly [what: string, text: string])[] = [
  ['a number that is no double', '1e999'],
  ['half a surrogate pair', String.raw`"\ud800"`],
  ['20,000 nested arrays', '['.repeat(20_000) + ']'.repeat(20_000)],
];
