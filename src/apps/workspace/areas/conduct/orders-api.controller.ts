import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ConductService } from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import type { InvestigationId, OrderId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage } from '../../shell/inputs/common';
import { given, newOrder, orderQuery, withReason } from './conduct.model';
import { orderPage, orderView } from './answers.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('course of conduct')
@Controller('api/v1')
export class OrdersController {
  constructor(private readonly conduct: ConductService) {}

  @Get('investigations/:id/orders')
  @Operation({
    access: 'footage',
    summary: 'Orders that conduct can breach, by their days; those struck out too',
    answer: orderPage,
    problems: [404],
  })
  async orders(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: orderQuery }) { limit, after }: z.infer<typeof orderQuery>,
  ): Promise<z.infer<typeof orderPage>> {
    return toPage(await this.conduct.orders(by.id, id, limit + 1, after), limit, orderView);
  }

  @Post('investigations/:id/orders')
  @Operation({
    access: 'footage',
    summary: 'Record an order that conduct can breach',
    status: 201,
    answer: given,
    problems: [404, 409],
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
}
