import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import type { KeptSeal } from './domain/kept-seal';
import { SealsRepository } from './seals.repository';

/** What officers may know of the seal of a sent clip. Which clips there are, the policies decide. */
@Injectable()
export class SentSealsService {
  constructor(
    private readonly database: Database,
    private readonly seals: SealsRepository,
  ) {}

  /** `undefined`: it was never looked for, as in a clip from before that was done. */
  async of(clip: ClipId): Promise<KeptSeal | undefined> {
    return this.database.transaction((tx) => this.seals.ofClip(tx, clip));
  }
}
