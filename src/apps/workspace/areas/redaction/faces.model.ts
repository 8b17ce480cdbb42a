import { z } from 'zod';
import { proposal, PROPOSALS_MAX, type FaceSearch } from '../../../../features/redaction';
import { viewOf } from '../../shell/inputs/view';

const search = z.strictObject({
  state: z
    .enum(['off', 'none', 'waiting', 'made', 'failed'])
    .describe('off: not turned on here; none: nobody has asked of this master'),
  proposals: z
    .array(proposal)
    .max(PROPOSALS_MAX)
    .describe(
      'where a machine says that a face or a person is, and its score of a hundred, which is no probability; it misses some, and covers nothing: take one by a mask of your own',
    ),
  more: z.boolean().describe(`it saw more than ${PROPOSALS_MAX}; the ${PROPOSALS_MAX} seen longest are told`),
  why: z.string().nullable().describe('why there are none'),
});
export const faceSearch = search;
const view = viewOf(search);
export const faceSearchView = (found: FaceSearch): z.infer<typeof search> =>
  view({ ...found, proposals: [...found.proposals] });

export const lookForm = z.strictObject({ viewing: z.string().optional() });
