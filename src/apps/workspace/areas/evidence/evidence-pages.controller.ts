import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CONFIG, type Config } from '../../../../config';
import {
  ItemsViewService,
  QueueService,
  TogetherService,
  type ItemCounts,
} from '../../../../features/evidence';
import { MAKE_NAMES, type TimeGroups } from '../../../../features/footage';
import { may, type Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import { requireShown, type AllShown } from '../../../../kernel/all-shown';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { emptyForm, submit, type FormState, type Submitted } from '../../shell/forms/form';
import { goTo, show, type Choice } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { sortHead, type SortHead } from '../../shell/paging/sort-head';
import {
  accepting,
  declining,
  mostOf,
  pickingFilm,
  pickingTimes,
  posted,
  requireFew,
  requireOne,
  typedIn,
  type Posted,
} from './evidence-form';
import { evidenceAddress, filterOf, type EvidenceAddress } from './evidence.model';
import { daysOf, FLAG_WORDS, STATE_WORDS, tileOf, type Day, type Tile } from './evidence-view';
import { TimesTogetherPage } from './times-together-page';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/evidence/evidence.njk': {
      readonly investigation: Investigation;
      readonly counts: ItemCounts;
      /** Of the filter; undefined where nothing is filtered. */
      readonly matching: number | undefined;
      readonly page: Paged<Tile>;
      readonly days: readonly Day[];
      readonly heads: Readonly<Record<'day' | 'name', SortHead>>;
      readonly asked: Readonly<
        Record<'state' | 'flag' | 'make' | 'from' | 'until' | 'q' | 'sort' | 'view', string>
      >;
      readonly states: readonly Choice[];
      readonly flags: readonly Choice[];
      readonly makes: readonly Choice[];
      /** The address without the place in the list. */
      readonly address: string;
      readonly otherView: string;
      /** What is asked for, for the table that can be taken away. */
      readonly table: string;
      readonly form: FormState;
      /** Whether “We have it already” may be said of one of those shown that are not decided yet. */
      readonly haveIt: boolean;
      readonly ticked: readonly ClipId[];
      /** Ticked, and not on this page of the list. */
      readonly further: readonly ClipId[];
      readonly all: boolean;
      /** How many that is, and which. */
      readonly count: number;
      readonly shown: AllShown;
      readonly done: string;
    };
  }
}

