import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { AdditionsService, type NewAddition } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { DomainError } from '../../../../kernel/errors';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { ItemUpload, type ReceivedItem } from './item-upload';

export type ItemFields = Omit<NewAddition, 'investigationId'>;

/** The form came without a file that can be taken. */
export class NoFile extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-file';
}

/** An officer's own item on its way from the form to the investigation. */
@Injectable()
export class Items {
  constructor(
    private readonly upload: ItemUpload,
    private readonly additions: AdditionsService,
  ) {}

  /**
   * Reads the form, then lets `finish` look at its fields and call `add`. Whatever does not become an item is removed.
   * @throws NotFound before a byte is taken, unless the officer is a member
   */
  async receive<Result>(
    request: Request,
    by: Officer,
    id: InvestigationId,
    worthTaking: (fields: ReceivedItem['fields']) => boolean,
    finish: (fields: ReceivedItem['fields'], add: (item: ItemFields) => Promise<ClipId>) => Promise<Result>,
  ): Promise<Result> {
    await this.additions.mayAdd(by.id, id);
    const received = await this.upload.receive(request, worthTaking);
    const file = new Keep();
    try {
      return await finish(received.fields, async (item) => {
        await file.during(() => this.add(by, { ...item, investigationId: id }, received));
        return item.id;
      });
    } finally {
      if (file.isNobodys && received.file !== undefined) await this.upload.forget(received.file.key);
    }
  }

  private async add(by: Officer, item: NewAddition, { file, refusal }: ReceivedItem): Promise<boolean> {
    if (await this.additions.isAdded(by.id, item, file?.sha256)) return false;
    if (file === undefined) throw new NoFile(refusal);
    const { fileName, size, sha256, crc32, key: incomingKey } = file;
    return this.additions.add(by.id, item, { fileName, size, sha256, crc32, incomingKey });
  }
}

/**
 * Whether a file may go. When a commit's answer is lost, nobody knows whether a row names it: then it stays, and the sweep
 * removes it if none does.
 */
class Keep {
  isNobodys = true;

  async during(work: () => Promise<boolean>): Promise<void> {
    this.isNobodys = false;
    try {
      this.isNobodys = !(await work());
    } catch (error) {
      this.isNobodys = error instanceof DomainError;
      throw error;
    }
  }
}
