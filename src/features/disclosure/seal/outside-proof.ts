import { Injectable } from '@nestjs/common';
import type { SignedCheckpoint } from '../../../custody';
import { WitnessingService } from '../../witnesses';
import { TimestampsService } from '../timestamps';
import type { SmallFile } from './small-files';

/** What others say of a state of the log: the authority of time stamps, and witnesses. */
@Injectable()
export class OutsideProof {
  constructor(
    private readonly timestamps: TimestampsService,
    private readonly witnessing: WitnessingService,
  ) {}

  /** Who does not answer is left out. @param folder with a slash at its end */
  async of(checkpoint: SignedCheckpoint, folder: string): Promise<SmallFile[]> {
    const token = await this.timestamps.forSeal(checkpoint);
    const witnessed = await this.witnessing.forSeal(checkpoint);
    return [
      ...(token === undefined ? [] : [{ path: `${folder}checkpoint.tsr`, bytes: token }]),
      ...witnessed.map((text, place) => ({
        path: `${folder}witness-${place + 1}.txt`,
        bytes: Buffer.from(text),
      })),
    ];
  }
}
