import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CONFIG, type Config } from '../../../../config';
import { cleanFileName } from '../../../../features/submissions';
import type { Digest } from '../../../../platform/digest';
import { BrokenUpload, receiveFiles } from '../../../../platform/http';
import { DomainError } from '../../../../kernel/errors';
import { IncomingWriter, type IncomingKey } from '../../../../platform/object-store';

export interface ReceivedItem {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: (Digest & { readonly fileName: string; readonly key: IncomingKey }) | undefined;
  /** Why there is no file, for the person. */
  readonly refusal: string;
}

/** Takes one file of a form into `incoming`, hashing it in the same pass; memory stays flat. */
@Injectable()
export class ItemUpload {
  constructor(
    private readonly incoming: IncomingWriter,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @param worthTaking says of the fields before the file whether the file is wanted; asked only when there are any
   * @throws BrokenUpload, StorageFull: nothing is left then
   */
  async receive(
    request: Request,
    worthTaking: (fields: Readonly<Record<string, string>>) => boolean,
  ): Promise<ReceivedItem> {
    let file: ReceivedItem['file'];
    let refusal = 'Choose a file.';
    try {
      const fields = await receiveFiles(request, 1, async (name, bytes, before) => {
        if (Object.keys(before).length > 0 && !worthTaking(before)) {
          refusal = 'Choose the file again: it was not taken.';
          return;
        }
        try {
          file = await this.store(cleanFileName(name), bytes);
        } catch (error) {
          if (!(error instanceof DomainError) || error instanceof BrokenUpload) throw error;
          refusal = error.message;
        }
      });
      if (file?.size === 0) {
        await this.forget(file.key);
        return { fields, file: undefined, refusal: 'The file is empty.' };
      }
      return { fields, file, refusal: file === undefined ? refusal : '' };
    } catch (error) {
      if (file !== undefined) await this.forget(file.key);
      throw error;
    }
  }

  /** Removes a file that has become nobody's. */
  async forget(key: IncomingKey): Promise<void> {
    await this.incoming.remove(key);
  }

  private async store(fileName: string, bytes: AsyncIterable<Uint8Array>): Promise<ReceivedItem['file']> {
    const key = this.incoming.newKey();
    const digest = await this.incoming.write(key, bytes, this.config.limits.additionBytes);
    return { ...digest, fileName, key };
  }
}
