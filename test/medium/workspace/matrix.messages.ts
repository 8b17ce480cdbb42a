import { randomUUID } from 'node:crypto';
import { casePage, form, get, ofCase, page, post, type Row } from './matrix.rows';

const at = (invitation: string, rest = ''): string => `/invitations/${invitation}/messages${rest}`;

/** Messages and more time: her investigation's members alone. Without a driver every message is refused. */
export const MESSAGE_MATRIX: Readonly<Record<string, Row>> = {
  'GET /api/v1/invitations/:id/messages': ofCase(
    200,
    get((on) => `/api/v1${at(on.invitation)}`),
  ),
  'GET /api/v1/invitations/:id/messages/preview': ofCase(
    200,
    get((on) => `/api/v1${at(on.invitation, '/preview?kind=look')}`),
  ),
  'POST /api/v1/invitations/:id/messages': ofCase(
    409,
    post(
      (on) => `/api/v1${at(on.invitation)}`,
      () => ({ kind: 'link', record: '1', key: randomUUID() }),
    ),
  ),
  'POST /api/v1/messages/:id/seen': ofCase(
    204,
    post((on) => `/api/v1/messages/${on.message}/seen`),
  ),
  'POST /messages/:id/seen': casePage(
    303,
    form((on) => `/messages/${on.message}/seen`),
  ),
  'GET /invitations/:id/messages': casePage(
    200,
    page((on) => at(on.invitation)),
  ),
  'POST /invitations/:id/messages': casePage(
    409,
    form((on) => at(on.invitation), { kind: 'link', record: '1', key: randomUUID() }),
  ),
  'POST /api/v1/invitations/:id/extend': ofCase(
    200,
    post(
      (on) => `/api/v1/invitations/${on.invitation}/extend`,
      () => ({ days: 120, reason: 'She goes on' }),
    ),
  ),
  'GET /invitations/:id/extend': casePage(
    200,
    page((on) => `/invitations/${on.invitation}/extend`),
  ),
  'POST /invitations/:id/extend': casePage(
    303,
    form((on) => `/invitations/${on.invitation}/extend`, { days: '120', reason: 'She goes on' }),
  ),
};
