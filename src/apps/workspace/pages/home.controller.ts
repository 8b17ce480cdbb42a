import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CareService } from '../../../features/consent';
import { may, type Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { InvestigationId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { toPage } from '../api/models/common';
import { ids } from '../api/models/ids';
import { newInvestigation } from '../api/models/investigation';
import { FLAG_WORDS } from './care-words';
import { emptyForm, type FormState, submit } from './form';
import { goTo, show } from './pages';

const after = ids.investigation.optional();
const PER_PAGE = 50;

@Controller()
export class HomeController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly care: CareService,
  ) {}

  @Get()
  @AccessFor('settled-officer')
  async home(
    @CurrentOfficer() by: Officer,
    @Query('after', { schema: after }) start: InvestigationId | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!may(by.role, 'investigations')) {
      show(request, response, 'home-without-cases.njk', { title: 'Start', form: emptyForm() });
      return;
    }
    const rows = await this.investigations.mine(by.id, {}, PER_PAGE + 1, start);
    const page = toPage(rows, PER_PAGE, (row) => row);
    const context = { title: 'My investigations', page, paged: start !== undefined };
    const flags = await this.care.flags(by.id);
    show(request, response, 'home.njk', { ...context, flags, flagWords: FLAG_WORDS });
  }

  @Get('investigations/new')
  @AccessFor('investigations')
  ask(@Req() request: Request, @Res() response: Response): void {
    this.page(request, response, emptyForm());
  }

  @Post('investigations')
  @AccessFor('investigations')
  async open(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'open',
      newInvestigation,
      body,
      (details) => this.investigations.open(by.id, details),
      { 'urn-taken': 'urn' },
    );
    if (outcome.done) goTo(response, `/investigations/${outcome.result}`);
    else this.page(request, response, outcome.form, outcome.status);
  }

  private page(request: Request, response: Response, form: FormState, status = 200): void {
    show(request, response, 'new-investigation.njk', { title: 'Open an investigation', form }, status);
  }
}
