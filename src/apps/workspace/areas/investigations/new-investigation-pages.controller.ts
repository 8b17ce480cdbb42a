import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { InvestigationsService } from '../../../../features/investigations';
import { AccessFor } from '../../shell/access/access';
import { newInvestigation } from './investigation.model';
import { defineForm, emptyForm, type FormState, submit } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/investigations/new.njk': { readonly form: FormState };
  }
}

const openForm = defineForm({
  id: 'open',
  schema: newInvestigation,
  labels: { urn: 'Crime reference (URN)', offence: 'Offence', team: 'Team' },
  refusals: { 'urn-taken': 'urn' },
});

/** Opening an investigation. */
@Controller('investigations')
@AccessFor('investigations')
export class NewInvestigationController {
  constructor(private readonly investigations: InvestigationsService) {}

  @Get('new')
  ask(@Res() response: Response): void {
    this.page(response, emptyForm());
  }

  @Post()
  async open(@Body() body: unknown, @Res() response: Response): Promise<void> {
    const outcome = await submit(openForm, body, (details) => this.investigations.open(details));
    if (outcome.done) goTo(response, `/investigations/${outcome.result}`);
    else this.page(response, outcome.form, outcome.status);
  }

  private page(response: Response, form: FormState, status = 200): void {
    show(response, 'areas/investigations/new.njk', { title: 'Open an investigation', form }, status);
  }
}
