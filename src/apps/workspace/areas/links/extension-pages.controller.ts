import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { InvitationsService } from '../../../../features/invitations';
import type { InvitationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { extension } from './link.model';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/links/extend.njk': {
      readonly id: InvitationId;
      readonly form: FormState;
      readonly expiresAt: Date;
    };
  }
}

const extending = defineForm({
  id: 'extend',
  schema: extension,
  labels: { days: 'Days', reason: 'Reason' },
  refusals: { 'extension-refused': 'days' },
});

/** More time for a private link: the same link and code, with a reason. */
@Controller('invitations/:id/extend')
@AccessFor('investigations')
export class ExtensionPagesController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(response, by, id, emptyForm({ days: '90' }));
  }

  @Post()
  async extend(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(extending, body, ({ days, reason }) =>
      this.invitations.extend(by.id, id, days, reason),
    );
    if (outcome.done) goTo(response, `/invitations/${id}`);
    else await this.page(response, by, id, outcome.form, outcome.status);
  }

  private async page(
    response: Response,
    by: Officer,
    id: InvitationId,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const { expiresAt } = await this.invitations.get(by.id, id);
    show(response, 'areas/links/extend.njk', { title: 'More time', id, form, expiresAt }, status);
  }
}
