const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** A name that was typed is the one of the account, but for its capitals and spaces. */
export const isSameName = (typed: string | undefined, name: string): boolean =>
  plain(typed ?? '') === plain(name);
