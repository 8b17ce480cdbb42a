import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import {
  applicationLines,
  applicationPdf,
  ApplicationsService,
  titleOf,
  type Still,
} from '../../../../features/applications';
import { nameOf, type Part } from '../../../../features/conduct';
import { AccessService, PapersService, StillsService, type Content } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService } from '../../../../features/investigations';
import { WrittenService } from '../../../../features/written';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { DomainError } from '../../../../kernel/errors';
import type { ApplicationId, ClipId, ExhibitId } from '../../../../kernel/ids';
import { formatDateTime } from '../../../../platform/http';
import { evidenceKey, type EvidenceReader } from '../../../../platform/object-store';
import { EVIDENCE } from '../../shell/clips/footage';

/** Of one recording, and recordings of one act. */
const STILLS = 2;
const RECORDINGS = 12;
/** Bytes of all pictures of one paper. */
const ROOM = 48 * 1024 * 1024;
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);
const NO_ROOM = 'The paper would become too large.';

/** What is to be shown of a recording. */
interface Shown {
  readonly clip: ClipId;
  readonly content: Content;
  readonly caption: string;
  /** Of a frame that an officer took. */
  readonly exhibit: ExhibitId | undefined;
}

/** Stills, each of them a logged copy, as far as there is room. */
@Injectable()
export class StillPictures {
  constructor(
    private readonly access: AccessService,
    private readonly stills: StillsService,
    @Inject(EVIDENCE) private readonly evidence: EvidenceReader,
  ) {}

  /** Frames that officers took of it, else its picture in the list. */
  async of(by: Officer, part: Part): Promise<Shown[]> {
    const asked =
      part.exhibitId === null ? [] : await this.stills.ofExhibit(by.id, part.exhibitId as ExhibitId);
    const taken = asked.filter(({ state }) => state === 'made').slice(0, STILLS);
    if (taken.length === 0)
      return [{ clip: part.id as ClipId, content: 'poster', caption: nameOf(part), exhibit: undefined }];
    return taken.map(({ id, reference, description }) => ({
      ...{ clip: id as unknown as ClipId, content: 'proxy', caption: `${reference}: ${description}` },
      exhibit: id as unknown as ExhibitId,
    }));
  }

  /** @param room bytes that are left */
  async read(by: Officer, { clip, content }: Shown, reason: string, room: number): Promise<Buffer | string> {
    try {
      const { id } = await this.access.open(by.id, clip, content, 'download', { reason });
      const source = await this.access.source(by.id, id);
      if (!PICTURES.has(source.contentType)) return 'It is no picture.';
      if (source.size > room) return NO_ROOM;
      const bytes = await buffer(await this.evidence.read(evidenceKey(source.key)));
      const isWhole = createHash('sha256').update(bytes).digest('hex') === source.sha256;
      return isWhole ? bytes : 'Its stored copy is damaged.';
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  }
}

const dataUrl = (bytes: Buffer): string =>
  `data:image/${bytes.subarray(1, 4).toString('latin1') === 'PNG' ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`;

/** The papers of an application, as one file. */
@Injectable()
export class ApplicationPapers {
  constructor(
    private readonly applications: ApplicationsService,
    private readonly investigations: InvestigationsService,
    private readonly papers: PapersService,
    private readonly pictures: StillPictures,
    private readonly written: WrittenService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound, ActsChanged */
  async make(by: Officer, id: ApplicationId, reason: string): Promise<{ name: string; bytes: Buffer }> {
    const application = await this.applications.forPaper(by.id, id);
    const { row } = application;
    const { urn, offence } = await this.investigations.get(by.id, row.investigationId);
    const parts = application.acts.flatMap(({ occasion }) => occasion.parts);
    const shownOf = application.acts.flatMap(({ occasion }) =>
      occasion.parts.filter(({ kind }) => kind === 'clip').slice(0, RECORDINGS),
    );
    const { stills, taken } = await this.show(by, shownOf, reason);
    const exhibits = [...parts.flatMap(({ exhibitId }) => (exhibitId ?? []) as ExhibitId[]), ...taken];
    const papers = await this.papers.parts(by, row.investigationId, exhibits);
    const now = this.clock.now();
    const madeAt = formatDateTime(now);
    const about = { urn, offence, madeBy: by.displayName, madeAt };
    const bytes = await applicationPdf({ ...about, application, papers, stills });
    const shown = [...stills.values()].flat().filter(({ data }) => typeof data === 'string');
    await this.applications.made(by.id, id, shown.length, reason);
    // What is put before a court is material, as a chronology is.
    if (row.finished)
      await this.written.takeChronology(by.id, row.investigationId, {
        ...{ title: titleOf(row), madeAt: now, lines: applicationLines(application) },
      });
    const name = `application-${urn.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${row.number}-${row.version}.pdf`;
    return { name, bytes };
  }

  /** By clip, and the exhibits that they are. */
  private async show(
    by: Officer,
    parts: readonly Part[],
    reason: string,
  ): Promise<{ readonly stills: ReadonlyMap<string, Still[]>; readonly taken: readonly ExhibitId[] }> {
    const stills = new Map<string, Still[]>();
    const taken: ExhibitId[] = [];
    let room = ROOM;
    for (const part of parts) {
      const shown: Still[] = [];
      for (const one of await this.pictures.of(by, part)) {
        const read = room > 0 ? await this.pictures.read(by, one, reason, room) : NO_ROOM;
        if (typeof read !== 'string') room -= read.length;
        if (one.exhibit !== undefined) taken.push(one.exhibit);
        shown.push({ caption: one.caption, data: typeof read === 'string' ? { why: read } : dataUrl(read) });
      }
      stills.set(part.id, shown);
    }
    return { stills, taken };
  }
}
