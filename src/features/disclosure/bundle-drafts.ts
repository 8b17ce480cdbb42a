import { Injectable } from '@nestjs/common';
import type { ApplicationId, ClipId, InvestigationId } from '../../kernel/ids';
import { seenOf, type Seen } from '../../kernel/seen';
import type { Transaction } from '../../platform/database';
import { ApplicationsService } from '../applications';
import { versionsIn, type Versions } from '../footage';
import { RENDITION_KINDS, type RenditionKind } from '../evidence';
import { WrittenService } from '../written';
import { applicationProblems } from './application-problems';
import type { BundleItemRow } from './bundles.repository';
import { APPLICATION_LABEL, APPLICATION_WORDS, applicationIn, isApplication } from './domain/application';
import {
  courtBundle,
  defenceBundle,
  itemsOf,
  orderBundle,
  prosecutionBundle,
  type Bundle,
  type BundleItem,
  type BundleKind,
} from './domain/bundle';
import { givenFiles, NO_ORIGINAL } from './domain/copies';
import { itemFolder } from './domain/folder';
import { endorsedOtherwise } from './domain/endorsement';
import {
  calledOf,
  descriptionOf,
  labelOf,
  sortItems,
  type SensitiveItem,
  type SortedItems,
} from './domain/item';
import { givenAsVersion, withheldVersion } from './domain/versions';
import type { HeldNow } from './domain/since';
import { FORM_WORDS, type CurrentForms, type Form } from './domain/schedule';
import { heldBack, idsOf } from './domain/transcripts';
import {
  decidedToGo,
  withheldByChoice,
  withheldFromCopies,
  withheldFromCourt,
  withheldFromDefence,
  withheldFromOrder,
  type Withheld,
} from './domain/withheld';
import { CopiesRepository, type SafeCopyState } from './copies.repository';
import { RedactionChoicesRepository, type RedactionChoice } from './redacted/choices.repository';
import { FormsInForce } from './forms';
import { decidedFacts, ItemsRepository, type CaseItem } from './items.repository';

export interface DraftItem {
  readonly item: BundleItem;
  readonly row: BundleItemRow;
  /** Its label, and of what has none yet its name: for officers, never in a bundle. */
  readonly called: string;
  readonly original: boolean;
  readonly copies: readonly RenditionKind[];
  /** How it goes to the defence and the court; `undefined`: whole. */
  readonly choice: RedactionChoice | undefined;
}

/** What a bundle would be if it were asked for now. */
export interface BundleDraft {
  readonly contents: Bundle;
  readonly items: readonly DraftItem[];
  /**
   * What the court is not given, of a bundle for the court or of an application; else what the defence is not given; and why. Shown to the
   * officer; what the defence is not given goes along to the prosecutor alone.
   */
  readonly withheld: readonly Withheld[];
  /** Why it cannot be sealed yet, in sentences. */
  readonly problems: readonly string[];
  /** Those of them that are neither of forms nor of what was picked: of one item, or of the whole (null). */
  readonly inTheWay: HeldNow['inTheWay'];
}

/** What a preview shows of what would go and what would not: whoever asks for the bundle saw that, and nothing else. */
export const draftSeen = ({ contents, items, withheld }: BundleDraft): Seen =>
  seenOf([
    contents.schedules.map(({ id }) => id),
    items.map(({ row, original, copies }) => [row, original, copies]),
    withheld,
  ]);

const NEEDED: Readonly<Record<BundleKind, readonly Form[]>> = {
  prosecution: ['MG12', 'MG6C', 'MG6D', 'MG6E'],
  defence: ['MG12', 'MG6C'],
  court: ['MG12'],
  order: [],
};

/** Puts together what may go to whom, from the decisions that stand. */
@Injectable()
export class BundleDrafts {
  constructor(
    private readonly items: ItemsRepository,
    private readonly forms: FormsInForce,
    private readonly copies: CopiesRepository,
    private readonly choices: RedactionChoicesRepository,
    private readonly written: WrittenService,
    private readonly applications: ApplicationsService,
  ) {}

  lock(tx: Transaction, id: InvestigationId): Promise<void> {
    return this.items.lock(tx, id);
  }

