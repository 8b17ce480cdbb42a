import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { toString as qrCode } from 'qrcode';
import type { Officer } from '../../../features/identity';
import { InvitationsService, spokenCode } from '../../../features/invitations';
import type { InvestigationId, InvitationId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { ids } from '../api/models/ids';
import { invitationDays } from '../api/models/investigation';
import { emptyForm, submit } from './form';
import { InvestigationViews } from './investigation-view';
import { goTo, show } from './pages';

/**
 * Links and codes are shown in the answer to the form itself, and never again: kept for a redirect, they would have to
 * be stored somewhere in clear.
 */
@Controller()
@AccessFor('investigations')
export class InvitationController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly views: InvestigationViews,
  ) {}

  @Post('investigations/:id/invitations')
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit('invitation', invitationDays, body, ({ days }) =>
      this.invitations.create(by.id, id, days),
    );
    if (outcome.done) {
      const { id: invitation, link, code, expiresAt } = outcome.result;
      const qr = await qrCode(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
      const shown = { link, code: spokenCode(code), qr, expiresAt, invitation };
      const context = { title: 'A new private link', back: id, ...shown };
      show(request, response, 'invitation-issued.njk', context, 201);
      return;
    }
    const view = await this.views.of(by.id, id);
    const context = {
      title: view.investigation.urn,
      ...view,
      memberForm: emptyForm(),
      invitationForm: outcome.form,
    };
    show(request, response, 'investigation.njk', context, outcome.status);
  }

  @Post('invitations/:id/renew')
  async renew(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: invitationDays }) { days }: { days: number },
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { code, expiresAt, investigationId: back } = await this.invitations.renew(by.id, id, days);
    const context = { title: 'A new code', back, code: spokenCode(code), expiresAt };
    show(request, response, 'invitation-issued.njk', context);
  }

  @Post('invitations/:id/revoke')
  async revoke(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    const { investigationId: back } = await this.invitations.revoke(by.id, id);
    goTo(response, `/investigations/${back}#invitations`);
  }
}
