import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../custody';
import {
  randomId,
  type ExhibitId,
  type InvestigationId,
  type OfficerId,
  type Sha256Hex,
} from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { InvestigationsService } from '../../investigations';
import { ExhibitRepository } from '../exhibit.repository';
import { takeInAddition } from '../jobs';
import { AdditionsRepository, type ArrivedFile } from './additions.repository';
import { AdditionIdTaken, type NewAddition } from './domain';

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

  /**
   * Whether this very request has been taken already.
   * @param sha256 of the file that came with it, if one did
   * @throws AdditionIdTaken when its id was that of another item
   */
  async isAdded(by: OfficerId, item: NewAddition, sha256: Sha256Hex | undefined): Promise<boolean> {
    return this.database.transaction((tx) => this.additions.isRepeated(tx, item, sha256, by));
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
        if (await this.additions.isRepeated(tx, details, file.sha256, by)) return false;
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