  async of(
    tx: Transaction,
    id: InvestigationId,
    { kind, items: chosen, application }: Wanted,
  ): Promise<BundleDraft> {
    await this.written.collect(tx, id);
    const named = application === undefined ? [] : await this.items.named(tx, application);
    const changed = application === undefined ? [] : await this.applications.changedActs(tx, application);
    const goes = new Set(named.map(({ item }) => item));
    const every = await this.items.all(tx, id);
    const all = kind === 'order' ? every.filter(({ clipId }) => goes.has(clipId)) : every;
    const sorted = sortItems(all.map(decidedFacts).filter((item) => item !== undefined));
    const { sensitive } = sortItems(every.map(decidedFacts).filter((item) => item !== undefined));
    const versions = await versionsIn(tx, id);
    const forms = await this.forms.of(tx, id, sorted, versions);
    const safe = await this.copies.safe(
      tx,
      all.map(({ clipId }) => clipId),
    );
    const open = all.filter(({ stands }) => !stands).map(undecided);
    const removed = new Map([...safe].map(([clip, copy]) => [clip, copy.removed]));
    const choices = await this.choices.newest(
      tx,
      all.map(({ clipId }) => clipId),
    );
    const fromDefence = (): Withheld[] => [
      ...withheldFromDefence(sorted, open),
      ...withheldFromCopies(sorted, removed),
    ];
    const withheld = [
      ...{
        prosecution: fromDefence,
        defence: fromDefence,
        court: () => withheldFromCourt(sorted, open),
        order: () => withheldFromOrder(sorted, open, applicationIn(sorted.unused, application ?? null)),
      }[kind](),
      ...givenAsVersion(
        kind === 'court' || kind === 'order' ? sorted.evidence : decidedToGo(sorted),
        sorted,
        versions,
      ),
      ...withheldByChoice(kind === 'order' ? { ...sorted, unused: [] } : sorted, choices),
    ];
    const selection = chosen && new Set(chosen);
    const contents = {
      prosecution: () => prosecutionBundle(sorted, forms, withheld, selection),
      defence: () => defenceBundle(sorted, forms, selection),
      court: () => courtBundle(sorted, forms, selection),
      order: () => orderBundle(sorted, application ?? null, selection),
    }[kind]();
    const made = await this.copies.made(
      tx,
      itemsOf(contents).map(({ clipId }) => clipId),
    );
    const items = itemsOf(contents).map((item, place) =>
      draftItem(kind, item, place, made.get(item.clipId) ?? [], choices.get(item.clipId)),
    );
    const revealing = await this.items.papersThatTell(tx, id);
    const locked = new Set(all.filter((item) => item.locked).map(({ clipId }) => clipId));
    const ofAll = [
      ...applicationProblems({ kind, application }, contents, { named, changed, items: all }),
      ...(kind === 'defence' ? endorsementProblems(sorted) : []),
    ];
    const ofItems = [
      (item: DraftItem) => itemProblem(item, locked),
      ({ called, choice }: DraftItem) => redactionProblem(called, choice),
      (item: DraftItem) => (kind === 'defence' ? copyProblem(item, safe) : []),
      (item: DraftItem) => (kind === 'defence' || kind === 'court' ? revealingProblem(item, revealing) : []),
      (item: DraftItem) => (kind === 'prosecution' ? [] : versionProblem(item, sensitive, versions)),
    ].flatMap((problemsOf) =>
      items.flatMap((item) => problemsOf(item).map((why) => ({ clipId: item.row.clipId, why }))),
    );
    const problems = [
      ...missingForms(kind, forms),
      ...ofAll,
      ...(items.length === 0 ? ['No item may go into this bundle yet.'] : []),
      ...(chosen?.length === items.length || chosen === undefined
        ? []
        : ['An item that was picked may not go into this bundle.']),
      ...ofItems.map(({ why }) => why),
    ];
    const inTheWay = [...ofAll.map((why) => ({ clipId: null, why })), ...ofItems];
    return { contents, items, withheld, problems, inTheWay };
  }
}

interface Wanted {
  readonly kind: BundleKind;
  readonly items?: readonly ClipId[] | undefined;
  readonly application?: ApplicationId | undefined;
}

/** It may not say that there is what is withheld. */
const revealingProblem = ({ row, called }: DraftItem, revealing: ReadonlySet<ClipId>): string[] =>
  revealing.has(row.clipId)
    ? [
        `${called} tells of something that is withheld from the defence or erased by now, or it is not known of what it tells. Decide that it is sensitive, or make it anew and decide about that.`,
      ]
    : [];

