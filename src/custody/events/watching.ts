import { z } from 'zod';
import { defineEvent } from './define';
import { code, count, id, list, nothing, sha256, text } from './fields';

const look = { access: id, content: code, sha256 };
/** Which version, and the hash of its lines as WebVTT; never a word of them. */
const transcript = { transcript: id, version: count, sha256 };

/** Looks at footage, copies of it, and what officers note of it. */
export const WATCHING_EVENTS = {
  viewed: defineEvent({
    category: 'consultation',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject(look),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  // The small pictures of one page of a list: a look at each of them, all named.
  listed: defineEvent({
    category: 'consultation',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject({ clips: list(id) }),
    secrets: nothing,
  }),
  downloaded: defineEvent({
    category: 'disclosure',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject(look),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  'history-exported': defineEvent({
    category: 'disclosure',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['read', 'audit'],
    detail: nothing,
    secrets: z.strictObject({ reason: text }),
  }),
  // A list of an investigation, as a table for a spreadsheet.
  'list-exported': defineEvent({
    category: 'disclosure',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject({ list: code }),
    secrets: nothing,
  }),
  'marker-added': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ marker: id, frame: count.nullable() }),
    secrets: z.strictObject({ text }),
  }),
  'marker-struck': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ marker: id }),
    secrets: z.strictObject({ reason: text }),
  }),
  'transcript-finished': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...transcript, lines: count }),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  'transcript-checked': defineEvent({
    category: 'consultation',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject(transcript),
    secrets: nothing,
  }),
  'transcript-exported': defineEvent({
    category: 'disclosure',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject({ ...transcript, format: code }),
    secrets: nothing,
  }),
  'time-chosen': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    // `of`: whether it is the time of the clip's start or end; events before had none.
    detail: z.strictObject({
      candidate: count,
      source: code,
      of: code.exactOptional(),
      frame: count.exactOptional(),
    }),
    secrets: z.strictObject({ reason: text, instant: text }),
  }),
};
