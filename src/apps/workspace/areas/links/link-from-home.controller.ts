import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { InvestigationsService, wantedBy } from '../../../../features/investigations';
import { AccessFor } from '../../shell/access/access';
import { goTo } from '../../shell/layout/pages';

const query = z.object({ q: z.string().trim().max(200).default('') });

/** From the start page to a new link in one step, when what was typed names one investigation. */
@Controller('links')
@AccessFor('investigations')
export class LinkFromHomeController {
  constructor(private readonly investigations: InvestigationsService) {}

  @Get('new')
  async find(
    @Query({ schema: query }) { q }: z.infer<typeof query>,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.investigations.mine({ wanted: wantedBy(q), state: 'open' }, 2);
    const named =
      found.find(({ urn }) => urn.toLowerCase() === q.toLowerCase()) ??
      (found.length === 1 ? found[0] : undefined);
    if (named === undefined || q === '') goTo(response, `/investigations?q=${encodeURIComponent(q)}`);
    else goTo(response, `/investigations/${named.id}/invitations/new`);
  }
}
