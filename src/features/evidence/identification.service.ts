import { Inject, Injectable } from '@nestjs/common';
import { both } from '../../kernel/both';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { JsonObject } from '../../kernel/json';
import type { Hashed } from '../../platform/digest';
import type { MalwareScanner, Verdict } from '../../platform/malware';
import { MediaTool, sniffFile, type FileFacts } from '../../platform/media';
import { incomingKey, type IncomingStore } from '../../platform/object-store';
import type { SealReading } from '../../platform/seals';
import { refuseEarlyStall, type Attempt } from './attempt';
import type { Identification, WorkClip } from './master.repository';
import { INCOMING, SCANNER } from './stores';
import { readSurely } from './sure-read';

export interface Identified extends Identification {
  readonly facts: FileFacts;
  /** `null`: the file carries no seal of a maker. */
  readonly seal: SealReading | null;
  readonly scanned: Verdict;
}

/** Reads the stored bytes of a received clip back: what they hash to, what they are, what seal they carry, and malware. */
@Injectable()
export class IdentificationService {
  constructor(
    private readonly media: MediaTool,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    @Inject(SCANNER) private readonly scanner: MalwareScanner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the object is gone, CorruptRead, DecoderStalled */
  async identify(clip: WorkClip, attempt: Attempt): Promise<Identified> {
    const { incomingKey: key, deviceSha256, size } = clip;
    const { digest, value, scanned } = await readSurely(
      this.incoming,
      incomingKey(key),
      deviceSha256,
      (path) => this.look(path, attempt),
      () => this.scanner.begin(size),
    );
    return { ...value, sha256: digest.sha256, scanned };
  }

  /** What is stored of a clip now, read until it is sure. @throws NotFound, CorruptRead */
  async reread({ incomingKey: key, deviceSha256 }: WorkClip): Promise<Hashed> {
    const looked = (): Promise<void> => Promise.resolve();
    return (await readSurely(this.incoming, incomingKey(key), deviceSha256, looked)).digest;
  }

  private async look(path: string, attempt: Attempt): Promise<Omit<Identified, 'sha256' | 'scanned'>> {
    const sniffed = await sniffFile(path);
    const [facts, seal] = await both(
      this.media.probe(path, attempt.signal),
      this.media.seal(path, this.clock.now(), attempt.signal),
    );
    refuseEarlyStall(facts, attempt);
    const media = facts as unknown as JsonObject;
    return { kind: sniffed.mime ?? sniffed.kind, media, facts, seal };
  }
}
