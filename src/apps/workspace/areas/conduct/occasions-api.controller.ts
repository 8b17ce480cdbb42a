import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ConductService, following } from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import type { OccasionId, PartId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage } from '../../shell/inputs/common';
import { occasionDecisionQuery, occasionDecisionSent, partQuery, picked } from './conduct.model';
import {
  occasionAnswer,
  occasionDecisionPage,
  occasionDecisionView,
  occasionView,
  partPage,
  partView,
} from './answers.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('course of conduct')
@Controller('api/v1/occasions/:id')
export class OccasionsController {
  constructor(private readonly conduct: ConductService) {}

  @Get()
  @Operation({ access: 'footage', summary: 'One occasion', answer: occasionAnswer, problems: [404] })
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
  ): Promise<z.infer<typeof occasionAnswer>> {
    const { occasion, orders } = await this.conduct.occasion(by.id, id);
    return occasionView(orders)(occasion);
  }

  @Get('parts')
  @Operation({
    access: 'footage',
    summary: 'What belongs to an occasion, in the order of time',
    answer: partPage,
    problems: [404],
  })
  async parts(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Query({ schema: partQuery }) { limit, after }: z.infer<typeof partQuery>,
  ): Promise<z.infer<typeof partPage>> {
    const { occasion } = await this.conduct.occasion(by.id, id);
    return toPage(following(occasion.parts, limit + 1, after), limit, partView);
  }

  @Post('parts')
  @Operation({ access: 'footage', summary: 'Add to an occasion', status: 204, problems: [404, 409] })
  async add(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Body({ schema: picked }) body: z.infer<typeof picked>,
  ): Promise<void> {
    await this.conduct.add(by.id, id, body);
  }

  @Delete('parts/:partId')
  @Operation({ access: 'footage', summary: 'Take a part out of an occasion', status: 204, problems: [404] })
  async remove(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Param('partId', { schema: ids.part }) part: PartId,
  ): Promise<void> {
    await this.conduct.remove(by.id, id, part);
  }

  @Get('decisions')
  @Operation({
    access: 'footage',
    summary: 'Decisions about an occasion, newest first: that one holds',
    answer: occasionDecisionPage,
    problems: [404],
  })
  async decisions(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Query({ schema: occasionDecisionQuery }) { limit, after }: z.infer<typeof occasionDecisionQuery>,
  ): Promise<z.infer<typeof occasionDecisionPage>> {
    return toPage(await this.conduct.decisions(by.id, id, limit + 1, after), limit, occasionDecisionView);
  }

  @Post('decisions')
  @Operation({
    access: 'footage',
    summary: 'Decide whether an occasion counts, and which order it breached; earlier decisions stay',
    status: 204,
    problems: [404, 409],
  })
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Body({ schema: occasionDecisionSent }) { seen, ...body }: z.infer<typeof occasionDecisionSent>,
  ): Promise<void> {
    await this.conduct.decide(by.id, id, body, seen);
  }
}
