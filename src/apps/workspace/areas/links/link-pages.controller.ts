import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { InvitationsService, spokenCode } from '../../../../features/invitations';
import type { InvitationId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import type { z } from 'zod';
import { renewal } from './link.model';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/links/issued.njk': {
      readonly back: InvestigationId;
      readonly code: string;
      readonly expiresAt: Date;
      /** What officers call it. */
      readonly name?: string;
      readonly link?: string;
      readonly qr?: string;
      readonly invitation?: InvitationId;
    };
  }
}

const NEVER = new Date(0).toISOString();

/**
 * Links and codes are shown in the answer to the form itself, and never again: kept for a redirect, they would have to
 * be stored somewhere in clear.
 */
@Controller()
@AccessFor('investigations')
export class InvitationController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post('invitations/:id/renew')
  async renew(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    // A form without it was made by no page of ours: it knows of no end that a link can have.
    @Body({ schema: renewal }) { days, known = NEVER }: z.infer<typeof renewal>,
    @Res() response: Response,
  ): Promise<void> {
    const {
      code,
      expiresAt,
      investigationId: back,
    } = await this.invitations.renew(by.id, id, days, new Date(known));
    const context = { title: 'A new code', back, code: spokenCode(code), expiresAt };
    show(response, 'areas/links/issued.njk', context);
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
