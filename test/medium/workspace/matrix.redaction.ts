import { randomUUID } from 'node:crypto';
import {
  casePage,
  disclosurePage,
  form,
  get,
  ofCase,
  ofDisclosure,
  page,
  post,
  type Row,
} from './matrix.rows';

const EDITS = {
  masks: [
    {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'child', from: 1, to: 1 },
      keys: [{ frame: 1, x: 0, y: 0, w: 8, h: 8 }],
    },
  ],
  sound: [],
  trim: null,
};

const PART = { title: 'Two at the door', reason: 'The rest is of others' };

const FILM_FORM = {
  ...{ ...PART, orderReason: '', clips: randomUUID(), place: '1', copy: 'whole', from: '', to: '' },
};

/** Drawing over a recording. What was sent here is no film, so nothing is taken. */
export const REDACTION_MATRIX: Readonly<Record<string, Row>> = {
  'GET /clips/:id/redactions': casePage(
    200,
    page((on) => `/clips/${on.clip}/redactions`),
  ),
  'POST /clips/:id/redactions/viewings': casePage(
    409,
    form((on) => `/clips/${on.clip}/redactions/viewings`),
  ),
  'GET /clips/:id/redactions/viewings/:viewing': casePage(
    200,
    page((on) => `/clips/${on.clip}/redactions/viewings/${on.viewing}`),
  ),
  'POST /clips/:id/redactions': casePage(
    409,
    form((on) => `/clips/${on.clip}/redactions`, { base: '0', edits: JSON.stringify(EDITS) }),
  ),
  'POST /clips/:id/redactions/masks': casePage(
    409,
    form((on) => `/clips/${on.clip}/redactions/masks`, {
      ...{ base: '0', shape: 'rectangle', kind: 'solid', reason: 'child', x: '0', y: '0', w: '8', h: '8' },
      ...{ from: '1', to: '1' },
    }),
  ),
  'POST /clips/:id/redactions/sounds': casePage(
    409,
    form((on) => `/clips/${on.clip}/redactions/sounds`, {
      ...{ base: '0', kind: 'mute', reason: 'child', fromMs: '0', toMs: '5' },
    }),
  ),
  'POST /clips/:id/redactions/faces': casePage(
    409,
    form((on) => `/clips/${on.clip}/redactions/faces`),
  ),
  'POST /redactions/:id/viewings': casePage(
    303,
    form((on) => `/redactions/${on.redaction}/viewings`),
  ),
  'GET /redactions/:id/camera': casePage(
    409,
    page((on) => `/redactions/${on.redaction}/camera`),
  ),
  'POST /redactions/:id/camera': casePage(
    409,
    form((on) => `/redactions/${on.redaction}/camera`, { clips: randomUUID() }),
  ),
  'POST /redactions/:id/review': casePage(
    409,
    form((on) => `/redactions/${on.redaction}/review`, { outcome: 'approved', reason: '' }),
  ),
  'POST /clips/:id/extracts': casePage(
    409,
    form((on) => `/clips/${on.clip}/extracts`, { ...PART, from: '1', to: '1', source: 'whole' }),
  ),
  'GET /api/v1/clips/:id/extracts': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/extracts`),
  ),
  'POST /api/v1/clips/:id/extracts': ofCase(
    409,
    post(
      (on) => `/api/v1/clips/${on.clip}/extracts`,
      () => ({ ...PART, from: 1, to: 1 }),
    ),
  ),
  'GET /api/v1/clips/:id/redactions': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/redactions`),
  ),
  'POST /api/v1/clips/:id/redactions': ofCase(
    409,
    post(
      (on) => `/api/v1/clips/${on.clip}/redactions`,
      () => ({ base: 0, edits: EDITS }),
    ),
  ),
  'GET /api/v1/clips/:id/redactions/faces': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/redactions/faces`),
  ),
  'POST /api/v1/clips/:id/redactions/faces': ofCase(
    409,
    post((on) => `/api/v1/clips/${on.clip}/redactions/faces`),
  ),
  'GET /api/v1/redactions/:id': ofCase(
    200,
    get((on) => `/api/v1/redactions/${on.redaction}`),
  ),
  'POST /api/v1/redactions/:id/viewings': ofCase(
    201,
    post((on) => `/api/v1/redactions/${on.redaction}/viewings`),
  ),
  'GET /api/v1/redactions/:id/camera': ofCase(
    409,
    get((on) => `/api/v1/redactions/${on.redaction}/camera`),
  ),
  'POST /api/v1/redactions/:id/camera': ofCase(
    409,
    post(
      (on) => `/api/v1/redactions/${on.redaction}/camera`,
      (on) => ({ clips: [on.clip] }),
    ),
  ),
  'POST /api/v1/redactions/:id/review': ofCase(
    409,
    post(
      (on) => `/api/v1/redactions/${on.redaction}/review`,
      () => ({ outcome: 'refused', reason: 'The number shows' }),
    ),
  ),
  'GET /investigations/:id/compilations': casePage(
    200,
    page((on) => `/investigations/${on.investigation}/compilations`),
  ),
  'POST /investigations/:id/compilations': casePage(
    409,
    form((on) => `/investigations/${on.investigation}/compilations`, FILM_FORM),
  ),
  'GET /compilations/:id': casePage(
    200,
    page((on) => `/compilations/${on.compilation}`),
  ),
  'POST /compilations/:id/viewings': casePage(
    303,
    form((on) => `/compilations/${on.compilation}/viewings`),
  ),
  // The viewing is of another item.
  'GET /compilations/:id/viewings/:viewing': casePage(
    404,
    page((on) => `/compilations/${on.compilation}/viewings/${on.viewing}`),
  ),
  'POST /compilations/:id/review': casePage(
    409,
    form((on) => `/compilations/${on.compilation}/review`, { outcome: 'approved', reason: '' }),
  ),
  'GET /api/v1/investigations/:id/compilations': ofCase(
    200,
    get((on) => `/api/v1/investigations/${on.investigation}/compilations`),
  ),
  'POST /api/v1/investigations/:id/compilations/proposals': ofCase(
    200,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/compilations/proposals`,
      (on) => ({ clips: [on.clip] }),
    ),
  ),
  'POST /api/v1/investigations/:id/compilations': ofCase(
    409,
    post(
      (on) => `/api/v1/investigations/${on.investigation}/compilations`,
      (on) => ({ ...PART, parts: [{ clip: on.clip }, { clip: on.clip }] }),
    ),
  ),
  'GET /api/v1/compilations/:id': ofCase(
    200,
    get((on) => `/api/v1/compilations/${on.compilation}`),
  ),
  'POST /api/v1/compilations/:id/viewings': ofCase(
    201,
    post((on) => `/api/v1/compilations/${on.compilation}/viewings`),
  ),
  'POST /api/v1/compilations/:id/review': ofCase(
    409,
    post(
      (on) => `/api/v1/compilations/${on.compilation}/review`,
      () => ({ outcome: 'refused', reason: 'The number shows' }),
    ),
  ),
  'POST /clips/:id/redaction-choice': disclosurePage(
    303,
    form((on) => `/clips/${on.clip}/redaction-choice`, { redaction: 'whole', reason: 'Nobody else shows' }),
  ),
  'GET /api/v1/clips/:id/redaction-choice': ofDisclosure(
    200,
    get((on) => `/api/v1/clips/${on.clip}/redaction-choice`),
  ),
  'POST /api/v1/clips/:id/redaction-choice': ofDisclosure(
    204,
    post(
      (on) => `/api/v1/clips/${on.clip}/redaction-choice`,
      () => ({ redaction: null, reason: 'Nobody else shows' }),
    ),
  ),
};
