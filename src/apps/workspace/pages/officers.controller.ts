import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Accounts, IdentityService, type Officer } from '../../../features/identity';
import type { OfficerId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../access/access';
import { PAGE_DEFAULT } from '../api/models/common';
import { ids } from '../api/models/ids';
import { accountFilter, accountFilterOf, newOfficer, newRole } from '../api/models/officer';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';
import { pagedOf } from './paging';
import { ROLE_CHOICES, ROLE_WORDS } from './role-words';

const query = accountFilter.extend({
  state: accountFilter.shape.state.unwrap().default('active'),
  after: ids.officer.optional(),
});

/** The accounts of officers: all of them, a new one, and what becomes of one. */
@Controller('officers')
@AccessFor('officers')
export class OfficerAccountsController {
  constructor(
    private readonly identity: IdentityService,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  async list(
    @Query({ schema: query }) { after, ...typed }: z.infer<typeof query>,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.accounts.list(accountFilterOf(typed), PAGE_DEFAULT + 1, after);
    const page = pagedOf(rows, { path: '/officers', after, query: typed }, (row) => row);
    const words = { roleWords: ROLE_WORDS, roles: ROLE_CHOICES };
    show(response, 'officers/list.njk', { title: 'Officers', page, typed, ...words });
  }

  @Get('new')
  ask(@Res() response: Response): void {
    this.askAgain(response, emptyForm());
  }

  /** The one-time password is shown in this answer and never again. */
  @Post()
  @StepUp(newOfficer)
  async create(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'officer',
      newOfficer,
      body,
      (details) => this.identity.createOfficer(details, by.id),
      { 'email-taken': 'email' },
    );
    if (outcome.done) {
      const { officer: created, password } = outcome.result;
      show(response, 'officers/created.njk', { title: 'Officer added', created, password }, 201);
    } else this.askAgain(response, outcome.form, outcome.status);
  }

  @Get(':id')
  async account(
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    const account = await this.accounts.get(id);
    const words = { roleWords: ROLE_WORDS, roles: ROLE_CHOICES };
    show(response, 'officers/account.njk', { title: account.displayName, account, ...words });
  }

  @Post(':id/deactivate')
  async deactivate(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    await this.accounts.deactivate(by.id, id);
    goTo(response, `/officers/${id}`);
  }

  @Post(':id/activate')
  @StepUp()
  async activate(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    await this.accounts.activate(by.id, id);
    goTo(response, `/officers/${id}`);
  }

  @Post(':id/role')
  @StepUp()
  async changeRole(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Body({ schema: newRole }) { role }: z.infer<typeof newRole>,
    @Res() response: Response,
  ): Promise<void> {
    await this.accounts.changeRole(by.id, id, role);
    goTo(response, `/officers/${id}`);
  }

  private askAgain(response: Response, form: FormState, status = 200): void {
    show(response, 'officers/new.njk', { title: 'Add an officer', form, roles: ROLE_CHOICES }, status);
  }
}
