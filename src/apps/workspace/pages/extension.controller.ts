import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Officer } from '../../../features/identity';
import { InvitationsService } from '../../../features/invitations';
import type { InvitationId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { ids } from '../api/models/ids';
import { extension } from '../api/models/investigation';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';

/** More time for a private link: the same link and code, with a reason. */
@Controller('invitations/:id/extend')
@AccessFor('investigations')
export class ExtensionPagesController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(request, response, by, id, emptyForm({ days: '90' }));
  }

  @Post()
  async extend(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'extend',
      extension,
      body,
      ({ days, reason }) => this.invitations.extend(by.id, id, days, reason),
      { 'extension-refused': 'days' },
    );
    if (outcome.done) goTo(response, `/invitations/${id}`);
    else await this.page(request, response, by, id, outcome.form, outcome.status);
  }

  private async page(
    request: Request,
    response: Response,
    by: Officer,
    id: InvitationId,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const { expiresAt } = await this.invitations.get(by.id, id);
    show(request, response, 'invitation-extend.njk', { title: 'More time', id, form, expiresAt }, status);
  }
}
