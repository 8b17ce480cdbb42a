import type { ApplicationId, ClipId } from '../../../kernel/ids';
import { applicationIn, type ApplicationItem } from './application';
import type { EvidenceItem, SensitiveItem, SortedItems, UnusedItem } from './item';
import { DISCLOSABLE, type DisclosableField, type Openings } from './openings';
import type { CurrentForms, Mg12, Mg6c, Mg6d, Mg6e } from './schedule';
import { idsOf, withTheirParts, withTheirRecordings } from './transcripts';
import type { Withheld } from './withheld';

export const BUNDLE_KINDS = ['prosecution', 'defence', 'court', 'order'] as const;
export type BundleKind = (typeof BUNDLE_KINDS)[number];

/** May hold everything. */
export interface ProsecutionBundle {
  readonly kind: 'prosecution';
  readonly evidence: readonly EvidenceItem[];
  readonly unused: readonly UnusedItem[];
  readonly sensitive: readonly SensitiveItem[];
  readonly schedules: readonly (Mg12 | Mg6c | Mg6d | Mg6e)[];
  readonly openings: 'all';
  readonly withheld: readonly Withheld[];
  /** The custody record of the investigation. It names every clip that was sent, so no other kind has it. */
  readonly investigationRecord: 'whole';
}

/** Has no field that could hold a sensitive item, an opening of a protected field or a row of an MG6D. */
export interface DefenceBundle {
  readonly kind: 'defence';
  readonly evidence: readonly EvidenceItem[];
  /** Unused items that might undermine the prosecution case or assist the accused. */
  readonly unused: readonly UnusedItem[];
  readonly schedules: readonly (Mg12 | Mg6c)[];
  readonly openings: Openings<DisclosableField>;
}

/** The exhibits alone. */
export interface CourtBundle {
  readonly kind: 'court';
  readonly evidence: readonly EvidenceItem[];
  readonly schedules: readonly Mg12[];
  readonly openings: Openings<DisclosableField>;
}

/**
 * For a magistrates' court, on an application for an order: the application and the exhibits that it names. It has no form: it is no
 * disclosure in criminal proceedings.
 */
export interface OrderBundle {
  readonly kind: 'order';
  /** None while nobody has decided about it. */
  readonly application: ApplicationItem | undefined;
  readonly evidence: readonly EvidenceItem[];
  readonly schedules: readonly never[];
  readonly openings: Openings<DisclosableField>;
}

export type Bundle = ProsecutionBundle | DefenceBundle | CourtBundle | OrderBundle;
export type BundleItem = EvidenceItem | UnusedItem | SensitiveItem;

/** The items that were picked by hand; without a list, all that may go. */
export type Selection = ReadonlySet<ClipId> | undefined;

const picked =
  (selection: Selection) =>
  ({ clipId }: { readonly clipId: ClipId }): boolean =>
    selection?.has(clipId) ?? true;

export const prosecutionBundle = (
  items: SortedItems,
  forms: CurrentForms,
  withheld: readonly Withheld[],
  selection?: Selection,
): ProsecutionBundle => {
  const evidence = items.evidence.filter(picked(selection));
  const unused = items.unused.filter(picked(selection));
  const sensitive = items.sensitive.filter(picked(selection));
  const going = idsOf([...evidence, ...unused, ...sensitive]);
  return {
    kind: 'prosecution',
    evidence: withTheirParts(evidence, going),
    unused: withTheirParts(unused, going),
    sensitive: withTheirParts(sensitive, going),
    schedules: [forms.MG12, forms.MG6C, forms.MG6D, forms.MG6E].filter((form) => form !== undefined),
    openings: 'all',
    withheld,
    investigationRecord: 'whole',
  };
};

export const defenceBundle = (
  items: Pick<SortedItems, 'evidence' | 'unused'>,
  forms: Pick<CurrentForms, 'MG12' | 'MG6C'>,
  selection?: Selection,
): DefenceBundle => {
  const evidence = items.evidence.filter(picked(selection));
  const unused = items.unused.filter(({ meetsTest }) => meetsTest).filter(picked(selection));
  const going = idsOf([...evidence, ...unused]);
  return {
    kind: 'defence',
    evidence: withTheirRecordings(evidence, going),
    unused: withTheirRecordings(unused, going),
    schedules: [forms.MG12, forms.MG6C].filter((form) => form !== undefined),
    openings: DISCLOSABLE,
  };
};

export const courtBundle = (
  items: Pick<SortedItems, 'evidence'>,
  forms: Pick<CurrentForms, 'MG12'>,
  selection?: Selection,
): CourtBundle => {
  const evidence = items.evidence.filter(picked(selection));
  return {
    kind: 'court',
    evidence: withTheirRecordings(evidence, idsOf(evidence)),
    schedules: [forms.MG12].filter((form) => form !== undefined),
    openings: DISCLOSABLE,
  };
};

/** @param items those alone that the application names */
export const orderBundle = (
  items: Pick<SortedItems, 'evidence' | 'unused'>,
  application: ApplicationId | null,
  selection?: Selection,
): OrderBundle => {
  const evidence = items.evidence.filter(picked(selection));
  return {
    kind: 'order',
    application: applicationIn(items.unused, application),
    evidence: withTheirRecordings(evidence, idsOf(evidence)),
    schedules: [],
    openings: DISCLOSABLE,
  };
};

/** In the order in which they lie in the bag. */
export function itemsOf(bundle: Bundle): readonly BundleItem[] {
  switch (bundle.kind) {
    case 'prosecution':
      return [...bundle.evidence, ...bundle.unused, ...bundle.sensitive];
    case 'defence':
      return [...bundle.evidence, ...bundle.unused];
    case 'court':
      return bundle.evidence;
    case 'order':
      return [...(bundle.application === undefined ? [] : [bundle.application]), ...bundle.evidence];
  }
}

/** Whether the file as it came goes along. The defence gets it where a decision says so. */
export const hasOriginal = (kind: BundleKind, item: BundleItem): boolean =>
  kind !== 'defence' || item.originalToDefence;
