import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdentityService, ROLES, type Officer } from '../../../features/identity';
import { AccessFor, CurrentOfficer } from '../access/access';
import { newOfficer } from '../api/models/officer';
import { emptyForm, submit } from './form';
import { show } from './pages';

@Controller('officers')
@AccessFor('officers')
export class OfficerAccountsController {
  constructor(private readonly identity: IdentityService) {}

  @Get('new')
  ask(@Res() response: Response): void {
    show(response, 'new-officer.njk', { title: 'Add an officer', form: emptyForm(), roles: ROLES });
  }

  /** The one-time password is shown in this answer and never again. */
  @Post()
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
      show(response, 'officer-created.njk', { title: 'Officer added', created, password }, 201);
      return;
    }
    const context = { title: 'Add an officer', form: outcome.form, roles: ROLES };
    show(response, 'new-officer.njk', context, outcome.status);
  }
}
