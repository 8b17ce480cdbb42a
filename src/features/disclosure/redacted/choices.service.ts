import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../custody';
import { DomainError, NotFound } from '../../../kernel/errors';
import { randomId, type ClipId, type OfficerId, type RedactionId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { ItemsRepository } from '../items.repository';
import { RedactionChoicesRepository, type RedactionChoice } from './choices.repository';

/** Only an approved copy of today's master may be chosen. */
export class RedactionMayNotGo extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'redaction-may-not-go';
  constructor() {
    super('Only a copy that was made of the original as it is today, and approved, can be chosen.');
  }
}

/** Somebody chose after what is known here was read: choosing now would undo that unseen. */
export class ChosenMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'chosen-meanwhile';
  constructor({ extract, redactionId, version, chosenBy }: RedactionChoice) {
    const how =
      extract === null
        ? redactionId === null
          ? 'whole'
          : `as the copy of version ${version ?? 0}`
        : `as the extract ${extract}`;
    super(
      `Nothing was chosen: ${chosenBy} has chosen since this page was made that it goes ${how}. See that what stands below is right, then choose again.`,
    );
  }
}

export interface NewChoice {
  /** `null`: whole. */
  readonly redaction: RedactionId | null;
  readonly reason: string;
  /** The newest choice that whoever chooses knows of; null: none. Undefined where nobody says: then it is chosen anew, whatever was. */
  readonly known?: string | null | undefined;
}

/** The disclosure officer's choice of how an item goes to the defence and the court: whole, or redacted. */
@Injectable()
export class RedactionChoicesService {
  constructor(
    private readonly database: Database,
    private readonly items: ItemsRepository,
    private readonly choices: RedactionChoicesRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** `undefined`: nobody has chosen, so it goes whole. @throws NotFound */
  async of(by: OfficerId, clip: ClipId): Promise<RedactionChoice | undefined> {
    return this.database.transaction(async (tx) => {
      const id = await this.items.investigationOf(tx, clip);
      if (id === undefined) throw new NotFound('The item');
      await this.investigations.requireMember(tx, by, id);
      return (await this.choices.newest(tx, [clip])).get(clip);
    });
  }

  /**
   * From now on; sealed bundles stay as they are, and a bundle that waits to be sealed is refused.
   * @throws NotFound, ChosenMeanwhile, RedactionMayNotGo
   */
  async choose(by: OfficerId, clip: ClipId, { redaction, reason, known }: NewChoice): Promise<void> {
    await this.database.transaction(async (tx) => {
      const investigation = await this.items.investigationOf(tx, clip);
      if (investigation === undefined) throw new NotFound('The item');
      await this.investigations.requireOneOfTeam(tx, by, investigation);
      await this.items.lock(tx, investigation);
      const newest = (await this.choices.newest(tx, [clip])).get(clip);
      if (newest !== undefined && known !== undefined && known !== newest.id)
        throw new ChosenMeanwhile(newest);
      if (redaction !== null && !(await this.choices.mayGo(tx, redaction, clip)))
        throw new RedactionMayNotGo();
      const choice = randomId<string>();
      const row = { investigationId: investigation, clipId: clip, redactionId: redaction, chosenBy: by };
      await this.choices.insert(tx, { id: choice, ...row, reason });
      await this.custody.append(tx, {
        type: 'redaction-chosen',
        subject: clipSubject(clip),
        investigation,
        detail: { choice, redaction },
        secrets: { reason },
      });
    });
  }
}
