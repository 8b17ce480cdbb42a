import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../../config';
import type { Visitor } from '../../features/invitations';
import { ChosenFilesService, cleanFileName, DraftsService } from '../../features/submissions';
import { DomainError } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { BrokenUpload, receiveFiles } from '../../platform/http';
import { incomingKey, type IncomingStore } from '../../platform/object-store';
import { INCOMING } from './arrivals';
import { refusalWords } from './problems';
import type { Speech } from './speech';

/** A file of a form that was not taken, and why in kind words. */
export interface Refused {
  readonly name: string;
  readonly reason: string;
}

export interface FormResult {
  readonly stored: number;
  readonly refused: readonly Refused[];
}

/** The plain form: what it stores is whole, or nothing of it stays. */
@Injectable()
export class FormUpload {
  constructor(
    private readonly drafts: DraftsService,
    private readonly chosen: ChosenFilesService,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** How large one file may be, bytes. */
  get largest(): number {
    return this.config.limits.clipBytes;
  }

  /** @throws BrokenUpload; errors that are not the file's own */
  async receive(request: Request, visitor: Visitor, speech: Speech): Promise<FormResult> {
    const refused: Refused[] = [];
    let stored = 0;
    // One more than there may be is read, and refused by name: what is too many is never left out without a word.
    await receiveFiles(request, this.config.limits.clipsPerSubmission + 1, async (name, bytes) => {
      try {
        const isEmpty = await this.store(visitor, name, bytes);
        if (isEmpty) refused.push({ name: cleanFileName(name), reason: speech.t.upload.wrong.empty });
        else stored += 1;
      } catch (error) {
        if (!(error instanceof DomainError) || error instanceof BrokenUpload) throw error;
        refused.push({ name: cleanFileName(name), reason: refusalWords(speech, error) });
      }
    });
    return { stored, refused };
  }

  /**
   * The size is unknown until the last byte: the clip begins with 0, and takes the room that is left at most.
   * @returns whether there was nothing in it: then it is only remembered, so that she sees which to get again
   */
  private async store(visitor: Visitor, name: string, bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
    const id = await this.drafts.begin(visitor, { name, size: 0 });
    try {
      const limit = Math.min(this.largest, await this.drafts.room());
      const { size } = await this.incoming.write(incomingKey(id), bytes, limit);
      if (size === 0) {
        await this.forget(visitor, id);
        await this.chosen.register(visitor, [{ name, size, fileDate: null, fingerprint: null }]);
      } else await this.drafts.finishOfUnknownSize(visitor, id, size);
      return size === 0;
    } catch (error) {
      await this.forget(visitor, id);
      throw error;
    }
  }

  private async forget(visitor: Visitor, id: ClipId): Promise<void> {
    await this.drafts.remove(visitor, id);
    await this.incoming.remove(incomingKey(id));
  }
}
