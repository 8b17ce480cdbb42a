import { Body, Controller, Delete, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { ConductService } from '../../../features/conduct';
import type { Officer } from '../../../features/identity';
import type { InvestigationId, OccasionId, OrderId, PartId } from '../../../kernel/ids';
import { CurrentOfficer } from '../access/access';
import { Chronologies } from '../content/chronologies';
import { sendFile } from '../content/send-file';
import {
  conductAnswer,
  conductView,
  given,
  newOrder,
  occasionDecision,
  picked,
  withReason,
} from './models/conduct';
import { ids } from './models/ids';
import { Operation } from './operation';

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
    summary: 'Occasions, what belongs to none yet, orders, and the shape of the series',
    answer: conductAnswer,
    problems: [404],
  })
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof conductAnswer>> {
    return conductView(await this.conduct.of(by.id, id));
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

  @Post('occasions/:id/parts')
  @Operation({ access: 'footage', summary: 'Add to an occasion', status: 204, problems: [404, 409] })
  async add(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Body({ schema: picked }) body: z.infer<typeof picked>,
  ): Promise<void> {
    await this.conduct.add(by.id, id, body);
  }

  @Delete('occasions/:id/parts/:partId')
  @Operation({ access: 'footage', summary: 'Take a part out of an occasion', status: 204, problems: [404] })
  async remove(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Param('partId', { schema: ids.part }) part: PartId,
  ): Promise<void> {
    await this.conduct.remove(by.id, id, part);
  }

  @Post('occasions/:id/decisions')
  @Operation({
    access: 'footage',
    summary: 'Decide whether an occasion counts, and which order it breached; earlier decisions stay',
    status: 204,
    problems: [404],
  })
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Body({ schema: occasionDecision }) body: z.infer<typeof occasionDecision>,
  ): Promise<void> {
    await this.conduct.decide(by.id, id, body);
  }

  @Post('investigations/:id/orders')
  @Operation({
    access: 'footage',
    summary: 'Record an order that conduct can breach',
    status: 201,
    answer: given,
    problems: [404],
  })
  async recordOrder(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newOrder }) body: z.infer<typeof newOrder>,
  ): Promise<z.infer<typeof given>> {
    return { id: await this.conduct.recordOrder(by.id, id, body) };
  }

  @Post('orders/:id/withdrawal')
  @Operation({
    access: 'footage',
    summary: 'Strike out an order that was recorded in error',
    status: 204,
    problems: [404],
  })
  async withdraw(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.order }) id: OrderId,
    @Body({ schema: withReason }) body: z.infer<typeof withReason>,
  ): Promise<void> {
    await this.conduct.withdrawOrder(by.id, id, body.reason);
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
