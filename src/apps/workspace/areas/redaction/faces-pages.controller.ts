import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { FacesService } from '../../../../features/redaction';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, submit } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { lookForm } from './faces.model';
import { RedactionPage } from './redaction-page';

const looking = defineForm({
  id: 'faces',
  schema: lookForm,
  labels: { viewing: 'Player' },
});

/** Asking where faces and people are, without a script. */
@Controller()
@AccessFor('footage')
export class FacesPagesController {
  constructor(
    private readonly page: RedactionPage,
    private readonly faces: FacesService,
  ) {}

  @Post('clips/:id/redactions/faces')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(looking, body, () => this.faces.ask(by.id, id));
    const viewing = ids.viewing.safeParse((body as { viewing?: unknown } | undefined)?.viewing).data;
    if (!outcome.done)
      await this.page.show(response, by, id, { viewing, facesForm: outcome.form }, outcome.status);
    else
      goTo(response, `/clips/${id}/redactions${viewing === undefined ? '' : `/viewings/${viewing}`}#faces`);
  }
}
