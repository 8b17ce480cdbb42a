import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  BundlesService,
  CERTIFICATIONS,
  CLASSIFICATIONS,
  CLASSIFICATION_WORDS,
  DecisionsService,
  DISCLOSURE_TEST,
  FORMS,
  FORM_WORDS,
  OCCASIONS,
  OCCASION_WORDS,
  SchedulesService,
} from '../../../features/disclosure';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { ClipId, InvestigationId } from '../../../kernel/ids';
import { toPage } from '../api/models/common';
import { emptyForm, type FormState } from './form';
import { show } from './pages';

const PER_PAGE = 50;
const BUNDLES = 25;

export interface DisclosureState {
  readonly after?: ClipId | undefined;
  /** Also items that are decided. */
  readonly all?: boolean;
  readonly decideForm?: FormState;
  /** Boxes to show ticked again. */
  readonly ticked?: readonly string[];
  readonly reviewForm?: FormState;
  readonly scheduleForm?: FormState;
}

const radios = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, text: words[value] }));

/** The disclosure page of an investigation: work list, reviews, forms and bundles. */
@Injectable()
export class DisclosurePage {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly decisions: DecisionsService,
    private readonly schedules: SchedulesService,
    private readonly bundles: BundlesService,
  ) {}

  /** @throws NotFound unless the officer is a member */
  async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    state: DisclosureState = {},
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const all = state.all === true;
    const rows = await this.decisions.list(by.id, id, !all, PER_PAGE + 1, state.after);
    const made = await this.schedules.newest(by.id, id);
    const forms = {
      decideForm: state.decideForm ?? emptyForm(),
      reviewForm: state.reviewForm ?? emptyForm(),
      scheduleForm: state.scheduleForm ?? emptyForm(),
    };
    const context = {
      title: `Disclosure in ${investigation.urn}`,
      investigation,
      all,
      page: toPage(
        rows.map((row) => ({ ...row, id: row.clipId })),
        PER_PAGE,
        (row) => row,
      ),
      reviews: await this.decisions.reviews(by.id, id),
      forms: FORMS.map((form) => ({
        form,
        words: FORM_WORDS[form],
        newest: made.find((schedule) => schedule.form === form),
      })),
      bundles: await this.bundles.list(by.id, id, BUNDLES),
      ...forms,
      ticked: state.ticked ?? [],
      summary: Object.values(forms).flatMap(({ summary }) => summary),
      test: DISCLOSURE_TEST,
      classifications: radios(CLASSIFICATIONS, CLASSIFICATION_WORDS),
      occasions: radios(OCCASIONS, OCCASION_WORDS),
      certifications: CERTIFICATIONS,
    };
    show(response, 'disclosure/disclosure.njk', context, status);
  }
}
