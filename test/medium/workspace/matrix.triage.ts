import { acceptance, casePage, casework, form, get, ofCase, page, post, row, type Row } from './matrix.rows';

/** The queue of clips that wait, and deciding several at once. */
export const TRIAGE_MATRIX: Readonly<Record<string, Row>> = {
  'POST /investigations/:id/triage': casePage(
    303,
    form((on) => `/investigations/${on.investigation}/triage`),
  ),
  'POST /investigations/:id/watch': casePage(
    303,
    form((on) => `/investigations/${on.investigation}/watch`),
  ),
  'GET /clips/:id/triage': casePage(
    200,
    page((on) => `/clips/${on.clip}/triage`),
  ),
  'POST /clips/:id/triage/open': casePage(
    303,
    form((on) => `/clips/${on.clip}/triage/open`, { go: 'here' }),
  ),
  'POST /clips/:id/triage/accept': casePage(
    303,
    form((on) => `/clips/${on.clip}/triage/accept`, acceptance),
  ),
  'POST /clips/:id/triage/decline': casePage(
    303,
    form((on) => `/clips/${on.clip}/triage/decline`, { reason: 'The street only', note: 'not-needed' }),
  ),
  'POST /clips/:id/triage/ask-original': casePage(
    303,
    form((on) => `/clips/${on.clip}/triage/ask-original`),
  ),
  'GET /submissions/:id': casePage(
    200,
    page((on) => `/submissions/${on.submission}`),
  ),
  'POST /submissions/:id/decide': casePage(303, (client, on) =>
    client.form(`/submissions/${on.submission}/decide`, { ...acceptance, verb: 'accept', clips: on.clip }),
  ),
  'GET /clips/:id/corrections': casePage(
    200,
    page((on) => `/clips/${on.exhibitClip}/corrections`),
  ),
  'POST /clips/:id/decline/undo': casePage(
    409,
    form((on) => `/clips/${on.clip}/decline/undo`, { reason: 'A mistake' }),
  ),
  'POST /exhibits/:id/corrections': casePage(
    303,
    form((on) => `/exhibits/${on.exhibit}/corrections`, {
      ...{ producerName: 'Carol Dean', description: 'Two men at the gate', reason: 'There were two' },
    }),
  ),
  'POST /api/v1/clips/:id/decline/undo': ofCase(
    409,
    post(
      (on) => `/api/v1/clips/${on.clip}/decline/undo`,
      () => ({ reason: 'A mistake' }),
    ),
  ),
  'POST /api/v1/exhibits/:id/corrections': ofCase(
    204,
    post(
      (on) => `/api/v1/exhibits/${on.exhibit}/corrections`,
      () => ({ producerName: 'Carol Dean', description: 'Two men at the gate', reason: 'There were two' }),
    ),
  ),
  'GET /investigations/:id/evidence': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/evidence`),
  ),
  'POST /investigations/:id/evidence/decide': casePage(303, (client, on) =>
    client.form(`/investigations/${on.investigation}/evidence/decide`, {
      verb: 'decline',
      reason: 'The street only',
      note: 'not-needed',
      clips: on.clip,
    }),
  ),
  'GET /api/v1/investigations/:id/evidence': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/evidence?limit=3`),
  ),
  'POST /api/v1/investigations/:id/evidence/pictures': ofCase(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/evidence/pictures`,
      (on) => ({ clips: [on.clip] }),
    ),
  ),
  'POST /api/v1/investigations/:id/evidence/accept': ofCase(
    201,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/evidence/accept`,
      (on) => ({ ...acceptance, clips: [on.clip] }),
    ),
  ),
  'POST /api/v1/investigations/:id/evidence/decline': ofCase(
    204,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/evidence/decline`,
      (on) => ({ reason: 'The street only', clips: [on.clip] }),
    ),
  ),
  // No time of the clip was found: the group that is named is none.
  'POST /investigations/:id/evidence/times': casePage(409, (client, on) =>
    client.form(`/investigations/${on.investigation}/evidence/times`, {
      ...{ clips: `${on.clip}.${'0'.repeat(16)}`, groups: 'one', 'choice-one': 'file-name.start.UTC' },
      reason: 'The doorbell names its files so',
    }),
  ),
  'POST /api/v1/investigations/:id/evidence/times/proposals': ofCase(
    200,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/evidence/times/proposals`,
      (on) => ({ clips: [on.clip] }),
    ),
  ),
  'POST /api/v1/investigations/:id/evidence/times': ofCase(
    409,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/evidence/times`,
      (on) => ({
        clips: [{ id: on.clip, state: '0'.repeat(16) }],
        choices: [{ group: 'one', reading: 'file-name.start.UTC' }],
        reason: 'The doorbell names its files so',
      }),
    ),
  ),
  'GET /work/:kind': row(
    [303, 403, 403, 200, 200, 200],
    page(() => '/work/failing'),
  ),
  'GET /api/v1/work': casework(
    200,
    get(() => '/api/v1/work'),
  ),
  'GET /api/v1/work/:kind': casework(
    200,
    get(() => '/api/v1/work/submissions?limit=2'),
  ),
  'GET /api/v1/clips/:id/queue': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/queue`),
  ),
  'POST /api/v1/clips/:id/ask-original': ofCase(
    204,
    post(
      (on) => `/api/v1/clips/${on.clip}/ask-original`,
      () => ({}),
    ),
  ),
  'GET /api/v1/submissions/:id': ofCase(
    200,
    get((on) => `/api/v1/submissions/${on.submission}`),
  ),
  'GET /api/v1/submissions/:id/clips': ofCase(
    200,
    get((on) => `/api/v1/submissions/${on.submission}/clips?limit=3`),
  ),
  'POST /api/v1/submissions/:id/accept': ofCase(
    201,
    post(
      (on) => `/api/v1/submissions/${on.submission}/accept`,
      (on) => ({ ...acceptance, clips: [on.clip] }),
    ),
  ),
  'POST /api/v1/submissions/:id/decline': ofCase(
    204,
    post(
      (on) => `/api/v1/submissions/${on.submission}/decline`,
      (on) => ({ reason: 'The street only', clips: [on.clip] }),
    ),
  ),
};
