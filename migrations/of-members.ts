/**
 * Of a membership, by its name in the statement: it stands, and is not one that the very transaction made for somebody else, which could
 * be rolled back when everything has been read. Who opens an investigation is of it at once.
 */
export const knownMember = (member: string): string =>
  `${member}.removed_at IS NULL AND (${member}.added_at <> now() OR ${member}.added_by = ${member}.officer_id)`;
