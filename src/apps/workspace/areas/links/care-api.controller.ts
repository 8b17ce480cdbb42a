import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { agreementOf, CareService } from '../../../../features/consent';
import { IncidentsService, type SentIncidentRow } from '../../../../features/diary';
import type { Officer } from '../../../../features/identity';
import { ListCopiesService } from '../../../../features/investigations';
import { AssistanceService } from '../../../../features/invitations';
import type { ConcernId, IncidentId, InvestigationId, InvitationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { HerLanguage } from '../../shell/link-language';
import {
  advocateSent,
  assisted,
  assistedPass,
  careDetail,
  careView,
  madeSureOf,
  oralNotice,
  nextSafeContact,
} from './care.model';
import { INCIDENT_HEAD, incidentCells, incidentPage, incidentView } from '../../shell/diary/incident.model';
import { flagView, flagList } from '../../shell/flags/flag.model';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';
import { everyPage, sendCsv } from '../../shell/sending/send-csv';

const query = pageQuery<IncidentId>();
const nothing = z.strictObject({});

/** The person behind an invitation: what the victim wrote, what needs a look, and how the victim is kept safe. */
@ApiTags('care')
@Controller('api/v1')
export class CareController {
  constructor(
    private readonly care: CareService,
    private readonly incidents: IncidentsService,
    private readonly assistance: AssistanceService,
    private readonly languages: HerLanguage,
    private readonly copies: ListCopiesService,
  ) {}

  @Get('investigations/:id/incidents')
  @Operation({
    access: 'footage',
    summary: 'What the victim wrote and sent, in order, with its clips',
    answer: incidentPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof incidentPage>> {
    return toPage(await this.incidents.list(by.id, id, limit + 1, after), limit, incidentView);
  }

  @Get('investigations/:id/incidents/csv')
  @Operation({
    access: 'footage',
    summary: 'All incidents as a table for a spreadsheet; it is logged',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.copies.log(by.id, id, 'incidents');
    const pages = everyPage<SentIncidentRow>((limit, after) => this.incidents.list(by.id, id, limit, after));
    await sendCsv(response, 'incidents.csv', INCIDENT_HEAD, pages, incidentCells);
  }

  @Get('investigations/:id/flags')
  @Operation({
    access: 'investigations',
    summary: 'What needs a look, the newest hundred: what a supervisor passed on, or a link that is locked',
    answer: flagList,
    problems: [404],
  })
  async flags(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof flagList>> {
    return { items: (await this.care.flagsOf(by.id, id)).map(flagView) };
  }

  @Post('concerns/:id/seen')
  @Operation({
    access: 'investigations',
    summary: 'Take a concern off the list; the log keeps it',
    status: 204,
    problems: [404],
  })
  async seen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.concern }) id: ConcernId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.care.seen(by.id, id);
  }

  @Get('invitations/:id/care')
  @Operation({
    access: 'investigations',
    summary: 'Safe contact, notice, agreement, advocate and, when something was sent, who shares the account',
    answer: careDetail,
    problems: [404],
  })
  async of(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
  ): Promise<z.infer<typeof careDetail>> {
    return careView(await this.care.of(by.id, id));
  }

  @Post('invitations/:id/safe-contact')
  @Operation({
    access: 'investigations',
    summary: 'Record how the victim may be reached; “do not contact” cannot be taken back',
    status: 204,
    problems: [404, 409],
  })
  async safeContact(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: nextSafeContact }) { record, seen }: z.infer<typeof nextSafeContact>,
  ): Promise<void> {
    await this.care.recordSafeContact(by.id, id, record, seen);
  }

  @Post('invitations/:id/notice')
  @Operation({
    access: 'investigations',
    summary: 'Record that the notice was read to the victim, and who agreed',
    status: 204,
    problems: [404, 409],
  })
  async notice(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: oralNotice }) { decides, relation, name, ...given }: z.infer<typeof oralNotice>,
  ): Promise<void> {
    const agreement = agreementOf(decides, relation ?? '', name);
    if (agreement !== undefined) await this.care.readNotice(by.id, id, agreement, madeSureOf(given));
  }

  @Post('invitations/:id/advocate')
  @Operation({
    access: 'investigations',
    summary: 'Record that somebody acts with the victim, or no longer',
    status: 204,
    problems: [404, 409],
  })
  async advocate(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: advocateSent }) { seen, ...body }: z.infer<typeof advocateSent>,
  ): Promise<void> {
    await this.care.sayAdvocate(by.id, id, body, seen);
  }

  @Post('invitations/:id/assisted')
  @Operation({
    access: 'investigations',
    stepUp: true,
    summary:
      'A link that opens the victim’s pages once, on the device of the officer beside them: what is made there, and no more until they enter their own code',
    status: 201,
    answer: assistedPass,
    problems: [404, 409],
  })
  async assisted(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: assisted }) { place, language }: z.infer<typeof assisted>,
  ): Promise<z.infer<typeof assistedPass>> {
    const speaking = this.languages.speaking(language);
    const { link, expiresAt } = await this.assistance.offer(by.id, id, place);
    return { link: speaking(link), expiresAt: expiresAt.toISOString() };
  }
}
