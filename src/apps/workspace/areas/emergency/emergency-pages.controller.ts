import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CONFIG, type Config } from '../../../../config';
import { EmergencyService, type EmergencyAccess } from '../../../../features/emergency';
import { may, type Officer } from '../../../../features/identity';
import type { EmergencyId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { newEmergency } from './emergency.model';
import { ids } from '../../shell/inputs/ids';
import { defineForm, emptyForm, type FormState, submit } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/emergency/emergency-accesses.njk': {
      readonly form: FormState;
      readonly page: Paged<EmergencyAccess & { readonly own: boolean }>;
      readonly everybodys: boolean;
      readonly minutes: number;
    };
  }
}

const after = ids.emergency.optional();
const opening = defineForm({
  id: 'emergency',
  schema: newEmergency,
  labels: { urn: 'Crime reference (URN)', reason: 'Reason' },
  refusals: { 'not-found': 'urn', 'member-already': 'urn' },
});

/** Emergency access: opened with a reason, seen by supervisors, ended by itself. */
@Controller('emergency-accesses')
@AccessFor('custody')
export class EmergencyPagesController {
  constructor(
    private readonly emergencies: EmergencyService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(
    @CurrentOfficer() by: Officer,
    @Query('after', { schema: after }) start: EmergencyId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(response, by, emptyForm(), 200, start);
  }

  @Post()
  @AccessFor('footage')
  async open(@CurrentOfficer() by: Officer, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const outcome = await submit(opening, body, ({ urn, reason }) =>
      this.emergencies.open(by.id, urn, reason),
    );
    if (outcome.done) goTo(response, `/investigations/${outcome.result.investigationId}`);
    else await this.page(response, by, outcome.form, outcome.status);
  }

  @Post(':id/end')
  @AccessFor('footage')
  async end(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.emergency }) id: EmergencyId,
    @Res() response: Response,
  ): Promise<void> {
    await this.emergencies.end(by, id);
    goTo(response, '/emergency-accesses');
  }

  @Post(':id/seen')
  @AccessFor('supervision')
  async seen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.emergency }) id: EmergencyId,
    @Res() response: Response,
  ): Promise<void> {
    await this.emergencies.seen(by.id, id);
    goTo(response, '/emergency-accesses');
  }

  private async page(
    response: Response,
    by: Officer,
    form: FormState,
    status = 200,
    start?: EmergencyId,
  ): Promise<void> {
    const rows = await this.emergencies.list(by, PAGE_DEFAULT + 1, start);
    const page = pagedOf(rows, { path: '/emergency-accesses', after: start }, (row) => ({
      ...row,
      own: row.officerId === by.id,
    }));
    const context = {
      title: 'Emergency access',
      form,
      page,
      everybodys: may(by.role, 'oversight'),
      minutes: this.config.workspace.emergencyMinutes,
    };
    show(response, 'areas/emergency/emergency-accesses.njk', context, status);
  }
}
