const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Marks that turn or hide text would let a name show as another. */
const HIDDEN = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Text for an element or a quoted attribute. Hidden marks are shown by their code point. */
export const html = (text: string): string =>
  text
    .replace(
      HIDDEN,
      (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** JSON for a script element: nothing in it can end the element, and every line separator is escaped. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A relative address of a file of the bag, for a quoted attribute. */
export const href = (path: string): string => html(path.split('/').map(encodeURIComponent).join('/'));
