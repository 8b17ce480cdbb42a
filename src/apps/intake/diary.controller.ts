import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DiaryService, type Incident, type Line } from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import { isUuid, randomId, type ClipId, type IncidentId } from '../../kernel/ids';
import { Arrivals, type Arrival } from './arrivals';
import { DiaryAside, type PlacedNote } from './diary-aside';
import { Diaries } from './diaries';
import { FilesBoard, type BoardView } from './files-board';
import { entryLines } from './diary-lines';
import { countdowns, type Countdown } from './footage-view';
import { listField, textField } from './form';
import { neutralIn } from './neutral-pages';
import { show } from './page';
import { Sessions } from './session';
import { speechOf, textsOf, type Speech } from './speech';
import { Steps } from './steps';
import type { Texts } from './texts/language';

declare module './page' {
  interface Pages {
    'diary.njk': Awaited<ReturnType<DiaryAside['past']>> &
      Awaited<ReturnType<DiaryAside['given']>> &
      BoardView & {
        /** The id of the entry that “It has happened again” begins, however often it is pressed on this page. */
        readonly occasion: string;
        readonly drafts: readonly EntryView[];
        readonly sent: readonly EntryView[];
        readonly notes: readonly PlacedNote[];
        readonly countdowns: readonly Countdown[];
        readonly countdownWords: Texts['footage']['countdown'];
      };
    'diary-entry.njk': Pick<EntryView, 'id' | 'number' | 'lines'> & { readonly clips: readonly Arrival[] };
    'diary-remove.njk': { readonly id: string };
    'diary-clips.njk': { readonly id: string; readonly clips: readonly ClipChoice[] };
  }
}

/** @throws NotFound: a malformed id names no entry */
export function incidentId(text: string): IncidentId {
  if (!isUuid(text)) throw new NotFound('The entry');
  return text as IncidentId;
}

interface EntryView extends Incident {
  readonly lines: readonly Line[];
  readonly clipCount: number;
  readonly short: string;
  readonly when: string | undefined;
  readonly sentOn: string;
}

interface ClipChoice {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
  /** It belongs to another entry. */
  readonly elsewhere: boolean;
}

/** The victim's diary: what was written, before and now. */
@Controller('/diary')
export class DiaryController {
  constructor(
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly diary: DiaryService,
    private readonly arrivals: Arrivals,
    private readonly aside: DiaryAside,
    private readonly diaries: Diaries,
    private readonly board: FilesBoard,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async home(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const incidents = await this.diary.all(visitor);
    const attached = await this.diary.attached();
    const speech = speechOf(response);
    const view = (one: Incident): EntryView => this.view(speech, one, attached);
    const drafts = incidents.filter(({ sentAt }) => sentAt === null).map(view);
    const sent = incidents.filter(({ sentAt }) => sentAt !== null).map(view);
    const { title } = speech.t.diary.home;
    show(response, 'diary.njk', {
      title,
      occasion: randomId(),
      drafts,
      sent,
      ...(await this.board.view(visitor, speech, neutralIn(response))),
      ...(await this.aside.past(visitor)),
      ...(await this.aside.given(visitor, speech)),
      notes: await this.aside.toRead(visitor),
      countdowns: countdowns(speech, await this.aside.drafts()),
      countdownWords: speech.t.footage.countdown,
    });
  }

  /** An entry begins when its first page is saved: an id alone leaves nothing. */
  @Get('/new')
  begin(@Query('to') to: unknown, @Res() response: Response): void {
    const follows = typeof to === 'string' && isUuid(to) ? `?to=${to}` : '';
    response.redirect(303, `/diary/${randomId<IncidentId>()}/what${follows}`);
  }

  /** It has happened again: the day and the time of now are kept at once, whatever comes of the rest. */
  @Post('/again')
  async again(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const given = textField(request.body, 'again', 40);
    const wanted = isUuid(given) ? (given as IncidentId) : randomId<IncidentId>();
    const id = await this.diaries.again(visitor, wanted, this.clock.now());
    response.redirect(303, `/diary/${id}/what`);
  }

  /** Before it is sent: everything once more, each answer with a way to change it. After: to read. */
  @Get('/:id')
  async entry(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const entry = await this.require(id);
    const attached = await this.diary.attached();
    const clips = (await this.arrivals.list(visitor)).filter((clip) => attached.get(clip.id) === entry.id);
    const speech = speechOf(response);
    const { entry: words, home } = speech.t.diary;
    const { number } = entry;
    const title = number === null ? words.written : speech.say(home.entry, { number });
    show(response, 'diary-entry.njk', { title, ...this.view(speech, entry, attached), clips });
  }

  @Get('/:id/remove')
  async askToRemove(
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.opened(request);
    const entry = await this.require(id);
    const { title } = textsOf(response).diary.remove;
    if (entry.sentAt === null) show(response, 'diary-remove.njk', { title, id });
    else response.redirect(303, `/diary/${id}`);
  }

  @Post('/:id/remove')
  async remove(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.opened(request);
    await this.diary.remove(incidentId(id));
    response.redirect(303, '/diary');
  }

  @Get('/:id/clips')
  async clips(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const entry = await this.require(id);
    const attached = await this.diary.attached();
    const clips = (await this.arrivals.list(visitor)).map((clip) => ({
      value: clip.id,
      text: clip.fileName,
      checked: attached.get(clip.id) === entry.id,
      elsewhere: attached.has(clip.id) && attached.get(clip.id) !== entry.id,
    }));
    show(response, 'diary-clips.njk', { title: textsOf(response).diary.clips.title, id, clips });
  }

  @Post('/:id/clips')
  async attach(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.opened(request);
    const listed = (name: string): ClipId[] => listField(request.body, name, 500).filter(isUuid) as ClipId[];
    const had = textField(request.body, 'known', 10) === 'yes' ? listed('had') : undefined;
    await this.diary.attach(incidentId(id), listed('clip'), had);
    response.redirect(303, `/diary/${id}`);
  }

  private async opened(request: Request): Promise<Visitor> {
    const visitor = await this.sessions.visitor(request);
    await this.steps.requireDone(visitor);
    return visitor;
  }

  /** @throws NotFound */
  private async require(id: string): Promise<Incident> {
    const entry = await this.diary.find(incidentId(id));
    if (entry === undefined) throw new NotFound('The entry');
    return entry;
  }

  private view(speech: Speech, entry: Incident, attached: ReadonlyMap<ClipId, IncidentId>): EntryView {
    const lines = entryLines(speech, entry, this.clock.now());
    const clipCount = [...attached.values()].filter((id) => id === entry.id).length;
    const sentOn = entry.sentAt === null ? '' : speech.format.date(entry.sentAt);
    return { ...entry, lines, clipCount, short: shortOf(entry), when: lines[1]?.answer, sentOn };
  }
}

const SHORT = 80;

/** The first words of an entry, for lists that only the victim sees. */
export function shortOf({ answers }: Incident): string {
  const words = answers.what?.words.trim().replaceAll(/\s+/g, ' ') ?? '';
  const characters = Array.from(words);
  return characters.length > SHORT ? `${characters.slice(0, SHORT).join('')}…` : words;
}
