import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EmergencyService } from '../../../../features/emergency';
import type { Officer } from '../../../../features/identity';
import type { EmergencyId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { emergency, emergencyPage, emergencyView, newEmergency } from './emergency.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

const query = pageQuery<EmergencyId>();
const nothing = z.strictObject({});

/** Breaking the glass: looking into an investigation of which one is no member. */
@ApiTags('emergency access')
@Controller('api/v1/emergency-accesses')
export class EmergencyController {
  constructor(private readonly emergencies: EmergencyService) {}

  @Get()
  @Operation({
    access: 'custody',
    summary: 'Emergency accesses, newest first: everybody’s for supervisors and auditors, else one’s own',
    answer: emergencyPage,
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof emergencyPage>> {
    return toPage(await this.emergencies.list(by, limit + 1, after), limit, emergencyView);
  }

  @Post()
  @Operation({
    access: 'footage',
    summary: 'Open an investigation in an emergency, for a limited time; every supervisor sees it at once',
    status: 201,
    answer: emergency,
    problems: [404, 409],
  })
  async open(
    @CurrentOfficer() by: Officer,
    @Body({ schema: newEmergency }) { urn, reason }: z.infer<typeof newEmergency>,
  ): Promise<z.infer<typeof emergency>> {
    return emergencyView(await this.emergencies.open(by.id, urn, reason));
  }

  @Post(':id/end')
  @Operation({
    access: 'footage',
    summary: 'End it before its time: one’s own, or as a supervisor; again changes nothing',
    status: 204,
    problems: [404],
  })
  async end(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.emergency }) id: EmergencyId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.emergencies.end(by, id);
  }

  @Post(':id/seen')
  @Operation({
    access: 'supervision',
    summary: 'Say as a supervisor that it has been seen; never one’s own; again changes nothing',
    status: 204,
    problems: [404, 409],
  })
  async seen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.emergency }) id: EmergencyId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.emergencies.seen(by.id, id);
  }
}
