import { z } from 'zod';
import { TIME_SOURCES, type TimeGroup, type TimeGroups } from '../../../../features/footage';
import type { ClipId } from '../../../../kernel/ids';
import { id, idOf, moment } from '../../shell/inputs/common';

const MOST = 1_000;
const reason = z.string().trim().min(1, 'Say why.').max(1_000);
const state = z.string().regex(/^[0-9a-f]{16}$/);
const clips = z.array(idOf<ClipId>()).max(MOST);

export const timesOf = z.strictObject({ clips: clips.describe('of this investigation') });

export const timesTogether = z.strictObject({
  clips: z
    .array(z.strictObject({ id: idOf<ClipId>(), state: state.describe('as `proposals` gave it') }))
    .max(MOST)
    .describe('of the groups, those that are left out among them'),
  choices: z
    .array(z.strictObject({ group: z.string().max(100), reading: z.string().max(100) }))
    .max(MOST)
    .refine(
      (all) => new Set(all.map(({ group }) => group)).size === all.length,
      'Name each group no more than once.',
    )
    .describe('groups that are not named are left out'),
  reason: reason.describe('one for all; the log commits to it'),
});

/** What a form sends for a group whose clips are left as they are. */
export const LEFT_OUT = 'none';

const shown = z
  .string()
  .regex(/^[0-9a-f-]{36}\.[0-9a-f]{16}$/)
  .transform((text) => {
    const [clip = '', known = ''] = text.split('.');
    return { id: clip as ClipId, state: known };
  });

/** The same as the page sends it: every group that it shows has an answer. */
export const timesForm = z
  .strictObject({
    clips: z.array(shown).max(MOST),
    groups: z.array(z.string()).max(MOST),
    choices: z.record(z.string(), z.string()),
    reason,
  })
  .superRefine(({ groups, choices }, context) => {
    for (const group of groups)
      if (choices[group] === undefined)
        context.addIssue({
          code: 'custom',
          path: ['choices', group],
          message: 'Choose one of the times, or leave these clips out.',
        });
  })
  .transform(({ clips: picked, choices, reason: why }) => ({
    clips: picked,
    choices: Object.entries(choices)
      .filter(([, reading]) => reading !== LEFT_OUT)
      .map(([group, reading]) => ({ group, reading })),
    reason: why,
  }));

const groupReading = z.strictObject({
  reading: z.string().describe('names it in a choice'),
  source: z.enum(TIME_SOURCES),
  of: z.enum(['start', 'end']),
  zone: z.enum(['UTC', 'Europe/London', 'device-local', 'stated', 'unknown']),
  as: z.enum(['UTC', 'Europe/London', 'stated']),
  confidence: z.enum(['high', 'medium', 'low']),
  flags: z.array(z.string()),
  plusMinusSeconds: z.number().nullable().describe('the most of any of the clips'),
  kept: z.boolean().describe('false: proposed of the doorbell’s clock, and kept once it is chosen'),
  first: moment.describe('the earliest that it gives'),
  last: moment,
  apart: z
    .strictObject({ least: z.number(), most: z.number() })
    .describe('seconds from the first of `readings`, in the same clip; earlier is less than 0'),
});

const group = z.strictObject({
  group: z.string().describe('names it in a choice'),
  make: z.string().nullable(),
  kind: z.string().nullable().describe('what the files most likely are'),
  sentBy: z.string().nullable().describe('whose private link they came by'),
  chosen: z.boolean().describe('a time of each was chosen before; it stays in the record'),
  agree: z.array(z.enum(TIME_SOURCES)).describe('which sources share the first of `readings`, in each clip'),
  readings: z.array(groupReading).describe('those that each clip has, the likely one first'),
  clips: z.array(z.strictObject({ id, fileName: z.string(), state })),
});

export const timesProposed = z.strictObject({
  groups: z.array(group).describe('those of which nobody has chosen a time first, then the largest'),
  without: z
    .array(
      z.strictObject({
        id,
        fileName: z.string(),
        why: z.enum(['written', 'erased', 'not-looked-into', 'no-reading']),
      }),
    )
    .describe('clips that can take no time, and why'),
});
export const timesChosen = z.strictObject({ chosen: z.number().int().describe('how many clips') });

const groupView = ({ key, clips: grouped, readings, agree, ...facts }: TimeGroup): z.infer<typeof group> => ({
  group: key,
  ...facts,
  agree: [...agree],
  readings: readings.map(({ key: name, time, reading, first, last, plusMinusSeconds, apart }) => ({
    reading: name,
    ...{ source: time.source, of: time.of, zone: time.zone, as: reading.as, confidence: time.confidence },
    ...{ flags: [...time.flags], plusMinusSeconds, kept: 'id' in time, apart: { ...apart } },
    ...{ first: first.toISOString(), last: last.toISOString() },
  })),
  clips: grouped.map(({ clip, state: known }) => ({ id: clip.id, fileName: clip.fileName, state: known })),
});

export const timesProposedView = ({ groups, without }: TimeGroups): z.infer<typeof timesProposed> => ({
  groups: groups.map(groupView),
  without: without.map(({ clip, why }) => ({ id: clip.id, fileName: clip.fileName, why })),
});