/** What was withheld would be given all the same. */
function versionProblem(
  { item, called }: DraftItem,
  sensitive: readonly SensitiveItem[],
  versions: Versions,
): string[] {
  const other = withheldVersion(item, sensitive, versions);
  if (other === undefined) return [];
  return [
    `${called} is the same recording as ${calledOf(other)}, which is sensitive. Decide the same about both, or decide about one of them again and say that they differ on purpose.`,
  ];
}

const undecided = ({ clipId, fileName, exhibit, decision }: CaseItem) => ({
  clipId,
  label: exhibit?.reference ?? fileName,
  inReview: decision !== null,
});

function draftItem(
  kind: BundleKind,
  item: BundleItem,
  place: number,
  made: readonly RenditionKind[],
  choice: RedactionChoice | undefined,
): DraftItem {
  const isItself = kind === 'order' && isApplication(item);
  const label = isItself ? APPLICATION_LABEL : labelOf(item);
  const redactionId = choice?.redactionId ?? null;
  const given = givenFiles(kind, item, redactionId !== null);
  return {
    item,
    called: isItself ? APPLICATION_LABEL : calledOf(item),
    row: {
      ...{ position: place + 1, clipId: item.clipId, decisionId: item.decisionId, label },
      folder: itemFolder(label),
      isExhibit: item.exhibit !== null,
      producer: item.exhibit?.producer ?? '',
      description: isItself ? APPLICATION_WORDS : descriptionOf(item),
      redactionId,
    },
    original: given.original,
    copies: RENDITION_KINDS.filter((copy) => given.copies.includes(copy) && made.includes(copy)),
    choice,
  };
}

function missingForms(kind: BundleKind, forms: CurrentForms): string[] {
  return NEEDED[kind].flatMap((form) => {
    const made = forms[form];
    if (made === undefined)
      return [
        `Make the ${form} first (${FORM_WORDS[form].toLowerCase()}): there is none that fits the decisions.`,
      ];
    return made.signedAt ? [] : [`Sign the ${form} first: a bundle carries no draft.`];
  });
}

function endorsementProblems(items: SortedItems): string[] {
  const going = idsOf(decidedToGo(items));
  return items.unused.flatMap((item) => {
    const label = labelOf(item);
    const held = item.meetsTest ? heldBack(item, going) : undefined;
    const problem = endorsedOtherwise(item.endorsed, item.meetsTest && held === undefined);
    if (problem === undefined) return [];
    if (held === undefined) return [`${label}: ${problem}. Decide about it again.`];
    return [
      `${label}: the prosecutor endorsed it ${item.endorsed ?? ''}, and it is held back from the defence: ${held}. Ask the prosecutor again if it is to stay so.`,
    ];
  });
}

/** A copy that was chosen, and then refused, or is of another master. */
const redactionProblem = (label: string, choice: RedactionChoice | undefined): string[] =>
  choice === undefined || choice.mayGo
    ? []
    : [
        `${choice.extract === null ? `The redacted copy of ${label} that was chosen (version ${choice.version ?? 0})` : `The extract ${choice.extract} that was chosen for ${label}`} may not go any more. Choose another, or that it goes whole.`,
      ];

/** Where there is nothing at all to give, `itemProblem` says so. */
function copyProblem(
  { row: { clipId, redactionId }, called, original, copies }: DraftItem,
  safe: ReadonlyMap<ClipId, SafeCopyState>,
): string[] {
  // No copy but the redacted one goes.
  if (redactionId !== null) return [];
  const { state, code } = safe.get(clipId) ?? {};
  if (state === 'pending') return [`The copy of ${called} for the defence is still being made.`];
  if (state !== 'failed' || original || copies.length === 0) return [];
  if (code === NO_ORIGINAL)
    return [
      `The original of ${called} was missing or damaged in the evidence store when its copy for the defence was to be made. Tell the operator, and leave it out of this bundle. Once the original is back, choose an extract or a redacted copy of it, or decide that the original goes.`,
    ];
  return [
    `No copy of ${called} could be made for the defence that holds up against the original. Decide whether its original goes to the defence, or leave it out of this bundle.`,
  ];
}

function itemProblem({ item, called, original, copies }: DraftItem, locked: ReadonlySet<ClipId>): string[] {
  if (!locked.has(item.clipId))
    return [`The original of ${called} is not locked yet. Look again in a moment.`];
  if (original || copies.length > 0) return [];
  if (item.isWritten === true)
    return [
      `${called} is written: it goes whole or not at all. Decide whether the defence is given it whole.`,
    ];
  return [`${called} has no viewing copy. Decide whether its original goes to the defence.`];
}
