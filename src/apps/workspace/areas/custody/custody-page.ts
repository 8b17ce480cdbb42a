import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { TriageService } from '../../../../features/evidence';
import { may, type Officer } from '../../../../features/identity';
import { NotFound } from '../../../../kernel/errors';
import type { ClipId } from '../../../../kernel/ids';
import type { PathVerdict } from '../../../../verifier';
import { readerOf, HistoryViews, type HistoryLine } from '../../shell/history/history-view';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { CATEGORY_WORDS } from '../../shell/history/event-words';
import { emptyForm, type FormState } from '../../shell/forms/form';
import {
  filterHistory,
  pageOfHistory,
  peopleIn,
  readFilter,
  textIn,
  type HistoryFilter,
} from './history-filter';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/custody/history.njk': {
      readonly clipId: ClipId;
      readonly exhibit: { readonly id: string; readonly reference: string } | undefined;
      /** Of a clip that is no exhibit, for members. */
      readonly fileName: string | undefined;
      readonly page: Paged<HistoryLine>;
      readonly fitting: number;
      readonly total: number;
      readonly filter: HistoryFilter;
      readonly filtered: boolean;
      readonly people: readonly Choice[];
      readonly categories: readonly Choice[];
      readonly verdict: PathVerdict | undefined;
      readonly proofForm: FormState;
    };
  }
}

interface State {
  readonly query?: object;
  readonly proofForm?: FormState;
  readonly verdict?: PathVerdict;
}

/** What an item is called by those who may know. */
interface Name {
  readonly exhibit?: { readonly id: string; readonly reference: string };
  readonly fileName?: string | undefined;
}

/** The custody history of one item. */
@Injectable()
export class CustodyPage {
  constructor(
    private readonly histories: HistoryViews,
    private readonly triage: TriageService,
  ) {}

  async show(response: Response, by: Officer, id: ClipId, state: State, status = 200): Promise<void> {
    const lines = await this.histories.ofClip(readerOf(by), id);
    const filter = readFilter(state.query ?? {});
    const fitting = filterHistory(lines, filter);
    const after = textIn(state.query ?? {}, 'after') || undefined;
    const place = { path: `/clips/${id}/custody`, after, query: { ...filter } };
    const page = pagedOf(pageOfHistory(fitting, after, PAGE_DEFAULT), place, (line) => line);
    const proofForm = state.proofForm ?? emptyForm();
    const { exhibit, fileName } = await this.nameOf(by, id);
    const context = {
      title: `Custody history of ${exhibit?.reference ?? fileName ?? `clip ${id}`}`,
      clipId: id,
      ...{ exhibit, fileName },
      page,
      fitting: fitting.length,
      total: lines.length,
      filter,
      filtered: fitting.length < lines.length,
      people: peopleIn(lines),
      categories: Object.entries(CATEGORY_WORDS).map(([value, text]) => ({ value, text })),
      verdict: state.verdict,
      proofForm,
      summary: proofForm.summary,
    };
    show(response, 'areas/custody/history.njk', context, status);
  }

  /** The reference or the name of the file, for members; auditors learn no more of an item than its id. */
  private async nameOf(by: Officer, id: ClipId): Promise<Name> {
    if (!may(by.role, 'footage')) return {};
    const clip = await this.triage.clip(by.id, id).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (!clip?.exhibit || clip.exhibitId === null) return { fileName: clip?.fileName };
    return { exhibit: { id: clip.exhibitId, reference: clip.exhibit } };
  }
}
