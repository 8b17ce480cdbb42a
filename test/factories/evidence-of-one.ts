import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { ClipId, InvestigationId } from '../../src/kernel/ids';
import { seedClips, seedIncidents, seedTimes } from './many-conduct';
import { seedEvidence } from './many-evidence';
import { NO_SECRET } from './secrets';

const MORE_THAN_A_PAGE = 61;

/** An investigation in which one has sent that many clips, a tenth as many entries of a diary, and the item in the middle. As the administrator. */
export async function seedEvidenceOf(
  admin: Client,
  officer: string,
  clips: number,
): Promise<{ readonly evidence: InvestigationId; readonly middle: ClipId }> {
  const [investigation, invitation, submission] = [randomUUID(), randomUUID(), randomUUID()];
  await admin.query(
    `INSERT INTO lintel.investigation (id, urn, offence, oic_id) VALUES ($1, '26/EV', 'Stalking', $2)`,
    [investigation, officer],
  );
  await admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [investigation, officer],
  );
  await admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by)
     VALUES ($1, $2, sha256('evidence'), '${NO_SECRET}', now() + interval '90 days', $3)`,
    [invitation, investigation, officer],
  );
  await admin.query(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at, triaged_at) VALUES ($1, $2, $3, 'EVIDENCE', 'triaged', now(), now())`,
    [submission, invitation, investigation],
  );
  const home = { investigation, invitation, submission };
  await seedClips(admin, home, clips);
  await seedTimes(admin, officer, investigation);
  await seedIncidents(admin, home, Math.max(MORE_THAN_A_PAGE, clips / 10));
  const middle = await seedEvidence(admin, officer, investigation);
  return { evidence: investigation as InvestigationId, middle: middle as ClipId };
}
