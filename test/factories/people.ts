import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { ConsentService } from '../../src/features/consent';
import type { Officer } from '../../src/features/identity';
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
import { withAdmin } from '../support/database';
import type { Service } from '../support/service';
import { asOfficer, asVictim, officerSession, settledOfficer } from './acting';
import { inPersonOnly } from './safe-contact';

export const sha256Of = async (path: string): Promise<Sha256Hex> =>
  sha256Hex(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );

/** Somebody who may act: what is done in `act` is done under their session. */
export interface Acting {
  act<T>(work: () => Promise<T>): Promise<T>;
}

export interface Police extends Acting {
  readonly officer: Officer;
  readonly investigation: InvestigationId;
  readonly invitation: IssuedInvitation;
}

export type Victim = Visitor & Acting;

/** A sample officer with an investigation and an invitation of their own, signed in and confirmed a moment ago. */
export async function police({ theirs, database }: Service): Promise<Police> {
  const mark = randomUUID().slice(0, 8);
  const [officer, secret] = await withAdmin(async (admin) => {
    const settled = await settledOfficer(admin, {
      email: `${mark}@sample.invalid`,
      displayName: 'Sample Officer',
      role: 'investigator',
      password: mark,
    });
    return [settled, await officerSession(admin, settled.id)] as const;
  }, database.name);
  const act: Acting['act'] = (work) => asOfficer(secret, work);
  const investigation = await act(() =>
    theirs.get(InvestigationsService).open({ urn: `SAMPLE/${mark}`, offence: 'Sample offence' }),
  );
  const invitation = await act(() =>
    theirs.get(InvitationsService).create(officer.id, investigation, { days: 30 }, inPersonOnly(officer.id)),
  );
  return { officer, investigation, invitation, act };
}

/** A victim opens the link, enters the code, answers the first questions and confirms the notice. */
export async function visitor({ hers }: Service, { link, code }: IssuedInvitation): Promise<Victim> {
  const entry = hers.get(EntryService);
  const consent = hers.get(ConsentService);
  const session = await entry.enter(link.split('/').at(-1) ?? '', code, '192.0.2.1');
  const act: Acting['act'] = (work) => asVictim(session, work);
  const found = await act(() => entry.visitor());
  await act(async () => {
    await entry.confirmNotice(found, 'en-GB', { request: null });
    await consent.exitExplained(found);
    await consent.answerAccount(found, { setUpBy: 'me', others: 'nobody' });
    await consent.agree(found, { decides: 'self' });
  });
  return { ...found, act };
}

/** The victim adds a file; without a fingerprint when `fingerprint` is false. */
export async function addClip(
  service: Service,
  who: Victim,
  path: string,
  name = 'sample.mp4',
  fingerprint = true,
): Promise<ClipId> {
  const drafts = service.hers.get(DraftsService);
  const { size } = await stat(path);
  return who.act(async () => {
    const id = await drafts.begin(who, { name, size });
    await service.incoming.write(incomingKey(id), createReadStream(path), size);
    await drafts.finish(who, id, size);
    if (fingerprint) await drafts.recordDeviceHash(id, await sha256Of(path));
    return id;
  });
}
