import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { CONFIG, type Config } from '../../../../config';
import { Accounts, IdentityService, type Officer, type Account } from '../../../../features/identity';
import type { OfficerId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { accountFilterOf, accountFilter } from './account.model';
import type { InputOf } from '../../shell/forms/form';
import { officerForm, OfficerFormPage, showNewOfficer } from './officer-form';
import { roleForm, RoleFormPage, showAccount } from './role-form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { ROLE_CHOICES, ROLE_WORDS } from '../../shell/people/role-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/accounts/list.njk': {
      readonly page: Paged<Account>;
      readonly typed: Omit<z.infer<typeof query>, 'after'>;
      readonly roleWords: typeof ROLE_WORDS;
      readonly roles: typeof ROLE_CHOICES;
    };
    'areas/accounts/created.njk': {
      readonly created: { readonly email: string };
      readonly password: string;
      readonly hours: number;
    };
  }
}

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
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query({ schema: query }) { after, ...typed }: z.infer<typeof query>,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.accounts.list(accountFilterOf(typed), PAGE_DEFAULT + 1, after);
    const page = pagedOf(rows, { path: '/officers', after, query: typed }, (row) => row);
    const words = { roleWords: ROLE_WORDS, roles: ROLE_CHOICES };
    show(response, 'areas/accounts/list.njk', { title: 'Officers', page, typed, ...words });
  }

  @Get('new')
  ask(@Res() response: Response): void {
    showNewOfficer(response);
  }

  /** The one-time password is shown in this answer and never again. */
  @Post()
  @StepUp(officerForm.schema)
  @UseFilters(OfficerFormPage)
  async create(
    @Body({ schema: officerForm.schema }) details: InputOf<typeof officerForm>,
    @Res() response: Response,
  ): Promise<void> {
    const { officer: created, password } = await this.identity.createOfficer(details);
    this.password(response, `${created.displayName} was added`, created, password);
  }

  @Get(':id')
  async account(
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    showAccount(response, await this.accounts.get(id));
  }

  @Post(':id/one-time-password')
  @StepUp()
  async renewOneTimePassword(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    const account = await this.accounts.get(id);
    const password = await this.identity.renewOneTimePassword(by.id, id);
    this.password(response, `A new one-time password for ${account.displayName}`, account, password);
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
  @StepUp(roleForm.schema)
  @UseFilters(RoleFormPage)
  async changeRole(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Body({ schema: roleForm.schema }) { role, seen }: InputOf<typeof roleForm>,
    @Res() response: Response,
  ): Promise<void> {
    await this.accounts.changeRole(by.id, id, role, seen);
    goTo(response, `/officers/${id}`);
  }

  private password(response: Response, title: string, created: { email: string }, password: string): void {
    const { oneTimeHours: hours } = this.config.signIn;
    show(response, 'areas/accounts/created.njk', { title, created, password, hours }, 201);
  }
}
