import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { TriageService, type SentClip } from '../../../../features/evidence';
import { RedactionChoicesService, type RedactionChoice } from '../../../../features/disclosure';
import { may, type Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import {
  ExtractsService,
  FacesService,
  PROPOSALS_MAX,
  RedactionService,
  reviewSeen,
  standingOf,
  type FaceSearch,
  type Film,
  type Redaction,
} from '../../../../features/redaction';
import { DomainError } from '../../../../kernel/errors';
import type { ClipId, RedactionId, ViewingId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { extractLine, mayGo, type ExtractLine } from '../../shell/clips/extract-view';
import { ClipViews, type OpenViewing } from '../../shell/clips/clip-view';
import { soundSeconds, speechOf, type Speech } from '../../shell/clips/speech';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show, type Choice } from '../../shell/layout/pages';
import { NOTHING } from './redaction.model';
import { CHOICES, maskLine, proposalLine, soundLine } from './redaction-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/redaction/redactions.njk': {
      readonly investigation: Investigation;
      readonly clip: SentClip;
      /** `undefined` of what cannot be drawn on. */
      readonly film: Film | undefined;
      readonly versions: readonly VersionView[];
      readonly extracts: readonly ExtractView[];
      /** Copies wait until a person has decided. */
      readonly quarantined: boolean;
      readonly newest: number;
      /** The newest version, where some of its masks stand still over the whole clip. */
      readonly stands: RedactionId | undefined;
      readonly viewing: OpenViewing | undefined;
      readonly viewingId: ViewingId | undefined;
      /** There is a picture of its sound. */
      readonly hasWave: boolean;
      readonly speech: Speech | undefined;
      readonly soundSeconds: number | undefined;
      /** What the script begins with, as JSON. */
      readonly drawn: string;
      readonly choices: typeof CHOICES;
      /** `undefined` where a machine does not look for faces and people. */
      readonly faces: FacesView | undefined;
      readonly drawnForm: FormState;
      readonly maskForm: FormState;
      readonly soundForm: FormState;
      readonly reviewForm: FormState & { readonly of?: RedactionId };
      /** Of disclosure officers. */
      readonly choiceForm: FormState;
      readonly choice: RedactionChoice | undefined;
      readonly canGo: readonly Choice[];
    };
  }
}

/** What a machine proposes, as the page begins with it. */
interface FacesView {
  readonly state: FaceSearch['state'];
  readonly words: string;
  readonly mayAsk: boolean;
  readonly lines: readonly string[];
  /** For the script. */
  readonly json: string;
  /** What is said besides where not all are proposed. */
  readonly more: string;
}

/** A version as its page shows it. */
export type VersionView = Omit<Redaction, 'recipe' | 'facts'> & {
  readonly lines: readonly string[];
  readonly trim: string | undefined;
  readonly proof: ProofView | undefined;
  readonly seen: Seen;
};

/** An extract: the same, with what it is called and what it is a part of. */
export type ExtractView = VersionView & Pick<ExtractLine, 'of' | 'times'>;

interface ProofView {
  readonly frames: number;
  readonly outsideDecibels: number;
  readonly picturesSha256: string;
  readonly text: string;
}

export interface RedactionPageState {
  readonly viewing?: ViewingId | undefined;
  readonly drawnForm?: FormState;
  readonly maskForm?: FormState;
  readonly soundForm?: FormState;
  readonly reviewForm?: FormState & { readonly of: RedactionId };
  readonly choiceForm?: FormState;
  readonly facesForm?: FormState;
}

/** The versions of a clip's redaction, and where the next one is drawn. */
@Injectable()
export class RedactionPage {
  constructor(
    private readonly redactions: RedactionService,
    private readonly triage: TriageService,
    private readonly investigations: InvestigationsService,
    private readonly views: ClipViews,
    private readonly choices: RedactionChoicesService,
    private readonly extracts: ExtractsService,
    private readonly looks: FacesService,
  ) {}

