import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { AuditService, NotFoundByName, timeOfId, type AuditSearch } from '../../../../features/audit';
import type { Colleague } from '../../../../features/identity';
import type { EventId, OfficerId } from '../../../../kernel/ids';
import { AccessFor, StepUp } from '../../shell/access/access';
import { auditQuery, named, searchFields, searchOf } from './audit.model';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { AuditDesk } from './audit-desk';
import { auditLine, TYPE_CHOICES, type AuditLine } from './audit-view';
import { defineForm, emptyForm, FieldRefused, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { ROLE_WORDS } from '../../shell/people/role-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/audit/search.njk': {
      readonly form: FormState;
      readonly types: readonly Choice[];
      readonly page?: Paged<AuditLine>;
      readonly search?: AuditSearch;
      readonly person?: Colleague | undefined;
    };
    'areas/audit/trail.njk': {
      readonly person: Colleague;
      readonly roleWords: typeof ROLE_WORDS;
      readonly page: Paged<AuditLine>;
      readonly total: number;
      readonly kinds: readonly (ReturnType<(typeof auditLine)['kind']> & {
        times: number;
        first: Date;
        last: Date;
      })[];
    };
  }
}

const after = ids.event.optional();

const blank = (text: unknown): unknown => (text === '' ? undefined : text);
const { type, from, until } = searchFields.shape;
const searchForm = defineForm({
  id: 'audit',
  schema: named.extend({
    type: z.preprocess(blank, type),
    from: z.preprocess(blank, from),
    until: z.preprocess(blank, until),
  }),
  labels: {
    email: 'Email address',
    urn: 'Crime reference (URN)',
    exhibit: 'Exhibit',
    type: 'What was done',
    from: 'From',
    until: 'Until',
  },
});

/** The part of an address that says what is looked for. */
const textsOf = (search: AuditSearch): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** The log of everything for auditors, who see no footage. */
@Controller('audit')
@AccessFor('audit')
export class AuditPagesController {
  constructor(
    private readonly audits: AuditService,
    private readonly desk: AuditDesk,
  ) {}

  @Get()
  async results(
    @Query({ schema: auditQuery }) { after: last, ...fields }: z.infer<typeof auditQuery>,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(response, searchOf(fields), last);
  }

  /** A POST, so that no name or address stands in the address of a page; the answer's address holds ids. */
  @Post('search')
  async search(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const outcome = await submit(searchForm, body, async ({ email, urn, exhibit, ...rest }) => ({
      ...rest,
      officer: await this.officerCalled(email),
      ...(await this.byNames(urn, exhibit)),
    }));
    if (outcome.done) goTo(response, `/audit?${new URLSearchParams(textsOf(outcome.result)).toString()}`);
    else this.show(response, { form: outcome.form }, outcome.status);
  }

  /** A POST: what leaves the service waits for a confirmation, and a posted form is kept for it. */
  @Post('csv')
  @HttpCode(200)
  @StepUp()
  async csv(
    @Body({ schema: searchFields }) fields: z.infer<typeof searchFields>,
    @Res() response: Response,
  ): Promise<void> {
    await this.desk.sendCsv(response, searchOf(fields));
  }

  @Get('officers/:id')
  async trail(
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Query('after', { schema: after }) last: EventId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const person = await this.desk.officer(id);
    const rows = await this.audits.search({ officer: id }, 'trail', PAGE_DEFAULT + 1, last);
    const kinds = await this.audits.trail(id);
    show(response, 'areas/audit/trail.njk', {
      title: 'Trail of an officer',
      person,
      roleWords: ROLE_WORDS,
      page: pagedOf(rows, { path: `/audit/officers/${id}`, after: last }, auditLine),
      total: kinds.reduce((sum, { times }) => sum + times, 0),
      kinds: kinds.map((kind) => ({
        ...auditLine.kind(kind.type),
        times: kind.times,
        first: timeOfId(kind.firstId),
        last: timeOfId(kind.lastId),
      })),
    });
  }

  private async page(response: Response, search: AuditSearch, last: EventId | undefined): Promise<void> {
    const rows = await this.audits.search(search, 'page', PAGE_DEFAULT + 1, last);
    const names = await this.audits.names(search.investigation, search.clip);
    const person = search.officer === undefined ? undefined : await this.desk.officer(search.officer);
    const form = emptyForm({
      ...names,
      email: person?.email ?? '',
      type: search.type ?? '',
      from: search.from ?? '',
      until: search.until ?? '',
    });
    this.show(response, {
      form,
      page: pagedOf(rows, { path: '/audit', after: last, query: textsOf(search) }, auditLine),
      search,
      person,
    });
  }

  private show(
    response: Response,
    state: {
      form: FormState;
      page?: Paged<AuditLine>;
      search?: AuditSearch;
      person?: Colleague | undefined;
    },
    status = 200,
  ): void {
    const { form } = state;
    const context = { title: 'Search the log', ...state, summary: form.summary, types: TYPE_CHOICES };
    show(response, 'areas/audit/search.njk', context, status);
  }

  private async officerCalled(email: string): Promise<OfficerId | undefined> {
    if (email === '') return undefined;
    const found = await this.desk.byEmail(email);
    if (found === undefined) throw new FieldRefused('email', 'No officer has this email address.');
    return found.id;
  }

  private async byNames(urn: string, exhibit: string): Promise<Pick<AuditSearch, 'investigation' | 'clip'>> {
    return this.audits.resolve({ urn, exhibit }).catch((error: unknown) => {
      throw error instanceof NotFoundByName ? new FieldRefused(error.field, error.message) : error;
    });
  }
}
