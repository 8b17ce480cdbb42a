import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  BundlesService,
  draftSeen,
  isHeldBack,
  type BundleRequest,
  type BundleDraft,
  type BundleKind,
  type BundleRow,
  type LinksOfBefore,
  type SinceSealed,
  type Taken,
} from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { BundleId, ClipId, InvestigationId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { fieldWords, WORDS_OF, type EventType } from '../../../../custody';
import { CONTENT_WORDS } from '../../shell/history/event-words';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/bundles/preview.njk': {
      readonly investigation: Investigation;
      readonly draft: BundleDraft;
      readonly form: FormState;
      readonly kind: BundleKind;
      /** Transcripts and films that were decided to go, and do not. */
      readonly heldBack: BundleDraft['withheld'];
      readonly contentWords: typeof CONTENT_WORDS;
      readonly openings: readonly string[];
      /** Items that are ticked: all, until the officer takes some out. */
      readonly picked: readonly ClipId[];
      readonly seen: Seen;
      readonly supersedes: string;
      /** Of a bundle of kind `order`. */
      readonly application: string;
    };
    'areas/bundles/bundle.njk': {
      readonly bundle: BundleRow;
      readonly since: SinceSealed | undefined;
      /** Labels of what it holds and was refused since. */
      readonly refused: readonly string[];
      readonly linksOfBefore: LinksOfBefore | undefined;
      readonly taken: readonly Taken[];
      readonly downloadForm: FormState;
      readonly revokeForm: FormState;
    };
  }
}

/** `exhibit-registered.producerName` in words; nothing when every value is opened. */
function openingWords(openings: readonly string[] | 'all'): string[] {
  if (openings === 'all') return [];
  return openings.map((opening) => {
    const [type = '', field = ''] = opening.split('.');
    return `${WORDS_OF[type as EventType].officers}: ${fieldWords(field)}`;
  });
}

/** A form that needs another look. */
interface PickedBefore {
  readonly form?: FormState;
  readonly picked?: ReadonlySet<string>;
  readonly status?: number;
}

/** The pages of one bundle: before it is sealed, and after. */
@Injectable()
export class BundlePages {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly bundles: BundlesService,
  ) {}

  /** @throws NotFound */
  async preview(
    response: Response,
    by: Officer,
    id: InvestigationId,
    wanted: BundleRequest,
    { form = emptyForm(), picked, status = 200 }: PickedBefore = {},
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const draft = await this.bundles.preview(by.id, id, wanted);
    show(
      response,
      'areas/bundles/preview.njk',
      {
        title: `Preview of ${wanted.kind === 'order' ? 'an' : 'a'} ${wanted.kind} bundle`,
        ...{ investigation, draft, form, summary: form.summary, seen: draftSeen(draft) },
        picked: draft.items.map(({ row }) => row.clipId).filter((item) => picked?.has(item) ?? true),
        kind: wanted.kind,
        heldBack: wanted.kind === 'prosecution' ? [] : draft.withheld.filter(isHeldBack),
        contentWords: CONTENT_WORDS,
        openings: openingWords(draft.contents.openings),
        supersedes: wanted.supersedes ?? form.values['supersedes'] ?? '',
        application: wanted.application ?? '',
      },
      status,
    );
  }

  /** @throws NotFound */
  async bundle(
    response: Response,
    by: Officer,
    id: BundleId,
    forms: { readonly downloadForm?: FormState; readonly revokeForm?: FormState } = {},
    status = 200,
  ): Promise<void> {
    const bundle = await this.bundles.get(by.id, id);
    const since = await this.bundles.changedSince(by.id, bundle);
    const refused = await this.bundles.refusedIn(by.id, bundle);
    const linksOfBefore = await this.bundles.linksOfBefore(by.id, bundle);
    const taken = await this.bundles.takenOf(by.id, bundle);
    const { downloadForm = emptyForm(), revokeForm = emptyForm() } = forms;
    show(
      response,
      'areas/bundles/bundle.njk',
      {
        title: bundle.folder,
        ...{ bundle, since, refused, linksOfBefore, taken, downloadForm, revokeForm },
        summary: [...downloadForm.summary, ...revokeForm.summary],
      },
      status,
    );
  }
}
