import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { CompilationService } from '../../../../features/redaction';
import type { CompilationId, InvestigationId, RenditionId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ticket, ticketView } from '../../shell/clips/ticket.model';
import { ids } from '../../shell/inputs/ids';
import {
  chosenClips,
  filmGiven,
  filmList,
  filmOne,
  filmView,
  newFilm,
  proposedList,
  proposedView,
} from './film.model';
import { judgementSent } from './redaction.model';

@ApiTags('redaction')
@Controller('api/v1')
export class FilmsApiController {
  constructor(
    private readonly films: CompilationService,
    private readonly access: AccessService,
  ) {}

  @Get('investigations/:id/compilations')
  @Operation({
    access: 'footage',
    summary: 'Films that were put together of clips of an investigation, newest first',
    answer: filmList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof filmList>> {
    return { items: (await this.films.ofInvestigation(by.id, id)).map(filmView) };
  }

  @Post('investigations/:id/compilations/proposals')
  @Operation({
    access: 'footage',
    summary:
      'What a film of these clips would be: their order, their cards, and which of them cannot be in it',
    answer: proposedList,
    status: 200,
    problems: [404],
  })
  async propose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: chosenClips }) { clips }: z.infer<typeof chosenClips>,
  ): Promise<z.infer<typeof proposedList>> {
    return { items: (await this.films.propose(by.id, id, clips)).map(proposedView) };
  }

  @Post('investigations/:id/compilations')
  @Operation({
    access: 'footage',
    summary: 'Put exhibits together as one film, each after a card; it is made and proven in a moment',
    status: 202,
    answer: filmGiven,
    problems: [404, 409],
  })
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newFilm }) body: z.infer<typeof newFilm>,
  ): Promise<z.infer<typeof filmGiven>> {
    return this.films.ask(by.id, id, body);
  }

  @Get('compilations/:id')
  @Operation({
    access: 'footage',
    summary: 'One film with its recipe, its proof and what was said of it',
    answer: filmOne,
    problems: [404],
  })
  async one(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
  ): Promise<z.infer<typeof filmOne>> {
    return filmView(await this.films.one(by.id, id));
  }

  @Post('compilations/:id/viewings')
  @Operation({
    access: 'footage',
    summary: 'Open a viewing of this film: logged once',
    status: 201,
    answer: ticket,
    problems: [404, 409],
  })
  async view(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
  ): Promise<z.infer<typeof ticket>> {
    const { clipId } = await this.films.toWatch(by.id, id);
    const rendition = id as unknown as RenditionId;
    return ticketView(await this.access.open(by.id, clipId, 'compilation', 'view', { rendition }));
  }

  @Post('compilations/:id/review')
  @Operation({
    access: 'footage',
    summary: 'Say of a film that you have gone through whether it is right',
    status: 204,
    problems: [404, 409],
  })
  async review(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.compilation }) id: CompilationId,
    @Body({ schema: judgementSent }) body: z.infer<typeof judgementSent>,
  ): Promise<void> {
    await this.films.judge(by.id, id, body);
  }
}
