import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService } from '../../../../features/investigations';
import {
  isParentTold,
  isTold,
  OTHER_WORDS,
  OTHERS,
  PersonRequestsService,
  RELATION_WORDS,
  RELATIONS,
  requestSeen,
  type PersonRequestRow,
} from '../../../../features/invitations';
import { NotFound } from '../../../../kernel/errors';
import type { InvestigationId, InvitationId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { defineForm, emptyForm, isOlder, submit, type FormState } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo, show } from '../../shell/layout/pages';
import { HerLanguage } from '../../shell/link-language';
import { showIssued } from './issued-page';
import { correctionForm, newRequestForm, tellingForm, valuesOf } from './request.model';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/links/new-request.njk': {
      readonly id: InvestigationId;
      readonly form: FormState;
      readonly others: readonly Choice[];
      readonly relations: readonly Choice[];
      readonly languages: readonly Choice[];
    };
    'areas/links/correct-request.njk': {
      readonly id: InvitationId;
      readonly newest: PersonRequestRow | undefined;
      readonly seen: Seen;
      /** A colleague recorded after the page was made on which this was typed. */
      readonly isOlder: boolean;
      readonly form: FormState;
      readonly others: readonly Choice[];
      readonly relations: readonly Choice[];
    };
    'areas/links/victim-notice.njk': {
      readonly id: InvitationId;
      readonly form: FormState;
      readonly isTold: boolean;
      readonly seen: Seen;
      readonly request: PersonRequestRow;
    };
    'areas/links/parent-notice.njk': {
      readonly id: InvitationId;
      readonly form: FormState;
      readonly seen: Seen;
      readonly isTold: boolean;
      readonly request: PersonRequestRow;
    };
  }
}

