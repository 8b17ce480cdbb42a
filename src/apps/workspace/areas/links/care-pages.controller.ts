import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { toString as qrCode } from 'qrcode';
import type { z } from 'zod';
import { advocateSeen, agreementOf, CareService, type Care } from '../../../../features/consent';
import type { Officer } from '../../../../features/identity';
import {
  AssistanceService,
  isParentOpen,
  isParentTold,
  isTellingDue,
  isTold,
  NOTICE,
  NOTICE_VERSION,
  otherOf,
  PersonRequestsService,
  OTHER_WORDS,
  PARENT_TOLD_WORDS,
  RELATION_WORDS,
  thirdPerson,
  TOLD_WORDS,
  WARD_WORDS,
  type Invitation,
  type PersonRequestRow,
} from '../../../../features/invitations';
import type { ConcernId, InvitationId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { advocateForm, noticeForm } from './care-forms';
import { assisted, madeSureOf, nextSafeContact } from './care.model';
import { ids } from '../../shell/inputs/ids';
import { HerLanguage } from '../../shell/link-language';
import { CHANNEL_WORDS, DAY_WORDS, DECIDES_WORDS, OTHERS_WORDS, SET_UP_WORDS } from './care-words';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import {
  SAFE_CONTACT_LABELS,
  safeContactGiven,
  safeContactView,
  type SafeContactGiven,
  type SafeContactView,
} from './safe-contact-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/links/link.njk': Care & {
      readonly id: InvitationId;
      readonly languages: readonly Choice[];
      readonly words: typeof WORDS;
      /** Of who acts with the victim. */
      readonly form: FormState;
      readonly seen: Seen;
    };
    'areas/links/request.njk': {
      readonly id: InvitationId;
      readonly invitation: Invitation;
      readonly who: string;
      readonly requests: readonly PersonRequestRow[];
      readonly toldWords: typeof TOLD_WORDS;
      readonly otherWords: typeof OTHER_WORDS;
      readonly agreement: typeof AGREEMENT;
      /** The victim is still to be told; or was told later on. */
      readonly tellingDue: boolean;
      readonly told: boolean;
      /** The same of a parent of the child for whom another adult agrees. */
      readonly parentOpen: boolean;
      readonly parentTold: boolean;
    };
    'areas/links/safe-contact.njk': SafeContactView & {
      readonly id: InvitationId;
      readonly form: FormState;
      /** What holds now, and whether it is newer than what the officer saw who typed. */
      readonly kept: Care['safeContact'];
      readonly isOlder: boolean;
      readonly words: typeof WORDS;
    };
    'areas/links/read-notice.njk': {
      readonly id: InvitationId;
      readonly form: FormState;
      readonly sections: typeof NOTICE;
      readonly version: string;
      readonly words: typeof WORDS;
    };
    'areas/links/assisted-issued.njk': {
      readonly id: InvitationId;
      readonly link: string;
      readonly qr: string;
      readonly expiresAt: Date;
    };
  }
}

const AGREEMENT = { wards: WARD_WORDS, relations: RELATION_WORDS, parents: PARENT_TOLD_WORDS };
const WORDS = {
  CHANNEL_WORDS,
  DAY_WORDS,
  DECIDES_WORDS,
  OTHERS_WORDS,
  PARENT_TOLD_WORDS,
  RELATION_WORDS,
  SET_UP_WORDS,
};

const safeContactForm = defineForm({
  id: 'safe',
  schema: nextSafeContact,
  labels: { ...SAFE_CONTACT_LABELS, seen: '' },
  refusals: { 'must-not-contact': 'doNotContact' },
});
const fieldsOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

/** The person behind a private link: how the victim is kept safe, and what is done beside them. */
@Controller()
@AccessFor('investigations')
export class CarePagesController {
  constructor(
    private readonly care: CareService,
    private readonly assistance: AssistanceService,
    private readonly languages: HerLanguage,
    private readonly requests: PersonRequestsService,
  ) {}

