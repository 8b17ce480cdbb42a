const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Marks that turn or hide text would let a name show as another. */
const HIDDEN = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Those, but for the joiners without which Urdu, Persian and Hindi are spelt wrongly. */
const HIDDEN_IN_SPEECH = /(?![\u200C\u200D])[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/gu;

const escaped = (text: string, hidden: RegExp): string =>
  text
    .replace(
      hidden,
      (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Text for an element or a quoted attribute. Hidden marks are shown by their code point. */
export const html = (text: string): string => escaped(text, HIDDEN);

/** What somebody says, for an element. */
export const speech = (text: string): string => escaped(text, HIDDEN_IN_SPEECH);

/** JSON for a script element: nothing in it can end the element, and every line separator is escaped. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A relative address of a file of the bag, for a quoted attribute. */
export const href = (path: string): string => html(path.split('/').map(encodeURIComponent).join('/'));
