/** What the names of locked originals begin with; the id of the clip follows. */
export const MASTERS = 'masters/';
