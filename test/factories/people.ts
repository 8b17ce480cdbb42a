import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { ConsentService } from '../../src/features/consent';
import { IdentityService, type Officer } from '../../src/features/identity';
import { InvestigationsService } from '../../src/features/investigations';
import {
  EntryService,
  InvitationsService,
  type IssuedInvitation,
  type Visitor,
} from '../../src/features/invitations';
import { DraftsService } from '../../src/features/submissions';
import { sha256Hex, type ClipId, type InvestigationId, type Sha256Hex } from '../../src/kernel/ids';
import { incomingKey } from '../../src/platform/object-store';
import type { Service } from '../support/service';
import { inPersonOnly } from './safe-contact';

export const sha256Of = async (path: string): Promise<Sha256Hex> =>
  sha256Hex(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );

export interface Police {
  readonly officer: Officer;
  readonly investigation: InvestigationId;
  readonly invitation: IssuedInvitation;
}

/** A sample officer with an investigation and an invitation of their own. */
export async function police({ theirs }: Service): Promise<Police> {
  const mark = randomUUID().slice(0, 8);
  const { officer } = await theirs
    .get(IdentityService)
    .createOfficer({ email: `${mark}@sample.invalid`, displayName: 'Sample Officer', role: 'investigator' });
  const investigation = await theirs
    .get(InvestigationsService)
    .open(officer.id, { urn: `SAMPLE/${mark}`, offence: 'Sample offence' });
  return {
    officer,
    investigation,
    invitation: await theirs
      .get(InvitationsService)
      .create(officer.id, investigation, 30, inPersonOnly(officer.id)),
  };
}

/** She opens her link, enters the code, answers the first questions and confirms the notice. */
export async function visitor({ hers }: Service, { link, code }: IssuedInvitation): Promise<Visitor> {
  const entry = hers.get(EntryService);
  const session = await entry.enter(link.split('/').at(-1) ?? '', code, '192.0.2.1');
  const found = await entry.visitor(session);
  await entry.confirmNotice(found, 'en-GB');
  const consent = hers.get(ConsentService);
  await consent.exitExplained(found);
  await consent.answerAccount(found, { setUpBy: 'me', others: 'nobody' });
  await consent.agree(found, { decides: 'self' });
  return found;
}

/** She adds a file; without a fingerprint when `fingerprint` is false. */
export async function addClip(
  service: Service,
  who: Visitor,
  path: string,
  name = 'sample.mp4',
  fingerprint = true,
): Promise<ClipId> {
  const drafts = service.hers.get(DraftsService);
  const { size } = await stat(path);
  const id = await drafts.begin(who, { name, size });
  await service.incoming.write(incomingKey(id), createReadStream(path), size);
  await drafts.finish(who, id, size);
  if (fingerprint) await drafts.recordDeviceHash(who, id, await sha256Of(path));
  return id;
}
