/** A name as it is compared and printed: a line end within it would make it another name, and so would a letter put together of two signs. */
export const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
