import type { z } from 'zod';
import type { Ticket } from '../../../../features/evidence';
import { ticket } from './clip.model';
import { contentUrl } from './footage';

export { ticket };

export const ticketView = (row: Ticket): z.infer<typeof ticket> => ({
  id: row.id,
  content: row.content,
  contentUrl: contentUrl(row.id, row.purpose),
  expiresAt: row.expiresAt.toISOString(),
});
