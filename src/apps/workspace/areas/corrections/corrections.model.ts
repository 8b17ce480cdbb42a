import { z } from 'zod';
import { acceptance } from '../../shell/clips/clip.model';

const reason = z.string().trim().min(1, 'Say why. It becomes part of the record.').max(1_000);

export const undoing = z.strictObject({ reason });
export const correction = acceptance.pick({ producerName: true, description: true }).extend({ reason });
