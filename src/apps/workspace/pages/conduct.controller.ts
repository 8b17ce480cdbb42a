import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ConductService, ORDER_KINDS, ORDER_WORDS } from '../../../features/conduct';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { InvestigationId, OccasionId, OrderId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { orderForm, pickForm, withReason } from '../api/models/conduct';
import { ids } from '../api/models/ids';
import { Chronologies } from '../content/chronologies';
import { sendFile } from '../content/send-file';
import { conductPage } from './conduct-view';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';

type Form = 'pick' | 'order' | 'paper';
const PICK_FIELDS = { 'nothing-picked': 'items', 'no-such-part': 'items', 'in-another-occasion': 'items' };
const at = (id: InvestigationId): string => `/investigations/${id}/conduct`;

/** The course of conduct of one investigation. */
@Controller()
@AccessFor('footage')
export class ConductPagesController {
  constructor(
    private readonly conduct: ConductService,
    private readonly investigations: InvestigationsService,
    private readonly chronologies: Chronologies,
  ) {}

  @Get('investigations/:id/conduct')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id);
  }

  @Post('investigations/:id/occasions')
  async pick(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'pick',
      pickForm,
      body,
      async ({ items, into }) => {
        if (into === 'new') return this.conduct.record(by.id, id, items);
        await this.conduct.add(by.id, into as OccasionId, items);
        return into;
      },
      PICK_FIELDS,
    );
    if (outcome.done) goTo(response, `/occasions/${outcome.result}`);
    else await this.show(response, by, id, ['pick', outcome.form], outcome.status);
  }

  @Post('investigations/:id/orders')
  async recordOrder(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'order',
      orderForm,
      body,
      (order) => this.conduct.recordOrder(by.id, id, order),
      { 'ends-before-it-begins': 'endsOn' },
    );
    if (outcome.done) goTo(response, `${at(id)}#orders`);
    else await this.show(response, by, id, ['order', outcome.form], outcome.status);
  }

  @Post('orders/:id/withdrawal')
  async withdraw(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.order }) id: OrderId,
    @Body({ schema: withReason }) body: { reason: string },
    @Res() response: Response,
  ): Promise<void> {
    goTo(response, `${at(await this.conduct.withdrawOrder(by.id, id, body.reason))}#orders`);
  }

  /** A POST: it is logged. */
  @Post('investigations/:id/chronology')
  async chronology(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit('paper', withReason.loose(), body, ({ reason }) =>
      this.chronologies.make(by, id, reason),
    );
    if (outcome.done) sendFile(response, outcome.result.name, outcome.result.bytes);
    else await this.show(response, by, id, ['paper', outcome.form], outcome.status);
  }

  private async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    [name, form]: readonly [Form | undefined, FormState] = [undefined, emptyForm()],
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const forms = { pickForm: emptyForm(), orderForm: emptyForm(), paperForm: emptyForm() };
    const context = {
      title: 'Course of conduct',
      investigation,
      ...conductPage(await this.conduct.of(by.id, id)),
      kinds: ORDER_KINDS.map((value) => ({ value, text: ORDER_WORDS[value] })),
      ...forms,
      ...(name && { [`${name}Form`]: form }),
      summary: form.summary,
    };
    show(response, 'conduct/conduct.njk', context, status);
  }
}
