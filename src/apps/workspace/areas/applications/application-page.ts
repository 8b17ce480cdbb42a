import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  APPLICATION_KINDS,
  ApplicationsService,
  AREA_GROUNDS,
  CONDITION_WORDS,
  CONDITIONS,
  GROUND_WORDS,
  KIND_WORDS,
  reliable,
  wantingIn,
  type ApplicationHead,
} from '../../../../features/applications';
import {
  momentText,
  occasionNumbers,
  partText,
  sharedBy,
  type Conduct,
  type Occasion,
} from '../../../../features/conduct';
import { may, type Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ApplicationId, InvestigationId } from '../../../../kernel/ids';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { typedOf, wordsField } from './application.model';

interface Picked {
  readonly id: string;
  readonly number: number;
  readonly when: string;
  readonly names: string;
  /** Other occasions with a version of one of its recordings. */
  readonly alsoIn: string | undefined;
  readonly reason: string;
  readonly ticked: boolean;
  /** Or it did when it was chosen. */
  readonly counts: boolean;
  readonly field: string;
  readonly words: string;
}

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/applications/applications.njk': {
      readonly investigation: Investigation;
      readonly applications: Paged<ApplicationHead>;
      /** None are shown in an emergency, whether there are some or not. */
      readonly reached: boolean;
    };
    'areas/applications/application.njk': {
      readonly investigation: Investigation;
      readonly application: ApplicationHead & { readonly newest: ApplicationId };
      readonly versions: Paged<ApplicationHead>;
      readonly wanting: readonly string[];
      readonly changed: readonly number[];
      readonly kinds: readonly Choice[];
      readonly grounds: readonly Choice[];
      readonly conditions: readonly { readonly name: string; readonly text: string }[];
      readonly occasions: readonly Picked[];
      readonly versionForm: FormState;
      readonly paperForm: FormState;
      readonly mayDisclose: boolean;
    };
  }
}

export interface Shown {
  readonly versionForm?: FormState;
  readonly paperForm?: FormState;
  /** Boxes that were ticked in a form that needs another look. */
  readonly ticked?: readonly string[];
  readonly after?: ApplicationId | undefined;
}

const VERSIONS = 10;
/** Of the parts of an occasion. */
const NAMES = 8;

/** Those that count, and whatever was chosen or written about before: nobody's words vanish because another decided. */
function pickable(conduct: Conduct, ticked: ReadonlySet<string>, values: FormState['values']): Picked[] {
  const counting = new Set(reliable(conduct));
  return conduct.occasions
    .filter((one) => counting.has(one) || ticked.has(one.id) || values[wordsField(one.id)])
    .map((one) => ({ ...pickedOf(one, ticked, values), counts: counting.has(one) }));
}

const pickedOf = (
  { id, number, moment, parts, decision }: Occasion,
  ticked: ReadonlySet<string>,
  values: FormState['values'],
): Omit<Picked, 'counts'> => ({
  ...{ id, number, when: momentText(moment), ticked: ticked.has(id), reason: decision?.reason ?? '' },
  names: parts.slice(0, NAMES).map(partText).join(', ') + (parts.length > NAMES ? ' and others' : ''),
  alsoIn: sharedBy({ parts }).length === 0 ? undefined : occasionNumbers(sharedBy({ parts })),
  field: wordsField(id),
  words: values[wordsField(id)] ?? '',
});

/** The field of an act is named in the summary by its occasion. */
const numbered = (summary: FormState['summary'], { occasions }: Conduct): FormState['summary'] =>
  summary.map((line) => {
    const of = occasions.find(({ id }) => line.href === `#version-${wordsField(id)}`);
    return of === undefined ? line : { ...line, text: `Occasion ${of.number}: ${line.text}` };
  });

@Injectable()
export class ApplicationPage {
  constructor(
    private readonly applications: ApplicationsService,
    private readonly investigations: InvestigationsService,
  ) {}

  async list(response: Response, by: Officer, id: InvestigationId, after?: ApplicationId): Promise<void> {
    const rows = await this.applications.list(by.id, id, VERSIONS + 1, after);
    const path = `/investigations/${id}/applications`;
    show(response, 'areas/applications/applications.njk', {
      title: 'Stalking protection orders',
      investigation: await this.investigations.get(by.id, id),
      reached: await this.applications.reached(by.id, id),
      applications: pagedOf(rows, { path, after, perPage: VERSIONS }, (row) => row),
    });
  }

  async show(
    response: Response,
    by: Officer,
    id: ApplicationId,
    { versionForm, paperForm = emptyForm(), ticked, after }: Shown = {},
    status?: number,
  ): Promise<void> {
    const { row, conduct, changed } = await this.applications.one(by.id, id);
    const { content, ...head } = row;
    const boxes = new Set(ticked ?? content.acts.map(({ occasion }) => occasion));
    const form = versionForm ?? emptyForm(typedOf(row));
    const versions = await this.applications.versions(by.id, id, VERSIONS + 1, after);
    const context = {
      title: `Application ${row.number}, version ${row.version}`,
      investigation: await this.investigations.get(by.id, row.investigationId),
      application: { ...head, respondent: content.respondent.name },
      versions: pagedOf(
        versions,
        { path: `/applications/${id}#versions`, after, perPage: VERSIONS },
        (version) => version,
      ),
      wanting: wantingIn(content),
      changed,
      kinds: APPLICATION_KINDS.map((value) => ({ value, text: KIND_WORDS[value] })),
      grounds: [
        { value: '', text: 'Not said yet' },
        ...AREA_GROUNDS.map((value) => ({ value, text: GROUND_WORDS[value] })),
      ],
      conditions: CONDITIONS.map((name) => ({ name, text: CONDITION_WORDS[name] })),
      occasions: pickable(conduct, boxes, form.values),
      versionForm: form,
      paperForm,
      mayDisclose: may(by.role, 'disclosure'),
      summary: [...numbered(form.summary, conduct), ...paperForm.summary],
    };
    show(response, 'areas/applications/application.njk', context, status);
  }
}
