import { z } from 'zod';
import { list, positive } from './shapes';

/** What officers work with: series, deletion dates, labels. */
export const caseworkSettings = {
  /** Clips and incidents that follow each other within so many minutes are proposed as one occasion. */
  CONDUCT_TOGETHER_MINUTES: positive.default(30),
  /**
   * Days that a doorbell's cloud keeps a clip, for makes of which that is known here: `eufy=30,ring=60-180` (the second
   * number is the most that can be set in its app).
   */
  FOOTAGE_RETENTION_DAYS: z
    .string()
    .regex(/^([a-z]+=\d{1,4}(-\d{1,4})?(,|$))*$/)
    .default(''),
  /** So many days before a doorbell's better copy may be gone, officers are shown it. */
  FOOTAGE_SOON_DAYS: positive.default(7),
  /** Exhibit labels on a sheet of A4: columns x rows, and the margin that its paper leaves around them. */
  EXHIBIT_LABEL_SHEET: z
    .string()
    .regex(/^[1-4]x([1-9]|1[0-2])$/)
    .default('2x4'),
  EXHIBIT_LABEL_MARGIN_MM: z.coerce.number().min(5).max(40).default(10),
};

type CaseworkEnvironment = z.infer<z.ZodObject<typeof caseworkSettings>>;

export const caseworkOf = (env: CaseworkEnvironment) => ({
  conduct: { togetherMinutes: env.CONDUCT_TOGETHER_MINUTES },
  labels: {
    columns: Number(env.EXHIBIT_LABEL_SHEET.split('x')[0]),
    rows: Number(env.EXHIBIT_LABEL_SHEET.split('x')[1]),
    marginMm: env.EXHIBIT_LABEL_MARGIN_MM,
  },
  footage: {
    soonDays: env.FOOTAGE_SOON_DAYS,
    retention: Object.fromEntries(
      list(env.FOOTAGE_RETENTION_DAYS).map((entry) => {
        const [make = '', span = ''] = entry.split('=');
        const [days = 0, longestDays = days] = span.split('-').map(Number);
        return [make, { days, longestDays }] as const;
      }),
    ),
  },
});
