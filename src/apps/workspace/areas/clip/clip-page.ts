import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ADDITION_WORDS } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { QuarantineService } from '../../../../features/malware';
import { SentSealsService } from '../../../../features/seals';
import type { ClipId, MarkerId, ViewingId } from '../../../../kernel/ids';
import { Around, type AroundView } from './around';
import { ClipViews, type ClipView, type OpenViewing } from '../../shell/clips/clip-view';
import { CONTENT_WORDS } from '../../shell/history/event-words';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { malwarePart, type MalwarePart } from './malware-view';
import { overlayTimes, type OverlayTime } from './player-view';
import { sealPart, type SealPart } from './seal-view';
import { TimeViews, type TimesView } from '../../shell/clips/time-view';
import { WatchingViews, type WatchingView } from '../../shell/clips/watching-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/clip/clip.njk': ClipView &
      AroundView &
      WatchingView &
      ClipForms & {
        readonly times: TimesView;
        readonly seal: SealPart;
        readonly malware: MalwarePart;
        readonly overlayTimes: readonly OverlayTime[];
        readonly viewing: OpenViewing | undefined;
        readonly viewingId: ViewingId | undefined;
        readonly addedWords: string;
        readonly words: typeof CONTENT_WORDS;
      };
  }
}

interface ClipForms {
  readonly acceptForm: FormState;
  readonly declineForm: FormState;
  readonly downloadForm: FormState;
  readonly quarantineForm: FormState;
  readonly timeForm: FormState;
  readonly overlayForm: FormState;
  readonly learnedForm: FormState;
  readonly stillForm: FormState;
  readonly seriesForm: FormState;
  readonly markerForm: FormState;
  readonly extractForm: FormState;
  /** Of one note. */
  readonly strikeForm: FormState & { readonly marker?: string };
}

export interface ClipPageState extends Partial<ClipForms> {
  readonly viewing?: ViewingId | undefined;
  /** The note after which the notes shown begin. */
  readonly notes?: MarkerId | undefined;
}

/** The page of one clip with its forms. */
@Injectable()
export class ClipPage {
  constructor(
    private readonly views: ClipViews,
    private readonly times: TimeViews,
    private readonly watching: WatchingViews,
    private readonly seals: SentSealsService,
    private readonly around: Around,
    private readonly quarantine: QuarantineService,
  ) {}

  async show(
    response: Response,
    by: Officer,
    id: ClipId,
    state: ClipPageState = {},
    status = 200,
  ): Promise<void> {
    const view = await this.views.of(by.id, id);
    if (view.clip.written) {
      goTo(response, `/written/${id}`);
      return;
    }
    const times = await this.times.of(by.id, id);
    const viewing = state.viewing && (await this.views.viewing(by.id, id, state.viewing));
    const proposal = view.clip.outcome === null ? await this.views.proposal(by.id, view.clip) : {};
    const forms = {
      acceptForm: state.acceptForm ?? emptyForm(proposal),
      declineForm: state.declineForm ?? emptyForm(),
      downloadForm: state.downloadForm ?? emptyForm(),
      quarantineForm: state.quarantineForm ?? emptyForm(),
      timeForm: state.timeForm ?? emptyForm(),
      overlayForm: state.overlayForm ?? emptyForm(),
      learnedForm: state.learnedForm ?? emptyForm(),
      stillForm: state.stillForm ?? emptyForm(),
      seriesForm: state.seriesForm ?? emptyForm({ count: '8' }),
      markerForm: state.markerForm ?? emptyForm(),
      extractForm: state.extractForm ?? emptyForm({ source: 'whole' }),
      strikeForm: state.strikeForm ?? emptyForm(),
    };
    const summary = Object.values(forms).flatMap((form) => form.summary);
    const title = view.clip.exhibit ?? view.clip.fileName;
    show(
      response,
      'areas/clip/clip.njk',
      {
        title,
        ...view,
        times,
        seal: sealPart(await this.seals.of(id)),
        malware: malwarePart(await this.quarantine.of(id), {
          made: view.clip.derivedFrom !== null,
          held: await this.quarantine.holds(id),
        }),
        overlayTimes: overlayTimes(times),
        viewing,
        viewingId: viewing && state.viewing,
        ...(await this.around.of(by.id, view.clip)),
        ...(await this.watching.of(by.id, view.clip, state)),
        addedWords: view.clip.addedAs === null ? '' : ADDITION_WORDS[view.clip.addedAs],
        ...forms,
        summary,
        words: CONTENT_WORDS,
      },
      status,
    );
  }
}
