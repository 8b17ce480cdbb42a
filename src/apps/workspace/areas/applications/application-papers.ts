import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import {
  applicationLines,
  applicationPdf,
  ApplicationsService,
  titleOf,
  type Application,
  type Kept,
  type Still,
} from '../../../../features/applications';
import { nameOf, withoutParts, type Part } from '../../../../features/conduct';
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

/** Of one recording, recordings of one act, and of one paper. */
const STILLS = 2;
const RECORDINGS = 12;
const MOST = 200;
/** Bytes of all pictures of one paper. */
const ROOM = 48 * 1024 * 1024;
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);
const NO_ROOM = 'The paper would become too large.';
const TOO_MANY = `The paper has ${MOST} already: further ones are left out.`;
const LEFT_OUT = 'It is left out: ask the disclosure officer.';
const WITHHELD = 'Left out: ask the disclosure officer';

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

  /**
   * The picture, or why there is none: that is found out before a copy is logged.
   * @param room bytes that are left
   */
  async read(by: Officer, { clip, content }: Shown, reason: string, room: number): Promise<Buffer | string> {
    try {
      const { size, contentType } = await this.access.measure(by.id, clip, content);
      if (!PICTURES.has(contentType)) return 'It is no picture.';
      if (size > room) return NO_ROOM;
      const { id } = await this.access.open(by.id, clip, content, 'download', { reason });
      const source = await this.access.source(by.id, id);
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

/** A recording, and what is to be shown of it: nothing once there is enough. */
interface Place {
  readonly part: Part;
  readonly shown: readonly Shown[];
}
const clipOf = ({ clip }: Shown): string => clip;

type KeptItems = ReadonlyMap<string, Kept>;

/** An entry to which a recording belongs goes as that entry does. */
const isWithheld = (kept: KeptItems, { id, incident }: Part): boolean =>
  [id, incident].some((one) => one !== null && kept.get(one) === 'withheld');

/** Without the words and particulars of what is withheld. */
const withoutKept = (application: Application, kept: KeptItems): Application => ({
  ...application,
  acts: application.acts.map(({ occasion, ...act }) => ({
    ...act,
    occasion: withoutParts(occasion, (part) => isWithheld(kept, part)),
  })),
});

/** Recordings and entries that it tells of. */
const toldBy = ({ acts }: Application): string[] =>
  acts.flatMap(({ occasion: { parts } }) => parts.flatMap(({ id, leftOut }) => (leftOut ? [] : id)));

interface Stills {
  /** By clip. */
  readonly stills: ReadonlyMap<string, readonly Still[]>;
  /** Frames among them that are exhibits. */
  readonly taken: readonly ExhibitId[];
}

/** The papers of an application, as one file. */
@Injectable()
export class ApplicationPapers {
  private before: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly applications: ApplicationsService,
    private readonly investigations: InvestigationsService,
    private readonly papers: PapersService,
    private readonly pictures: StillPictures,
    private readonly written: WrittenService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One after another: each holds all of its pictures. @throws NotFound, ActsChanged */
  async make(by: Officer, id: ApplicationId, reason: string): Promise<{ name: string; bytes: Buffer }> {
    const mine = this.before.then(() => this.makeNow(by, id, reason));
    this.before = mine.catch(() => undefined);
    return mine;
  }

  private async makeNow(
    by: Officer,
    id: ApplicationId,
    reason: string,
  ): Promise<{ name: string; bytes: Buffer }> {
    const application = await this.applications.forPaper(by.id, id);
    const { row } = application;
    const { urn, offence } = await this.investigations.get(by.id, row.investigationId);
    const parts = application.acts.flatMap(({ occasion }) => occasion.parts);
    const places = await this.places(by, application);
    const items = [
      ...parts.flatMap(({ id: part, incident }) => (incident === null ? [part] : [part, incident])),
      ...places.flatMap(({ shown }) => shown.map(clipOf)),
    ];
    const kept = await this.applications.kept(by.id, row.investigationId, items);
    const { stills, taken } = await this.show(by, places, kept, reason);
    const withheld = parts.flatMap((part) =>
      kept.get(part.id) === 'withheld' && part.exhibitId !== null
        ? [[part.exhibitId as ExhibitId, WITHHELD] as const]
        : [],
    );
    const exhibits = [...parts.flatMap(({ exhibitId }) => (exhibitId ?? []) as ExhibitId[]), ...taken];
    const papers = await this.papers.parts(by, row.investigationId, exhibits, new Map(withheld));
    const now = this.clock.now();
    const madeAt = formatDateTime(now);
    const about = { urn, offence, madeBy: by.displayName, madeAt };
    const shown = [...stills.values()].flat().filter(({ data }) => typeof data === 'string');
    const told = withoutKept(application, kept);
    const bytes = await applicationPdf({ ...about, application: told, papers, stills });
    await this.applications.made(by.id, id, shown.length, reason);
    // What is put before a court is material, as a chronology is.
    if (row.finished)
      await this.written.takeApplication(by.id, row.investigationId, id, {
        ...{ title: titleOf(row), madeAt: now, lines: applicationLines(told), tellsOf: toldBy(told) },
      });
    const name = `application-${urn.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${row.number}-${row.version}.pdf`;
    return { name, bytes };
  }

  /** Of each recording what is to be shown, until there are enough: of those that follow, nothing is looked up. */
  private async places(by: Officer, { acts }: Application): Promise<readonly Place[]> {
    const recordings = acts.flatMap(({ occasion }) =>
      occasion.parts.filter(({ kind }) => kind === 'clip').slice(0, RECORDINGS),
    );
    const places: Place[] = [];
    let room = MOST;
    for (const part of recordings) {
      if (room === 0) return [...places, { part, shown: [] }];
      const shown = (await this.pictures.of(by, part)).slice(0, room);
      room -= shown.length;
      places.push({ part, shown });
    }
    return places;
  }

  private async show(
    by: Officer,
    places: readonly Place[],
    kept: KeptItems,
    reason: string,
  ): Promise<Stills> {
    const stills = new Map<string, readonly Still[]>();
    const taken: ExhibitId[] = [];
    let room = ROOM;
    for (const { part, shown } of places) {
      // A frame goes as its recording does, and its description no more than that.
      const free = shown.filter(({ clip }) => !kept.has(clip) && !kept.has(part.id));
      const why = shown.length === 0 ? TOO_MANY : free.length < shown.length ? LEFT_OUT : undefined;
      const of: Still[] = why === undefined ? [] : [{ caption: nameOf(part), data: { why } }];
      for (const one of free) {
        const read = await this.pictures.read(by, one, reason, room);
        if (typeof read === 'string') {
          of.push({ caption: one.caption, data: { why: read } });
          continue;
        }
        room -= read.length;
        if (one.exhibit !== undefined) taken.push(one.exhibit);
        of.push({ caption: one.caption, data: dataUrl(read) });
      }
      stills.set(part.id, of);
    }
    return { stills, taken };
  }
}