const REQUEST_LABELS = {
  holder: 'Who they are',
  personName: 'Their name',
  organisation: 'Organisation',
  asked: 'What you ask for',
  reason: 'Why you ask',
  ask: 'Whom they may ask',
  basis: 'Under which law',
  enquiry: 'Line of enquiry',
  necessity: 'Necessary and proportionate',
  alternatives: 'Less intrusive means',
  views: 'The victim’s views',
  viewsWords: 'What the victim said',
  told: 'Notice to the victim',
  toldWords: 'How the victim was told, or why not',
  agreesFor: 'For whom they decide',
  relation: 'As what they agree',
  nobodyCloser: 'Why nobody closer was available',
  ownViews: 'The child’s own views',
  ownViewsWords: 'What the child said',
  parent: 'A parent or guardian',
  parentWords: 'How the parent was told, or why not',
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const CHOICES = OTHERS.map((value) => ({ value, text: capital(OTHER_WORDS[value]) }));
const RELATION_CHOICES = RELATIONS.map((value) => ({ value, text: RELATION_WORDS[value] }));
const FIELDS = { others: CHOICES, relations: RELATION_CHOICES };

const requestForm = defineForm({
  id: 'request',
  schema: newRequestForm,
  labels: { ...REQUEST_LABELS, valid: 'Days', language: 'Language' },
});
const correcting = defineForm({
  id: 'request',
  schema: correctionForm,
  labels: { ...REQUEST_LABELS, correction: 'Why it is being corrected', seen: '' },
});

const telling = defineForm({
  id: 'notice',
  schema: tellingForm,
  labels: { request: 'Request', told: 'Given', givenOn: 'Day', words: 'How, or why not', seen: '' },
  refusals: {
    'no-notice-due': 'words',
    'request-corrected': 'words',
    'notice-before-request': 'givenOn',
  },
});

const parentTelling = defineForm({
  id: 'notice',
  schema: tellingForm,
  labels: { request: 'Request', told: 'Told', givenOn: 'Day', words: 'How, or why not', seen: '' },
  refusals: {
    'nobody-to-tell': 'words',
    'request-corrected': 'words',
    'told-before-request': 'givenOn',
  },
});

/** A link for another person than the victim, and the officer's record of what is asked. */
@Controller()
@AccessFor('investigations')
export class PersonRequestPagesController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly requests: PersonRequestsService,
    private readonly languages: HerLanguage,
  ) {}

  @Get('investigations/:id/requests/new')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.investigations.get(by.id, id);
    this.page(response, id, emptyForm({ valid: '30' }));
  }

  @Post('investigations/:id/requests')
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.investigations.get(by.id, id);
    const outcome = await submit(requestForm, body, async ({ holder, days, language, request }) => {
      const speaking = this.languages.speaking(language);
      const { link, ...made } = await this.requests.invite(by.id, id, { holder, days }, request);
      return { ...made, name: request.personName, link: speaking(link) };
    });
    if (outcome.done) await showIssued(response, id, 'A link for another person', outcome.result);
    else this.page(response, id, outcome.form, outcome.status);
  }

  @Get('invitations/:id/requests')
  async askCorrection(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    const [newest] = (await this.requests.of(by.id, id)).requests;
    this.correctionPage(response, id, newest, emptyForm(newest && valuesOf(newest)));
  }

  @Post('invitations/:id/requests')
  async correct(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    await this.requests.of(by.id, id);
    const outcome = await submit(correcting, body, ({ corrected, seen }) =>
      this.requests.correct(by.id, id, corrected, seen),
    );
    if (outcome.done) goTo(response, `/invitations/${id}`);
    else {
      const [newest] = (await this.requests.of(by.id, id)).requests;
      this.correctionPage(response, id, newest, outcome.form, outcome.status);
    }
  }

  @Get('invitations/:id/victim-notices')
  async askNotice(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.noticePage(response, by, id, emptyForm());
  }

  @Post('invitations/:id/victim-notices')
  async notice(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(telling, body, (given) => this.requests.tell(by.id, id, given));
    if (outcome.done) goTo(response, `/invitations/${id}`);
    else await this.noticePage(response, by, id, outcome.form, outcome.status);
  }

  @Get('invitations/:id/parent-notices')
  async askParent(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.parentPage(response, by, id, emptyForm());
  }

  @Post('invitations/:id/parent-notices')
  async parent(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(parentTelling, body, (given) => this.requests.tellParent(by.id, id, given));
    if (outcome.done) goTo(response, `/invitations/${id}`);
    else await this.parentPage(response, by, id, outcome.form, outcome.status);
  }

  private async parentPage(
    response: Response,
    by: Officer,
    id: InvitationId,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const request = await this.newest(by, id);
    const told = isParentTold(request);
    const title = told ? 'The parent was not told after all' : 'Record that a parent was told';
    const shown = { isTold: told, request, seen: requestSeen(request) };
    show(response, 'areas/links/parent-notice.njk', { title, id, form, ...shown }, status);
  }

  private async newest(by: Officer, id: InvitationId): Promise<PersonRequestRow> {
    const [newest] = (await this.requests.of(by.id, id)).requests;
    if (newest === undefined) throw new NotFound('The request');
    return newest;
  }

  private async noticePage(
    response: Response,
    by: Officer,
    id: InvitationId,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const request = await this.newest(by, id);
    const told = isTold(request);
    const title = told ? 'The victim was not told after all' : 'Record that the victim was told';
    const shown = { isTold: told, request, seen: requestSeen(request) };
    show(response, 'areas/links/victim-notice.njk', { title, id, form, ...shown }, status);
  }

  private page(response: Response, id: InvestigationId, form: FormState, status = 200): void {
    const languages = this.languages.items;
    const context = { title: 'A link for another person', id, form, ...FIELDS, languages };
    show(response, 'areas/links/new-request.njk', context, status);
  }

  private correctionPage(
    response: Response,
    id: InvitationId,
    newest: PersonRequestRow | undefined,
    form: FormState,
    status = 200,
  ): void {
    const seen = requestSeen(newest);
    const now = { newest, seen, isOlder: isOlder(form, seen) };
    const context = { title: 'Correct the record', id, form, ...now, ...FIELDS };
    show(response, 'areas/links/correct-request.njk', context, status);
  }
}
