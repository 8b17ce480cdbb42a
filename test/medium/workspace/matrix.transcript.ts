import { randomUUID } from 'node:crypto';
import { casePage, form, get, ofCase, page, post, type Row } from './matrix.rows';

const LINE = { start: 0, end: 500, speaker: 'A', words: 'Open up', language: '', translation: '' };
const TYPED = { revision: '0', lines: '0:00 | 0:00.5 | A | Open up' };

/** Typing what is said. The clip that was sent here is no film, so nothing is begun on it; the transcript is a finished one. */
export const TRANSCRIPT_MATRIX: Readonly<Record<string, Row>> = {
  'GET /clips/:id/transcript': casePage(
    200,
    page((on) => `/clips/${on.clip}/transcript`),
  ),
  'POST /clips/:id/transcript/viewings': casePage(
    303,
    form((on) => `/clips/${on.clip}/transcript/viewings`),
  ),
  'GET /clips/:id/transcript/viewings/:viewing': casePage(
    200,
    page((on) => `/clips/${on.clip}/transcript/viewings/${on.viewing}`),
  ),
  'POST /clips/:id/transcripts': casePage(
    409,
    form((on) => `/clips/${on.clip}/transcripts`, { reason: '' }),
  ),
  'POST /transcripts/:id/lines': casePage(
    409,
    form((on) => `/transcripts/${on.transcript}/lines`, TYPED),
  ),
  'POST /transcripts/:id/finish': casePage(
    409,
    form((on) => `/transcripts/${on.transcript}/finish`, TYPED),
  ),
  'POST /transcripts/:id/check': casePage(
    409,
    form((on) => `/transcripts/${on.transcript}/check`, { sha256: 'a'.repeat(64) }),
  ),
  'GET /api/v1/clips/:id/transcripts': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/transcripts`),
  ),
  'POST /api/v1/clips/:id/transcripts': ofCase(
    409,
    post(
      (on) => `/api/v1/clips/${on.clip}/transcripts`,
      () => ({}),
    ),
  ),
  'GET /api/v1/transcripts/:id': ofCase(
    200,
    get((on) => `/api/v1/transcripts/${on.transcript}`),
  ),
  'POST /api/v1/transcripts/:id/lines': ofCase(
    409,
    post(
      (on) => `/api/v1/transcripts/${on.transcript}/lines`,
      () => ({ revision: 0, lines: [LINE] }),
    ),
  ),
  'POST /api/v1/transcripts/:id/finish': ofCase(
    409,
    post(
      (on) => `/api/v1/transcripts/${on.transcript}/finish`,
      () => ({ revision: 0, lines: [LINE] }),
    ),
  ),
  'POST /api/v1/transcripts/:id/check': ofCase(
    409,
    post(
      (on) => `/api/v1/transcripts/${on.transcript}/check`,
      () => ({ sha256: 'a'.repeat(64) }),
    ),
  ),
  'POST /clips/:id/transcripts/proposals': casePage(
    409,
    form((on) => `/clips/${on.clip}/transcripts/proposals`),
  ),
  'POST /transcripts/:id/proposals': casePage(
    409,
    form((on) => `/transcripts/${on.transcript}/proposals`, { proposal: randomUUID(), take: 'all' }),
  ),
  'GET /api/v1/clips/:id/transcripts/proposals': ofCase(
    200,
    get((on) => `/api/v1/clips/${on.clip}/transcripts/proposals`),
  ),
  'POST /api/v1/clips/:id/transcripts/proposals': ofCase(
    409,
    post((on) => `/api/v1/clips/${on.clip}/transcripts/proposals`),
  ),
  'POST /api/v1/transcripts/:id/proposals': ofCase(
    409,
    post(
      (on) => `/api/v1/transcripts/${on.transcript}/proposals`,
      () => ({ proposal: randomUUID(), take: 'all' }),
    ),
  ),
  'GET /api/v1/transcripts/:id/captions': ofCase(
    200,
    get((on) => `/api/v1/transcripts/${on.transcript}/captions`),
  ),
  'GET /api/v1/transcripts/:id/webvtt': ofCase(
    200,
    get((on) => `/api/v1/transcripts/${on.transcript}/webvtt`),
  ),
  'GET /api/v1/transcripts/:id/text': ofCase(
    200,
    get((on) => `/api/v1/transcripts/${on.transcript}/text`),
  ),
};
