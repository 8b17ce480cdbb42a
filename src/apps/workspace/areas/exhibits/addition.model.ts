import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ADDITION_KINDS } from '../../../../features/evidence';
import type { ClipId } from '../../../../kernel/ids';
import { acceptance } from '../../shell/clips/clip.model';
import { id, idOf } from '../../shell/inputs/common';

/** What an officer says of an item beside its file. */
export const itemFields = z.strictObject({
  id: idOf<ClipId>().default(() => randomUUID() as ClipId),
  kind: z.enum(ADDITION_KINDS, 'Say what it is.'),
  ...acceptance.shape,
});

export const added = z.strictObject({
  id: id.describe('of the item, under /clips; it becomes an exhibit as soon as its original is locked'),
});

/** The form in OpenAPI's words: zod has none for a file. */
export const ITEM_FORM = {
  type: 'object' as const,
  required: ['kind', 'producerName', 'description', 'file'],
  properties: {
    id: {
      type: 'string' as const,
      format: 'uuid',
      description:
        'chosen by you: the same request again adds nothing, and another with the same id is refused (409, `addition-id-taken`)',
    },
    kind: { type: 'string' as const, enum: [...ADDITION_KINDS] },
    producerName: { type: 'string' as const },
    initials: {
      type: 'string' as const,
      description: 'begin the reference, as in AB/1; left empty, they are taken from the name',
    },
    description: { type: 'string' as const },
    file: { type: 'string' as const, format: 'binary', description: 'the last part of the form' },
  },
};