  async show(
    response: Response,
    by: Officer,
    id: ClipId,
    state: RedactionPageState = {},
    status = 200,
  ): Promise<void> {
    const clip = await this.triage.clip(by.id, id);
    const investigation = await this.investigations.get(by.id, clip.investigationId);
    const rows = await this.redactions.ofClip(by.id, id);
    const parts = await this.extracts.ofClip(by.id, id);
    const [newest] = rows;
    const before = newest?.recipe ?? NOTHING;
    const film = await this.filmOf(by, id);
    const stands = film !== undefined && standingOf(before.masks, film.frames).length > 0;
    const forms = {
      drawnForm: state.drawnForm ?? emptyForm(),
      maskForm: state.maskForm ?? emptyForm({ kind: 'solid', shape: 'rectangle' }),
      soundForm: state.soundForm ?? emptyForm({ kind: 'mute' }),
      reviewForm: state.reviewForm ?? emptyForm(),
      choiceForm: state.choiceForm ?? emptyForm(),
    };
    const choice = may(by.role, 'disclosure') ? await this.choices.of(by.id, id) : undefined;
    show(
      response,
      'areas/redaction/redactions.njk',
      {
        title: `Redaction of ${clip.exhibit ?? clip.fileName}`,
        investigation,
        clip,
        film,
        versions: rows.map(versionView),
        extracts: parts.map(extractView),
        quarantined: await this.redactions.isHeld(by.id, id),
        newest: newest?.version ?? 0,
        stands: stands ? newest?.id : undefined,
        viewing: state.viewing && (await this.views.viewing(by.id, id, state.viewing)),
        viewingId: state.viewing,
        hasWave: clip.renditions.some(({ kind, state }) => kind === 'waveform' && state === 'made'),
        speech: speechOf(clip.renditions),
        soundSeconds: soundSeconds(clip.renditions),
        drawn:
          state.drawnForm?.values['edits'] ??
          JSON.stringify({ masks: before.masks, sound: before.sound, trim: before.trim }),
        faces: film && facesView(await this.looks.ofClip(by.id, id)),
        choices: CHOICES,
        choice,
        canGo: [{ value: 'whole', text: 'Whole' }, ...[...rows, ...parts].filter(mayGo).map(choiceOf)],
        ...forms,
        summary: [...Object.values(forms), state.facesForm ?? emptyForm()].flatMap(({ summary }) => summary),
      },
      status,
    );
  }

  private async filmOf(by: Officer, id: ClipId): Promise<Film | undefined> {
    try {
      return await this.redactions.film(by.id, id);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'not-redactable') return undefined;
      throw error;
    }
  }
}

const choiceOf = ({ id, version, extract }: Redaction): Choice => ({
  value: id,
  text:
    extract === null
      ? `Redacted, as the copy of version ${version}`
      : `As the extract ${extract.reference}: ${extract.title}`,
});

const FACES_WORDS = {
  none: 'It has not looked through this recording.',
  waiting: 'The machine is looking through the recording. You can go on drawing.',
  failed: 'It could not look.',
} as const;
const MORE = `It saw more than ${PROPOSALS_MAX}; the ${PROPOSALS_MAX} seen longest are shown. `;

function facesView({ state, proposals, more, why }: FaceSearch): FacesView | undefined {
  if (state === 'off') return undefined;
  const none = proposals.length === 0;
  const made = none
    ? 'It proposes no face and no person. That does not mean that there is none.'
    : `${more ? MORE : ''}Draw on the clip to see each in the picture, and to cover it or dismiss it; or cover it by its numbers.`;
  return {
    state,
    words: why ?? (state === 'made' ? made : FACES_WORDS[state]),
    mayAsk: state === 'none' || state === 'failed',
    lines: proposals.map(proposalLine),
    json: JSON.stringify(proposals),
    more: more ? MORE : '',
  };
}

function extractView(row: Redaction): ExtractView {
  const { of, times } = extractLine(row);
  return { ...versionView(row), of, times };
}

function versionView({ recipe, facts, ...row }: Redaction): VersionView {
  const proof = facts?.['proof'] as unknown as Omit<ProofView, 'text'> | undefined;
  return {
    ...row,
    seen: reviewSeen(row),
    lines: [...(recipe?.masks.map(maskLine) ?? []), ...(recipe?.sound.map(soundLine) ?? [])],
    trim: recipe?.trim == null ? undefined : `frames ${recipe.trim.from} to ${recipe.trim.to}`,
    proof: proof && { ...proof, text: JSON.stringify(proof, null, 2) },
  };
}