const PER_PAGE = 60;
const choices = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** Without what is left as it is anyway. */
function addressOf(asked: EvidenceAddress, changed: Partial<Record<'view' | 'done', string>> = {}): string {
  const { state, flag, make, from, until, q, sort, view } = asked;
  const all = {
    ...{ state, flag, make, from, until, q },
    sort: sort === 'event' ? undefined : sort,
    view: view === 'grid' ? undefined : view,
    ...changed,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  return new URLSearchParams(given).toString();
}

/** Of the table: the orders that its query has, with what was asked for, and from the first page. */
function headsOf(base: string, asked: EvidenceAddress): Record<'day' | 'name', SortHead> {
  const inOrder = (sort: EvidenceAddress['sort']): string => `${base}?${addressOf({ ...asked, sort })}`;
  return {
    day: sortHead(asked.sort, { up: 'event', down: 'newest' }, inOrder),
    name: sortHead(asked.sort, { up: 'name' }, inOrder),
  };
}

/** The evidence of an investigation as pictures or as a table. Each page of pictures is one event. */
@Controller('investigations/:id/evidence')
@AccessFor('investigations')
export class EvidencePagesController {
  constructor(
    private readonly items: ItemsViewService,
    private readonly together: TogetherService,
    private readonly queue: QueueService,
    private readonly investigations: InvestigationsService,
    private readonly times: TimesTogetherPage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: evidenceAddress }) asked: EvidenceAddress,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, asked);
  }

  @Post('decide')
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: posted }) body: Posted,
    @Res() response: Response,
  ): Promise<void> {
    const asked = evidenceAddress.parse(Object.fromEntries(new URLSearchParams(body.address)));
    const outcome = await this.act(by, id, body, asked);
    if (outcome.done) {
      const { result } = outcome;
      if (typeof result === 'string') goTo(response, `/investigations/${id}/${result}`);
      else await this.times.show(response, by, id, result, { address: body.address });
      return;
    }
    // Also what was typed for the other act.
    const form = { ...outcome.form, values: typedIn(body) };
    await this.show(response, by, id, asked, { form, body }, outcome.status);
  }

  /** Gives the page after it, within the investigation; of times, what there is to choose. */
  private async act(
    by: Officer,
    id: InvestigationId,
    body: Posted,
    asked: EvidenceAddress,
  ): Promise<Submitted<string | TimeGroups>> {
    const { verb, description, producerName, initials, reason, note } = body;
    const { clipsTogether } = this.config.limits;
    const most = mostOf(verb, clipsTogether);
    const matching =
      body.all === undefined ? undefined : await this.items.matching(by.id, id, filterOf(asked), most + 1);
    const clips = matching ?? body.clips;
    // Whatever is taken is what was counted on the page. More than can be decided together never was.
    const required = (): void => {
      if (matching !== undefined) requireOne(body);
      requireFew(verb, clips, matching !== undefined, most);
      if (matching !== undefined && matching.length <= clipsTogether) requireShown(matching, body.shown);
    };
    const done = (words: string): string => `evidence?${addressOf(asked, { done: words })}`;
    if (verb === 'accept') {
      const given = { clips, description, producerName, initials };
      return submit(accepting, given, async ({ clips: picked, ...details }) => {
        required();
        const made = await this.together.acceptIn(by.id, id, picked, details);
        const [first, last] = [made[0]?.reference ?? '', made.at(-1)?.reference ?? ''];
        return done(first === last ? first : `${first} to ${last}`);
      });
    }
    if (verb === 'times') {
      return submit(pickingTimes, { clips }, async ({ clips: picked }) => {
        required();
        return this.times.read(by, id, picked);
      });
    }
    if (verb === 'film') {
      return submit(pickingFilm, { clips }, ({ clips: picked }) => {
        required();
        return Promise.resolve(`compilations?clips=${picked.join(',')}`);
      });
    }
    return submit(declining, { clips, reason, note }, async ({ clips: picked, ...refusal }) => {
      required();
      await this.together.declineIn(by.id, id, picked, refusal);
      return done(`${picked.length} declined`);
    });
  }

  private async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    asked: EvidenceAddress,
    state: { readonly form?: FormState; readonly body?: Posted } = {},
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const filter = filterOf(asked);
    const { sort, view, after } = asked;
    const rows = await this.items.page(by.id, id, filter, { sort, limit: PER_PAGE + 1, after });
    const shown = rows.slice(0, PER_PAGE);
    const pictures =
      view === 'grid' && may(by.role, 'footage')
        ? await this.items.pictures(
            by.id,
            id,
            shown.map((row) => row.id),
          )
        : new Map<ClipId, never>();
    const query = Object.fromEntries(new URLSearchParams(addressOf(asked)));
    const path = `/investigations/${id}/evidence`;
    const page = pagedOf(rows, { path, after, query, perPage: PER_PAGE }, (row) =>
      tileOf(row, pictures.get(row.id)),
    );
    const counts = await this.items.counts(by.id, id, filter, this.config.limits.clipsTogether);
    const undecided = shown.filter(({ outcome }) => outcome === null).map((row) => row.id);
    const ticked = state.body?.clips ?? [];
    const { state: ofState = '', flag = '', make = '', from = '', until = '', q = '' } = asked;
    show(
      response,
      'areas/evidence/evidence.njk',
      {
        title: `Evidence in ${investigation.urn}`,
        investigation,
        counts,
        matching: counts.matching,
        page,
        days: daysOf(page.items),
        heads: headsOf(path, asked),
        asked: { state: ofState, flag, make, from, until, q, sort, view },
        states: choices(STATE_WORDS),
        flags: choices(FLAG_WORDS),
        makes: choices(MAKE_NAMES),
        address: addressOf(asked),
        table: addressOf(asked, { view: '' }),
        otherView: addressOf(asked, { view: view === 'grid' ? 'table' : '' }),
        form: state.form ?? emptyForm({ note: 'not-needed' }),
        haveIt: await this.queue.haveIt(undecided),
        ticked,
        further: ticked.filter((clip) => !shown.some((row) => row.id === clip)),
        all: state.body?.all !== undefined,
        count: counts.matching ?? counts.items,
        shown: counts.all,
        done: asked.done ?? '',
        summary: state.form?.summary ?? [],
      },
      status,
    );
  }
}
