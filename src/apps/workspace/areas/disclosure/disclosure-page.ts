import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  BundlesService,
  CERTIFICATIONS,
  CLASSIFICATIONS,
  CLASSIFICATION_WORDS,
  DecisionsService,
  DISCLOSURE_TEST,
  FORM_STATE_WORDS,
  FORMS,
  FORM_WORDS,
  formState,
  OCCASIONS,
  OCCASION_WORDS,
  PLACEHOLDERS,
  PRESUMPTION_WORDS,
  SchedulesService,
  type AllItems,
  type BundleRow,
  type CaseItem,
  type ItemsOf,
  type Review,
  type Form,
  type NewestHead,
} from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import { DOUBT_WORDS, WRITTEN_KIND_WORDS } from '../../../../features/written';
import type { BundleId, ClipId, DecisionId, InvestigationId, ReviewId } from '../../../../kernel/ids';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/disclosure/disclosure.njk': {
      readonly investigation: Investigation;
      readonly all: boolean;
      readonly of: ItemsOf | '';
      readonly nothing: boolean;
      /** Everything that the list holds, as far as one act can decide about it. */
      readonly everything: AllItems | undefined;
      /** Read before the items were: a decision of between is one that the page may not show. */
      readonly known: DecisionId | '';
      /** The newest review, read before them, too. */
      readonly review: ReviewId | '';
      readonly page: Paged<CaseItem & { readonly id: ClipId; readonly sameAs: string }>;
      /** No items, so that no schedule has them. */
      readonly newestReview: Review | undefined;
      readonly reviews: Paged<Review>;
      readonly forms: readonly FormLine[];
      readonly bundles: Paged<BundleRow>;
      readonly decideForm: FormState;
      readonly reviewForm: FormState;
      readonly scheduleForm: FormState;
      readonly ticked: readonly string[];
      readonly test: string;
      readonly classifications: readonly Choice[];
      readonly occasions: readonly Choice[];
      readonly certifications: typeof CERTIFICATIONS;
      readonly kinds: typeof WRITTEN_KIND_WORDS;
      readonly doubts: typeof DOUBT_WORDS;
      readonly presumptions: typeof PRESUMPTION_WORDS;
      readonly placeholders: string;
    };
  }
}

const BUNDLES = 25;
const REVIEWS = 10;

export interface DisclosureState {
  readonly after?: ClipId | undefined;
  readonly bundles?: BundleId | undefined;
  readonly reviews?: ReviewId | undefined;
  /** Also items that are decided. */
  readonly all?: boolean;
  readonly of?: ItemsOf | undefined;
  readonly decideForm?: FormState;
  /** Boxes to show ticked again. */
  readonly ticked?: readonly string[];
  readonly reviewForm?: FormState;
  readonly scheduleForm?: FormState;
}

interface FormLine {
  readonly form: Form;
  readonly words: string;
  readonly newest: NewestHead | undefined;
  readonly state: string;
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
    const known: DecisionId | '' = (await this.decisions.newest(by.id, id)) ?? '';
    const [opened] = await this.decisions.reviews(by.id, id, 1);
    const rows = await this.decisions.list(
      by.id,
      id,
      { workListOnly: !all, of: state.of },
      PAGE_DEFAULT + 1,
      state.after,
    );
    const same = await this.decisions.sameAs(
      by.id,
      id,
      rows.map(({ clipId }) => clipId),
    );
    const everything = await this.decisions.all(by.id, id, { workListOnly: !all, of: state.of });
    const bundles = await this.bundles.list(by.id, id, BUNDLES + 1, state.bundles);
    const reviews = await this.decisions.reviews(by.id, id, REVIEWS + 1, state.reviews);
    const path = `/investigations/${id}/disclosure`;
    const query = { show: all ? 'all' : undefined, of: state.of };
    const nothing =
      rows.length === 0 && (await this.decisions.list(by.id, id, { workListOnly: false }, 1)).length === 0;
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
      of: state.of ?? ('' as const),
      nothing,
      everything,
      known,
      review: opened?.id ?? ('' as const),
      page: pagedOf(
        rows.map((row) => ({ ...row, id: row.clipId, sameAs: same.get(row.clipId) ?? '' })),
        { path, after: state.after, query },
        (row) => row,
      ),
      newestReview: opened,
      reviews: pagedOf(
        reviews,
        { path: `${path}#reviews`, after: state.reviews, query, name: 'reviews', perPage: REVIEWS },
        (row) => row,
      ),
      forms: FORMS.map((form) => {
        const newest = made.find((schedule) => schedule.form === form);
        const state = newest === undefined ? '' : FORM_STATE_WORDS[formState(newest)];
        return { form, words: FORM_WORDS[form], newest, state };
      }),
      bundles: pagedOf(
        bundles,
        { path: `${path}#bundles`, after: state.bundles, query, name: 'bundles', perPage: BUNDLES },
        (row) => row,
      ),
      ...forms,
      ticked: state.ticked ?? [],
      summary: Object.values(forms).flatMap(({ summary }) => summary),
      test: DISCLOSURE_TEST,
      classifications: radios(CLASSIFICATIONS, CLASSIFICATION_WORDS),
      occasions: radios(OCCASIONS, OCCASION_WORDS),
      certifications: CERTIFICATIONS,
      kinds: WRITTEN_KIND_WORDS,
      doubts: DOUBT_WORDS,
      presumptions: PRESUMPTION_WORDS,
      placeholders: Object.keys(PLACEHOLDERS)
        .map((name) => `{${name}}`)
        .join(', '),
    };
    show(response, 'areas/disclosure/disclosure.njk', context, status);
  }
}
