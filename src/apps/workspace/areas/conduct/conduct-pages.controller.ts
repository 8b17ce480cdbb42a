import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  ConductService,
  ORDER_KINDS,
  ORDER_ROUTES,
  ORDER_WORDS,
  ROUTE_WORDS,
} from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ClipId, IncidentId, InvestigationId, OccasionId, OrderId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { idOf } from '../../shell/inputs/common';
import { orderForm, pickForm, withReason } from './conduct.model';
import { ids } from '../../shell/inputs/ids';
import { Chronologies } from './chronologies';
import { sendFile } from '../../shell/sending/send-file';
import { conductPage, type ConductStarts } from './conduct-view';
import { defineForm, emptyForm, submit, tickedIn, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/conduct/conduct.njk': ReturnType<typeof conductPage> & {
      readonly investigation: Investigation;
      readonly looseFrom: string | undefined;
      readonly ticked: readonly string[];
      readonly kinds: readonly Choice[];
      readonly routes: readonly Choice[];
      readonly pickForm: FormState;
      readonly orderForm: FormState;
      readonly paperForm: FormState;
    };
  }
}

const picking = defineForm({
  id: 'pick',
  schema: pickForm,
  labels: { items: 'Items', into: 'Occasion number' },
  refusals: {
    'nothing-picked': 'items',
    'no-such-part': 'items',
    'in-another-occasion': 'items',
    'no-such-occasion': 'into',
  },
});
const ordering = defineForm({
  id: 'order',
  schema: orderForm,
  labels: {
    kind: 'What is it',
    madeOn: 'Made on',
    endsOn: 'Last day',
    court: 'Court',
    route: 'How it came about',
    terms: 'What it forbids',
  },
  refusals: { 'ends-before-it-begins': 'endsOn' },
});
const paper = defineForm({ id: 'paper', schema: withReason.loose(), labels: { reason: 'Reason' } });
const ROUTES = [
  { value: '', text: 'Not known, or none of these' },
  ...ORDER_ROUTES.map((value) => ({ value, text: ROUTE_WORDS[value] })),
];
const after = ids.occasion.optional();
const partAfter = idOf<ClipId | IncidentId>().optional();
const ordersAfter = ids.order.optional();

interface State {
  /** What was sent and needs another look. */
  readonly form?: readonly ['pick' | 'order' | 'paper' | undefined, FormState];
  readonly status?: number;
  readonly starts?: ConductStarts;
  readonly ticked?: readonly string[];
}
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
    @Query('after', { schema: after }) start: OccasionId | undefined,
    @Query('loose', { schema: partAfter }) loose: ClipId | IncidentId | undefined,
    @Query('proposals', { schema: partAfter }) proposals: ClipId | IncidentId | undefined,
    @Query('orders', { schema: ordersAfter }) orders: OrderId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, { starts: { after: start, loose, proposals, orders } });
  }

  @Post('investigations/:id/occasions')
  async pick(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('loose', { schema: partAfter }) loose: ClipId | IncidentId | undefined,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(picking, body, async ({ items, into }) => {
      if (into === undefined) return this.conduct.record(by.id, id, items);
      const occasion = await this.conduct.numbered(by.id, id, into);
      await this.conduct.add(by.id, occasion, items);
      return occasion;
    });
    if (outcome.done) goTo(response, `/occasions/${outcome.result}`);
    else {
      const { form, status } = outcome;
      const ticked = tickedIn(body, 'items');
      await this.show(response, by, id, { form: ['pick', form], status, starts: { loose }, ticked });
    }
  }

  @Post('investigations/:id/orders')
  async recordOrder(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(ordering, body, (order) => this.conduct.recordOrder(by.id, id, order));
    if (outcome.done) goTo(response, `${at(id)}#orders`);
    else await this.show(response, by, id, { form: ['order', outcome.form], status: outcome.status });
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
    const outcome = await submit(paper, body, ({ reason }) => this.chronologies.make(by, id, reason));
    if (outcome.done) sendFile(response, outcome.result.name, outcome.result.bytes);
    else await this.show(response, by, id, { form: ['paper', outcome.form], status: outcome.status });
  }

  private async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    { form: [name, form] = [undefined, emptyForm()], status, starts = {}, ticked = [] }: State,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const forms = { pickForm: emptyForm(), orderForm: emptyForm(), paperForm: emptyForm() };
    const context = {
      title: 'Course of conduct',
      investigation,
      ...conductPage(await this.conduct.of(by.id, id), at(id), starts),
      looseFrom: starts.loose,
      ticked,
      kinds: ORDER_KINDS.map((value) => ({ value, text: ORDER_WORDS[value] })),
      routes: ROUTES,
      ...forms,
      ...(name && { [`${name}Form`]: form }),
      summary: form.summary,
    };
    show(response, 'areas/conduct/conduct.njk', context, status);
  }
}
