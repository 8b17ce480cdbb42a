import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  AccessService,
  CopiesHeld,
  NoRendition,
  QueueService,
  TriageService,
  type Place,
  type SentClip,
} from '../../../../features/evidence';
import { IncidentsService } from '../../../../features/diary';
import type { Officer } from '../../../../features/identity';
import type { ClipId, OfficerId, ViewingId } from '../../../../kernel/ids';
import { ClipViews, type ClipView, type OpenViewing } from '../../shell/clips/clip-view';
import { TimeViews, type TimesView } from '../../shell/clips/time-view';
import { incidentView } from '../../shell/diary/incident.model';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/triage/triage.njk': Omit<ClipView, 'failed' | 'speech' | 'soundSeconds'> & {
      readonly place: Place;
      readonly following: readonly SentClip[];
      readonly viewing: OpenViewing | undefined;
      readonly times: TimesView;
      /** What the victim wrote of what the clip shows. */
      readonly incident: ReturnType<typeof incidentView> | undefined;
      /** The clip that was decided just now. */
      readonly last: SentClip | undefined;
      readonly acceptForm: FormState;
      readonly declineForm: FormState;
    };
  }
}

const SHOWN = 15;

export interface QueuePageState {
  readonly viewing?: ViewingId | undefined;
  readonly last?: ClipId | undefined;
  readonly acceptForm?: FormState;
  readonly declineForm?: FormState;
}

/** One clip of the queue with its picture and what can be decided about it. */
@Injectable()
export class QueuePage {
  constructor(
    private readonly views: ClipViews,
    private readonly triage: TriageService,
    private readonly queue: QueueService,
    private readonly access: AccessService,
    private readonly times: TimeViews,
    private readonly incidents: IncidentsService,
  ) {}

  async show(
    response: Response,
    by: Officer,
    id: ClipId,
    state: QueuePageState = {},
    status = 200,
  ): Promise<void> {
    const view = await this.views.of(by.id, id);
    const place = await this.queue.place(by.id, id);
    const following = await this.triage.list(by.id, view.clip.investigationId, true, SHOWN, id);
    const viewing = state.viewing && (await this.views.viewing(by.id, id, state.viewing));
    const forms = {
      acceptForm: state.acceptForm ?? emptyForm({ ...place.producer }),
      declineForm: state.declineForm ?? emptyForm({ note: 'not-needed' }),
    };
    const summary = Object.values(forms).flatMap((form) => form.summary);
    const written = await this.incidents.ofClip(id);
    const title = `Decide about ${view.clip.fileName}`;
    const context = {
      ...{ title, ...view, place, following, viewing, ...forms, summary },
      times: await this.times.of(by.id, id),
      incident: written && incidentView(written),
      last: state.last && (await this.triage.clip(by.id, state.last)),
    };
    show(response, 'areas/triage/triage.njk', context, status);
  }

  /** Opens the clip's contact sheet, which is a look and is logged as one, and goes to its page. */
  async open(response: Response, by: OfficerId, id: ClipId, last?: ClipId): Promise<void> {
    const viewing = await this.sheet(by, id);
    const said = Object.entries({ viewing, last }).filter(
      (entry): entry is [string, ViewingId | ClipId] => entry[1] !== undefined,
    );
    const query = new URLSearchParams(said).toString();
    goTo(response, `/clips/${id}/triage${query === '' ? '' : `?${query}`}`);
  }

  /** Opens the viewing copy, which is a look of its own, and stays at the clip. */
  async watch(response: Response, by: OfficerId, id: ClipId): Promise<void> {
    const { id: viewing } = await this.access.open(by, id, 'proxy', 'view');
    goTo(response, `/clips/${id}/triage?viewing=${viewing}`);
  }

  /** To the clip after this one, or back to the investigation when none waits. */
  async goOn(response: Response, by: OfficerId, id: ClipId): Promise<void> {
    const { investigationId, clipId } = await this.queue.after(by, id);
    if (clipId === undefined || clipId === id)
      goTo(response, `/investigations/${investigationId}?last=${id}#triage`);
    else await this.open(response, by, clipId, id);
  }

  private async sheet(by: OfficerId, id: ClipId): Promise<ViewingId | undefined> {
    const clip = await this.triage.clip(by, id);
    if (clip.masterAt === null) return undefined;
    try {
      return (await this.access.open(by, id, 'contact-sheet', 'view')).id;
    } catch (error) {
      if (error instanceof NoRendition || error instanceof CopiesHeld) return undefined;
      throw error;
    }
  }
}
