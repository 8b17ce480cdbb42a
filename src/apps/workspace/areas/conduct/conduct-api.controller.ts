import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { ConductService, following, isLoose } from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import type { InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Chronologies } from './chronologies';
import { sendFile } from '../../shell/sending/send-file';
import { toPage } from '../../shell/inputs/common';
import { given, occasionQuery, partQuery, picked, withReason } from './conduct.model';
import {
  conductAnswer,
  conductView,
  occasionPage,
  occasionView,
  partPage,
  partView,
  proposalPage,
  proposalView,
} from './answers.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('course of conduct')
@Controller('api/v1')
export class ConductController {
  constructor(
    private readonly conduct: ConductService,
    private readonly chronologies: Chronologies,
  ) {}

  @Get('investigations/:id/conduct')
  @Operation({
    access: 'footage',
    summary: 'Shape of the series of occasions that count: weeks, hours, gaps',
    answer: conductAnswer,
    problems: [404],
  })
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof conductAnswer>> {
    return conductView(await this.conduct.of(by.id, id));
  }

  @Get('investigations/:id/conduct/loose')
  @Operation({
    access: 'footage',
    summary: 'Clips and incidents in no occasion yet, in the order of time',
    answer: partPage,
    problems: [404],
  })
  async loose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: partQuery }) { limit, after }: z.infer<typeof partQuery>,
  ): Promise<z.infer<typeof partPage>> {
    const { parts } = await this.conduct.of(by.id, id);
    return toPage(following(parts, limit + 1, after, isLoose), limit, partView);
  }

  @Get('investigations/:id/conduct/proposals')
  @Operation({
    access: 'footage',
    summary: 'Groups of them that may belong together: a proposal, and no more',
    answer: proposalPage,
    problems: [404],
  })
  async proposals(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: partQuery }) { limit, after }: z.infer<typeof partQuery>,
  ): Promise<z.infer<typeof proposalPage>> {
    const { proposals } = await this.conduct.of(by.id, id);
    return toPage(following(proposals, limit + 1, after), limit, proposalView);
  }

  @Get('investigations/:id/occasions')
  @Operation({
    access: 'footage',
    summary: 'Occasions in the order of time, those of no known time last',
    answer: occasionPage,
    problems: [404],
  })
  async occasions(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: occasionQuery }) { limit, after }: z.infer<typeof occasionQuery>,
  ): Promise<z.infer<typeof occasionPage>> {
    const { occasions, orders } = await this.conduct.of(by.id, id);
    return toPage(following(occasions, limit + 1, after), limit, occasionView(orders));
  }

  @Post('investigations/:id/occasions')
  @Operation({
    access: 'footage',
    summary: 'Take clips and incidents together as one occasion: all of them or none',
    status: 201,
    answer: given,
    problems: [404, 409],
  })
  async record(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: picked }) body: z.infer<typeof picked>,
  ): Promise<z.infer<typeof given>> {
    return { id: await this.conduct.record(by.id, id, body) };
  }

  @Post('investigations/:id/chronology')
  @Operation({
    access: 'footage',
    summary: 'Chronology of the occasions that count, as a draft on paper',
    answer: { mediaType: 'application/pdf' },
    problems: [404],
  })
  async chronology(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: withReason }) body: z.infer<typeof withReason>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes } = await this.chronologies.make(by, id, body.reason);
    sendFile(response, name, bytes);
  }
}