  @Get('invitations/:id')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    const care = await this.care.of(by.id, id);
    const other = otherOf(care.invitation.holder);
    if (other !== undefined) {
      const { requests } = await this.requests.of(by.id, id);
      const { invitation } = care;
      const title = invitation.person ?? 'Private link';
      show(response, 'areas/links/request.njk', {
        title,
        id,
        invitation,
        ...{ who: thirdPerson(other), requests, toldWords: TOLD_WORDS, otherWords: OTHER_WORDS },
        tellingDue: requests[0] !== undefined && isTellingDue(requests[0]),
        told: requests[0] !== undefined && isTold(requests[0]),
        ...{ agreement: AGREEMENT, parentOpen: requests[0] !== undefined && isParentOpen(requests[0]) },
        parentTold: requests[0] !== undefined && isParentTold(requests[0]),
      });
      return;
    }
    this.linkPage(response, id, care);
  }

  @Get('invitations/:id/safe-contact')
  async askSafeContact(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    const { safeContact: record } = await this.care.of(by.id, id);
    const { days = [], doNotContact = false, ...values } = record ?? { from: '09:00', until: '17:00' };
    this.safeContactPage(response, id, emptyForm(values), { days, doNotContact }, { kept: record });
  }

  @Post('invitations/:id/safe-contact')
  async safeContact(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.care.of(by.id, id);
    const given = safeContactGiven(body);
    const outcome = await submit(safeContactForm, given, ({ record, seen }) =>
      this.care.recordSafeContact(by.id, id, record, seen),
    );
    if (outcome.done) {
      goTo(response, `/invitations/${id}`);
      return;
    }
    const { safeContact: kept } = await this.care.of(by.id, id);
    const isOlder = outcome.form.values['seen'] !== undefined && outcome.form.values['seen'] !== kept?.record;
    const { status } = outcome;
    this.safeContactPage(response, id, outcome.form, given, { kept, isOlder, status });
  }

  @Get('invitations/:id/notice')
  async askNotice(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.care.of(by.id, id);
    this.noticePage(response, id, emptyForm());
  }

  @Post('invitations/:id/notice')
  async notice(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.care.of(by.id, id);
    const { relation, ...fields } = fieldsOf(body);
    const given = {
      ...fields,
      readAloud: fields['readAloud'] === 'yes',
      ...(relation !== '' && { relation }),
    };
    const outcome = await submit(noticeForm, given, async ({ decides, relation: who, name, ...sure }) => {
      const agreement = agreementOf(decides, who ?? '', name);
      if (agreement !== undefined) await this.care.readNotice(by.id, id, agreement, madeSureOf(sure));
    });
    if (outcome.done) goTo(response, `/invitations/${id}`);
    else this.noticePage(response, id, outcome.form, outcome.status);
  }

  @Post('invitations/:id/advocate')
  async advocate(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(advocateForm, body, ({ seen, ...said }) =>
      this.care.sayAdvocate(by.id, id, said, seen),
    );
    if (outcome.done) goTo(response, `/invitations/${id}#advocate`);
    else this.linkPage(response, id, await this.care.of(by.id, id), outcome.form, outcome.status);
  }

  /** The link is shown in this answer and never again. */
  @Post('invitations/:id/assisted')
  @StepUp(assisted)
  async assisted(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: assisted }) { place, language }: z.infer<typeof assisted>,
    @Res() response: Response,
  ): Promise<void> {
    const speaking = this.languages.speaking(language);
    const { link: plain, expiresAt } = await this.assistance.offer(by.id, id, place);
    const link = speaking(plain);
    const qr = await qrCode(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
    show(
      response,
      'areas/links/assisted-issued.njk',
      { title: 'Start together', id, link, qr, expiresAt },
      201,
    );
  }

  @Post('concerns/:id/seen')
  async seen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.concern }) id: ConcernId,
    @Res() response: Response,
  ): Promise<void> {
    const { investigationId } = await this.care.seen(by.id, id);
    goTo(response, `/investigations/${investigationId}`);
  }

  private linkPage(
    response: Response,
    id: InvitationId,
    care: Care,
    form: FormState = emptyForm(),
    status = 200,
  ): void {
    const languages = this.languages.items;
    const seen = advocateSeen(care.advocate);
    const context = { title: 'Private link', id, ...care, languages, words: WORDS, form, seen };
    show(response, 'areas/links/link.njk', { ...context, summary: form.summary }, status);
  }

  private safeContactPage(
    response: Response,
    id: InvitationId,
    form: FormState,
    given: SafeContactGiven,
    {
      kept,
      isOlder = false,
      status = 200,
    }: { kept: Care['safeContact']; isOlder?: boolean; status?: number },
  ): void {
    const context = {
      title: 'Safe contact',
      id,
      form,
      kept,
      isOlder,
      words: WORDS,
      ...safeContactView(given),
    };
    show(response, 'areas/links/safe-contact.njk', context, status);
  }

  private noticePage(response: Response, id: InvitationId, form: FormState, status = 200): void {
    const context = {
      title: 'Read the notice to the victim',
      id,
      form,
      sections: NOTICE,
      version: NOTICE_VERSION,
    };
    show(response, 'areas/links/read-notice.njk', { ...context, words: WORDS }, status);
  }
}
