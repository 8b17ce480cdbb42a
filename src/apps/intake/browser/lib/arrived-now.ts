import type { ServerFile } from './api';
import type { Item } from './item';

/** Until the server says more of it. */
export const arrivedNow = ({ row, file }: Item): ServerFile => ({
  id: row.id,
  name: file.name,
  size: file.size,
  arrivedBytes: file.size,
  state: 'waiting',
  words: '',
  hint: '',
  goes: true,
  about: row.about,
});
