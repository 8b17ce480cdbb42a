import { randomUUID } from 'node:crypto';
import { incomingKey, type IncomingKey } from './keys';
import type { IncomingStore } from './port';

/** The part of `incoming` that workspace may write to; victims' drafts lie beside it, and it has no way to them. */
export const OFFICERS_AREA = 'officers';

/** All that workspace has of `incoming`: no reading, no listing, and no name of a draft. Its key in S3 has no more either. */
export class IncomingWriter {
  constructor(private readonly store: Pick<IncomingStore, 'write' | 'remove'>) {}

  /** A name that nothing has had before. */
  newKey(): IncomingKey {
    return incomingKey(`${OFFICERS_AREA}/${randomUUID().replaceAll('-', '')}`);
  }

  /** As IncomingStore. @throws ObjectTooLarge @throws StorageFull @throws ObjectExists */
  write(
    key: IncomingKey,
    source: AsyncIterable<Uint8Array>,
    limitBytes: number,
  ): ReturnType<IncomingStore['write']> {
    return this.store.write(within(key), source, limitBytes);
  }

  async remove(key: IncomingKey): Promise<void> {
    await this.store.remove(within(key));
  }
}

function within(key: IncomingKey): IncomingKey {
  if (!key.startsWith(`${OFFICERS_AREA}/`)) throw new RangeError('not a name of an officer’s item');
  return key;
}
