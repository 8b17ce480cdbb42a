import { API_MATRIX } from './matrix.api';
import { CONDUCT_MATRIX } from './matrix.conduct';
import { DISCLOSURE_MATRIX } from './matrix.disclosure';
import { EXHIBIT_MATRIX } from './matrix.exhibits';
import { INVESTIGATION_MATRIX } from './matrix.investigations';
import { MESSAGE_MATRIX } from './matrix.messages';
import { OFFICER_MATRIX } from './matrix.officers';
import { PAGE_MATRIX } from './matrix.pages';
import { REDACTION_MATRIX } from './matrix.redaction';
import { TRANSCRIPT_MATRIX } from './matrix.transcript';
import { REPORT_MATRIX } from './matrix.reports';
import { RETENTION_MATRIX } from './matrix.retention';
import type { Row } from './matrix.rows';
import { SCHEME_MATRIX } from './matrix.scheme';
import { SIGN_IN_MATRIX } from './matrix.sign-in';
import { TRIAGE_MATRIX } from './matrix.triage';

/** Every route with a valid request. A route that is not here fails the first test of each suite that walks them. */
export const MATRIX: Readonly<Record<string, Row>> = {
  ...SIGN_IN_MATRIX,
  ...API_MATRIX,
  ...CONDUCT_MATRIX,
  ...DISCLOSURE_MATRIX,
  ...EXHIBIT_MATRIX,
  ...INVESTIGATION_MATRIX,
  ...TRIAGE_MATRIX,
  ...MESSAGE_MATRIX,
  ...OFFICER_MATRIX,
  ...PAGE_MATRIX,
  ...REDACTION_MATRIX,
  ...TRANSCRIPT_MATRIX,
  ...REPORT_MATRIX,
  ...RETENTION_MATRIX,
  ...SCHEME_MATRIX,
};

/** After these the cookie is another one, or none. */
export const ENDS_SESSION = /^(DELETE .*session|POST .*(sign-out|session\/confirmation))$/;
