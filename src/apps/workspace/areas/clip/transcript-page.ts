import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import type { Investigation } from '../../../../features/investigations';
import {
  asTyped,
  begunFrom,
  hasTyped,
  shownTime,
  TranscriptsService,
  typedBy,
  WordsService,
  type Transcript,
} from '../../../../features/transcripts';
import type { ClipId, ViewingId } from '../../../../kernel/ids';
import { ClipViews, type ClipView, type OpenViewing } from '../../shell/clips/clip-view';
import { captionsOf, type Captions } from '../../shell/clips/captions';
import { TimeViews } from '../../shell/clips/time-view';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { overlayTimes, type OverlayTime } from './player-view';
import { wordsView, type WordsView } from './words-view';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/clip/transcript.njk': Pick<ClipView, 'clip' | 'made' | 'failed' | 'speech' | 'soundSeconds'> & {
      readonly investigation: Investigation;
      readonly versions: readonly VersionView[];
      /** The newest version, while it is typed. */
      readonly draft: (VersionView & { readonly mine: boolean }) | undefined;
      /** What a program proposes for a draft of one's own; `undefined` where there is none. */
      readonly words: WordsView | undefined;
      /** What the script begins with, as JSON, and the same as text. */
      readonly lines: string;
      readonly typed: string;
      /** What was sent and not saved, where nobody types here any more. */
      readonly refused: string | undefined;
      readonly languages: readonly { readonly tag: string; readonly name: string }[];
      readonly captions: Captions | undefined;
      readonly overlayTimes: readonly OverlayTime[];
      readonly viewing: OpenViewing | undefined;
      readonly viewingId: ViewingId | undefined;
      readonly canType: boolean;
      readonly beginForm: FormState;
      readonly linesForm: FormState;
      /** Of the player. */
      readonly stillForm: FormState;
      readonly markerForm: FormState;
    };
  }
}

/** Of many that are spoken at doors; any other tag may be typed. */
const TAGS = 'ar bn cy en es fa fr gu hi it ku pa pl ps pt ro ru so sq ta tr uk ur vi yue zh'.split(' ');
const NAMES = new Intl.DisplayNames('en', { type: 'language' });
const LANGUAGES = TAGS.map((tag) => ({ tag, name: NAMES.of(tag) ?? tag }));

type VersionView = Omit<Transcript, 'lines' | 'captions' | 'proposedBy'> & {
  readonly mayCheck: boolean;
  readonly typedBy: string;
  /** That words of it were proposed by a program; empty of others. */
  readonly begunFrom: string;
  readonly rows: readonly {
    readonly times: string;
    readonly speaker: string;
    readonly words: string;
    readonly language: string;
    readonly translation: string;
  }[];
};

export interface TranscriptPageState {
  readonly viewing?: ViewingId | undefined;
  readonly beginForm?: FormState;
  readonly linesForm?: FormState;
  readonly checkForm?: FormState;
  readonly wordsForm?: FormState;
}

/** What is said in a clip: its versions, and the draft beside the player. */
@Injectable()
export class TranscriptPage {
  constructor(
    private readonly transcripts: TranscriptsService,
    private readonly views: ClipViews,
    private readonly times: TimeViews,
    private readonly words: WordsService,
  ) {}

  async show(
    response: Response,
    by: Officer,
    id: ClipId,
    state: TranscriptPageState = {},
    status = 200,
  ): Promise<void> {
    const { clip, investigation, made, failed, speech, soundSeconds } = await this.views.of(by.id, id);
    const rows = await this.transcripts.ofClip(by.id, id);
    const [newest] = rows;
    const draft = newest?.state === 'draft' ? newest : undefined;
    const mine = draft?.authorId === by.id ? draft : undefined;
    const forms = {
      beginForm: state.beginForm ?? emptyForm(),
      linesForm: state.linesForm ?? emptyForm(),
    };
    show(
      response,
      'areas/clip/transcript.njk',
      {
        title: `Transcript of ${clip.exhibit ?? clip.fileName}`,
        ...{ clip, investigation, made, failed, speech, soundSeconds },
        versions: rows.filter((row) => row !== draft).map((row) => versionOf(row, by)),
        draft: draft && { ...versionOf(draft, by), mine: mine !== undefined },
        words: mine && wordsView(await this.words.ofClip(by.id, id), mine),
        lines: JSON.stringify(draft?.lines ?? []),
        typed: forms.linesForm.values['lines'] ?? asTyped(draft?.lines ?? []),
        refused: mine !== undefined ? undefined : state.linesForm?.values['lines'],
        languages: LANGUAGES,
        captions: captionsOf(rows),
        overlayTimes: overlayTimes(await this.times.of(by.id, id)),
        viewing: state.viewing && (await this.views.viewing(by.id, id, state.viewing)),
        viewingId: state.viewing,
        canType: clip.masterAt !== null && clip.erasedAt === null && clip.media?.['kind'] === 'media',
        ...forms,
        ...{ stillForm: emptyForm(), markerForm: emptyForm() },
        summary: [
          ...Object.values(forms),
          state.checkForm ?? emptyForm(),
          state.wordsForm ?? emptyForm(),
        ].flatMap(({ summary }) => summary),
      },
      status,
    );
  }
}

function versionOf({ lines, captions: _captions, proposedBy, ...row }: Transcript, by: Officer): VersionView {
  return {
    ...row,
    mayCheck: row.state === 'finished' && !hasTyped(row, by.id),
    typedBy: typedBy({ ...row, proposedBy }),
    begunFrom: begunFrom(proposedBy),
    rows: lines.map(({ start, end, ...said }) => ({
      ...said,
      times: `${shownTime(start)} – ${shownTime(end)}`,
    })),
  };
}
