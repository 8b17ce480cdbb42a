import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  PapersService,
  producingParagraph,
  TriageService,
  type Exhibit,
  type PaperExhibit,
} from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import { DRAFT_MARK } from '../../../../kernel/draft-mark';
import type { ExhibitId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { labelForm, orderOf, statementsForm } from './papers.model';
import { ids } from '../../shell/inputs/ids';
import { sendFile } from '../../shell/sending/send-file';
import { defineForm, emptyForm, submit, tickedIn, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/exhibits/list.njk': {
      readonly investigation: Investigation;
      readonly page: Paged<Exhibit>;
      readonly labelForm: FormState;
      readonly ticked: readonly string[];
    };
    'areas/exhibits/statement.njk': {
      readonly exhibit: PaperExhibit;
      readonly mark: string;
      readonly paragraph: string;
    };
  }
}

const after = ids.exhibit.optional();
const labelling = defineForm({
  id: 'label',
  schema: labelForm,
  labels: {
    exhibits: 'Exhibits',
    name: 'Name of the witness',
    date: 'Date of the statement',
    refersToAll: 'Statement',
    startAt: 'First free place',
  },
  refusals: { 'sheet-too-small': 'startAt', 'witness-of-others': 'name', 'exhibits-erased': 'exhibits' },
});
const producingMany = defineForm({
  id: 'label',
  schema: statementsForm,
  labels: { exhibits: 'Exhibits' },
  refusals: { 'exhibits-erased': 'exhibits' },
});

interface ListState {
  readonly after?: ExhibitId | undefined;
  readonly labelForm?: FormState;
  readonly ticked?: readonly string[];
}

/** The exhibits of an investigation, and the papers that go with them. */
@Controller()
@AccessFor('investigations')
export class ExhibitPapersPagesController {
  constructor(
    private readonly triage: TriageService,
    private readonly papers: PapersService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get('investigations/:id/exhibits')
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('after', { schema: after }) last: ExhibitId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.showList(response, by, id, { after: last });
  }

  /** A POST, so that the name of a witness stands in no address. */
  @Post('investigations/:id/exhibit-labels')
  async labels(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(labelling, body, (order) => this.papers.labels(by.id, id, orderOf(order)));
    if (outcome.done) sendFile(response, 'exhibit-labels.pdf', outcome.result);
    else
      await this.showList(
        response,
        by,
        id,
        { labelForm: outcome.form, ticked: tickedIn(body, 'exhibits') },
        outcome.status,
      );
  }

  /** Of the same boxes as the labels: what else was typed there is not looked at. */
  @Post('investigations/:id/exhibit-statements')
  async statements(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(producingMany, body, ({ exhibits }) =>
      this.papers.statements(by, id, exhibits),
    );
    if (outcome.done) sendFile(response, 'MG11-paragraphs.pdf', outcome.result);
    else
      await this.showList(
        response,
        by,
        id,
        { labelForm: outcome.form, ticked: tickedIn(body, 'exhibits') },
        outcome.status,
      );
  }

  @Get('exhibits/:id/statement')
  async statement(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Res() response: Response,
  ): Promise<void> {
    const exhibit = await this.papers.ofExhibit(by.id, id);
    show(response, 'areas/exhibits/statement.njk', {
      title: `Statement producing ${exhibit.reference}`,
      exhibit,
      mark: DRAFT_MARK,
      paragraph: producingParagraph(exhibit),
    });
  }

  private async showList(
    response: Response,
    by: Officer,
    id: InvestigationId,
    state: ListState,
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const rows = await this.triage.listExhibits(by.id, id, PAGE_DEFAULT + 1, state.after);
    const form = state.labelForm ?? emptyForm({ startAt: '1' });
    show(
      response,
      'areas/exhibits/list.njk',
      {
        title: `Exhibits in ${investigation.urn}`,
        investigation,
        page: pagedOf(rows, { path: `/investigations/${id}/exhibits`, after: state.after }, (row) => row),
        labelForm: form,
        ticked: state.ticked ?? [],
        summary: form.summary,
      },
      status,
    );
  }
}
