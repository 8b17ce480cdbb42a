/** Controls, unpaired surrogates, path separators and invisible direction marks have no place in a saved name. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/gu;

/** attr-char of RFC 8187 section 3.2.1 is narrower than what encodeURIComponent leaves alone. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Content-Disposition by RFC 6266: a plain ASCII `filename` for old clients and, when the name needs it, `filename*`
 * (RFC 8187), which the others prefer.
 */
export function contentDisposition(type: 'inline' | 'attachment', filename?: string): string {
  const name = (filename ?? '').replace(UNSAFE, '_').trim();
  if (name === '') return type;
  const plain = name.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const simple = `${type}; filename="${plain}"`;
  return plain === name ? simple : `${simple}; filename*=UTF-8''${encode(name)}`;
}
