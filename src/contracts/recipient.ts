import { z } from 'zod';

/** What a recipient comes with to intake, which hands it on and keeps none of it. */
export const recipientEntry = z.strictObject({
  token: z.string().max(100),
  code: z.string().max(40),
  /** Where the recipient comes from, as intake sees it: it only limits guessing. */
  address: z.string().max(100),
});

export const recipientSession = z.object({ session: z.string() });

/** What intake may show a recipient about their bundle. */
export const givenView = z.object({
  fileName: z.string(),
  size: z.number().describe('bytes of the ZIP file'),
  urn: z.string(),
  kind: z.string(),
  number: z.number(),
  sealedAt: z.string(),
  superseded: z.boolean().describe('a newer bundle has taken its place'),
  manifestSha256: z.string().describe('of the tag manifest, which covers every file of the bag'),
  keyHint: z
    .string()
    .describe('the first groups of the fingerprint of the key: the whole must come another way'),
  recipient: z.string(),
  recipientKind: z.string(),
  issueId: z.string(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  labels: z.array(z.string()).readonly(),
  downloads: z.array(z.string()).readonly(),
});
export type GivenView = Readonly<z.infer<typeof givenView>>;
