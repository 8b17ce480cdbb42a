import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { SessionEnded, type Visitor } from '../../features/invitations';
import { ChosenFilesService, cleanFileName, DraftsService } from '../../features/submissions';
import { DomainError, NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { BrokenUpload, onceClosed, receiveFiles } from '../../platform/http';
import { incomingKey, type IncomingStore } from '../../platform/object-store';
import { INCOMING, onceMoreIfAbsent } from './arrivals';
import { LinkBodies } from './link-bodies';
import { refusalWords } from './problems';
import { RefusedFiles, type Refused } from './refused-files';
import type { Speech } from './speech';

export interface FormResult {
  readonly stored: number;
  readonly refused: readonly Refused[];
}

/** The plain form: what it stores is whole, or nothing of it stays. */
@Injectable()
export class FormUpload {
  readonly refusals = new RefusedFiles();

  constructor(
    private readonly drafts: DraftsService,
    private readonly chosen: ChosenFilesService,
    private readonly bodies: LinkBodies,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** How large one file may be, bytes. */
  get largest(): number {
    return this.config.limits.clipBytes;
  }

  /**
   * Where the session ended on the way: what had come before is there, and is told as on any form. @throws TooManyBodies, BrokenUpload;
   * SessionEnded where nothing of it was kept; errors that are not the file's own
   */
  async receive(request: Request, response: Response, visitor: Visitor, speech: Speech): Promise<FormResult> {
    onceClosed(response, this.bodies.enter(visitor));
    const refused: Refused[] = [];
    let stored = 0;
    const ended: SessionEnded[] = [];
    // No file in the form is larger than what is left of the form itself.
    let coming = Number(request.headers['content-length'] ?? this.largest);
    // One more than there may be is read, and refused by name: what is too many is never left out without a word.
    await receiveFiles(request, this.config.limits.clipsPerSubmission + 1, async (name, bytes) => {
      try {
        const size = await this.store(visitor, name, bytes, coming);
        coming -= size;
        if (size === 0) refused.push({ name: cleanFileName(name), reason: speech.t.upload.wrong.empty });
        else stored += 1;
      } catch (error) {
        if (!(error instanceof DomainError) || error instanceof BrokenUpload) throw error;
        if (error instanceof SessionEnded) ended.push(error);
        refused.push({ name: cleanFileName(name), reason: refusalWords(speech, error) });
      }
    });
    const [end] = ended;
    if (end !== undefined && stored === 0) throw end;
    return { stored, refused };
  }

  /**
   * The size is unknown until the last byte: the clip begins with 0, and keeps the room free that it may take.
   * @param coming it is not larger than that
   * @returns its size; with nothing in it, it is only remembered, so that the victim sees which to get again
   */
  private async store(
    visitor: Visitor,
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    coming: number,
  ): Promise<number> {
    const { id, room } = await this.drafts.beginOfUnknownSize(visitor, name, coming);
    try {
      const { size } = await this.incoming.write(incomingKey(id), bytes, room);
      if (size === 0) {
        await this.forget(visitor, id);
        await this.chosen.register(visitor, [{ name, size, fileDate: null, fingerprint: null }]);
      } else {
        await onceMoreIfAbsent(() => this.drafts.finishOfUnknownSize(visitor, id, size));
        await this.chosen.arrived(name);
      }
      return size;
    } catch (error) {
      await this.forget(visitor, id);
      // No page tells of it: the form that brought it has no answer any more.
      if (!(error instanceof DomainError) || error instanceof BrokenUpload) await this.ask(visitor, name);
      throw error;
    }
  }

  private async ask(visitor: Visitor, name: string): Promise<void> {
    try {
      await this.chosen.brokeOff(visitor, name);
    } catch (error) {
      // Where no more can be asked for, what broke off is told all the same.
      if (!(error instanceof DomainError)) throw error;
    }
  }

  private async forget(visitor: Visitor, id: ClipId): Promise<void> {
    try {
      await this.drafts.remove(visitor, id);
    } catch (error) {
      // Not theirs any more: its session has ended, or all of the draft was erased. The bytes of what was not taken in go all the same.
      if (!(error instanceof NotFound)) throw error;
    }
    await this.incoming.remove(incomingKey(id));
  }
}
