import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { TriageService } from '../../../features/evidence';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import { isUuid, type ClipId, type ExhibitId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { readerOf } from '../api/custody.controller';
import { ids } from '../api/models/ids';
import { HistoryViews } from './history-view';
import { goTo, show } from './pages';

/** What became of a clip: its exhibit and its history. */
@Controller()
export class ExhibitController {
  constructor(
    private readonly triage: TriageService,
    private readonly investigations: InvestigationsService,
    private readonly histories: HistoryViews,
  ) {}

  @Get('exhibits/:id')
  @AccessFor('investigations')
  async exhibit(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const exhibit = await this.triage.exhibit(by.id, id);
    const [investigation, clip, history] = await Promise.all([
      this.investigations.get(by.id, exhibit.investigationId),
      this.triage.clip(by.id, exhibit.clipId),
      this.histories.ofClip(readerOf(by), exhibit.clipId),
    ]);
    const title = `Exhibit ${exhibit.reference}`;
    show(request, response, 'exhibit.njk', { title, exhibit, clip, investigation, history });
  }

  @Get('clips/:id/custody')
  @AccessFor('custody')
  async history(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const history = await this.histories.ofClip(readerOf(by), id);
    show(request, response, 'custody.njk', { title: 'History of a clip', clipId: id, history });
  }

  /** Auditors know a clip by its id alone. */
  @Get('custody')
  @AccessFor('audit')
  find(@Query('clip') clip: unknown, @Req() request: Request, @Res() response: Response): void {
    const id = typeof clip === 'string' ? clip.trim().toLowerCase() : '';
    if (isUuid(id)) {
      goTo(response, `/clips/${id}/custody`);
      return;
    }
    const text = 'Enter the id of a clip, like 3f0c8a52-7d1e-4b6a-9a55-0c2f7d1e4b6a.';
    const form = {
      values: { clip: id },
      errors: { clip: { text } },
      summary: [{ text, href: '#find-clip' }],
    };
    show(request, response, 'home-without-cases.njk', { title: 'Start', form }, 400);
  }
}
