import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../custody';
import { DomainError } from '../../../kernel/errors';
import {
  randomId,
  type ClipId,
  type ExhibitId,
  type InvestigationId,
  type OfficerId,
} from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { InvestigationsService } from '../../investigations';
import { ExhibitRepository } from '../exhibit.repository';
import { takeInAddition } from '../jobs';
import { AdditionsRepository, type ArrivedFile } from './additions.repository';
import type { NewAddition } from './domain';

/** The id of the request was used before for something else. */
export class AdditionIdTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'addition-id-taken';
  constructor() {
    super('This form was used for another item. Please open it again.');
  }
}

/** What officers add themselves: it goes the way of every clip, and is numbered when it is the locked master. */
@Injectable()
export class AdditionsService {
  constructor(
    private readonly database: Database,
    private readonly additions: AdditionsRepository,
    private readonly exhibits: ExhibitRepository,
    private readonly investigations: InvestigationsService,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
  ) {}

  /** Asked before the first byte is taken. @throws NotFound */
  async mayAdd(by: OfficerId, id: InvestigationId): Promise<void> {
    await this.database.transaction((tx) => this.investigations.requireMember(tx, by, id));
  }

  /** Whether this very request has been taken already. */
  async isAdded(by: OfficerId, investigation: InvestigationId, id: ClipId): Promise<boolean> {
    return this.database.transaction((tx) => this.additions.isBy(tx, id, investigation, by));
  }

  /**
   * A file that lies in `incoming` becomes an item of the investigation.
   * @returns `false` when the same request was taken before: the file is nobody's then
   * @throws NotFound, AdditionIdTaken
   */
  async add(
    by: OfficerId,
    details: NewAddition,
    file: ArrivedFile & { readonly crc32: number },
  ): Promise<boolean> {
    const { id, investigationId, kind, producerName, description } = details;
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, investigationId);
      if (!(await this.additions.insert(tx, details, file, randomId<ExhibitId>(), by))) {
        if (await this.additions.isBy(tx, id, investigationId, by)) return false;
        throw new AdditionIdTaken();
      }
      await this.exhibits.insertTriage(tx, id, 'accepted', '', by);
      await this.outbox.add(tx, takeInAddition, { clipId: id });
      const { fileName, size, sha256, crc32 } = file;
      await this.custody.append(tx, {
        type: 'exhibit-added',
        subject: clipSubject(id),
        investigation: investigationId,
        detail: { kind, size, sha256, crc32 },
        secrets: { fileName, producerName, description },
      });
      return true;
    });
  }
}
