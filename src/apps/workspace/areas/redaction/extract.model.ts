import { z } from 'zod';
import type { RedactionId } from '../../../../kernel/ids';
import { id, idOf, lineText } from '../../shell/inputs/common';

const frame = z.number().int().min(1).max(100_000_000);

export const newExtract = z.strictObject({
  from: frame.describe('first frame, counted from 1'),
  to: frame.describe('last frame: the extract shows it, too'),
  title: lineText().min(1, 'Say what it shows.').max(500).describe('what it shows, for its label'),
  reason: z.string().trim().min(1, 'Say why.').max(1_000).describe('the log commits to it'),
  redaction: idOf<RedactionId>()
    .nullable()
    .default(null)
    .describe('the approved redaction of whose copy it is a part; null: of the recording as it came'),
});
export const extractGiven = z.strictObject({
  id: id.describe('opened and reviewed as a redaction of that id'),
  reference: z.string(),
});

export const extractOfRow = z.strictObject({
  exhibitId: id,
  reference: z.string(),
  title: z.string(),
  reason: z.string(),
  sourceId: id.nullable().describe('null: of the recording as it came'),
  sourceVersion: z.number().int().nullable(),
  sourceMayGo: z.boolean().describe('false once the redaction that it is a part of may not go any more'),
});
