import type { z } from 'zod';
import type { OpenedTicket } from '../../../../features/evidence';
import { ticket } from './clip.model';
import { contentUrl } from './footage';

export { ticket };

export const ticketView = (row: OpenedTicket): z.infer<typeof ticket> => ({
  id: row.id,
  content: row.content,
  contentUrl: contentUrl(row.id, row.purpose),
  packed: row.password === null ? null : { password: row.password },
  expiresAt: row.expiresAt.toISOString(),
});
