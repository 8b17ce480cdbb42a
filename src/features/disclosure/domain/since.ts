import type { ClipId, DecisionId, RedactionId } from '../../../kernel/ids';
import type { Form } from './schedule';

/** An item as a bundle holds it, or would. */
interface HeldItem {
  readonly clipId: ClipId;
  readonly decisionId: DecisionId;
  readonly label: string;
  readonly producer: string;
  readonly description: string;
  readonly redactionId: RedactionId | null;
}

interface HeldForm {
  readonly form: Form;
  readonly version: number;
}

/** What a bundle holds, or would hold. */
export interface Held {
  readonly items: readonly HeldItem[];
  readonly forms: readonly HeldForm[];
}

/** The same of what would be made now, with what stands in the way of it beside forms. */
export interface HeldNow extends Held {
  /** In sentences; of one item, or of the whole (null). */
  readonly inTheWay: readonly { readonly clipId: ClipId | null; readonly why: string }[];
}

/** By what a sealed bundle differs from what it would be if it were made now. */
export interface SinceSealed {
  /** May go and is not in it: it was decided since, or left out by hand. */
  readonly notIn: readonly string[];
  /** Is in it and would not go now. */
  readonly wouldNotGo: readonly string[];
  /** Would go otherwise, and how. */
  readonly otherwise: readonly { readonly label: string; readonly what: readonly string[] }[];
  /** Why it could not be made now: of what it holds, and of the whole. */
  readonly inTheWay: readonly string[];
  /** Labels of what it holds as a copy that may not go any more, or as a film that was refused: it is given to nobody. */
  readonly refused: readonly string[];
  /** Forms of another version; `now` is null where none fits the decisions. */
  readonly forms: readonly { readonly form: Form; readonly version: number; readonly now: number | null }[];
}

function differences(held: HeldItem, now: HeldItem): string[] {
  return [
    ...(now.label === held.label ? [] : [`it is called ${now.label} now`]),
    ...(now.description === held.description ? [] : ['its description is another']),
    ...(now.producer === held.producer ? [] : ['its producer is another']),
    ...(now.redactionId === held.redactionId ? [] : [choice(now)]),
    ...(now.decisionId === held.decisionId ? [] : ['it was decided about again']),
  ];
}

const choice = ({ redactionId }: HeldItem): string =>
  redactionId === null ? 'it goes whole' : 'another copy of it was chosen';

/** @returns all of it empty where the bundle would be the same. */
export function changedSince(held: Held, now: HeldNow, refused: readonly string[]): SinceSealed {
  const inIt = new Map(held.items.map((item) => [item.clipId, item]));
  const going = new Map(now.items.map((item) => [item.clipId, item]));
  const versions = new Map(now.forms.map(({ form, version }) => [form, version]));
  return {
    notIn: now.items.filter(({ clipId }) => !inIt.has(clipId)).map(({ label }) => label),
    wouldNotGo: held.items.filter(({ clipId }) => !going.has(clipId)).map(({ label }) => label),
    otherwise: held.items.flatMap((item) => {
      const other = going.get(item.clipId);
      const what = other === undefined ? [] : differences(item, other);
      return what.length === 0 ? [] : [{ label: item.label, what }];
    }),
    inTheWay: now.inTheWay.filter(({ clipId }) => clipId === null || inIt.has(clipId)).map(({ why }) => why),
    refused,
    forms: held.forms
      .map(({ form, version }) => ({ form, version, now: versions.get(form) ?? null }))
      .filter(({ version, now: newest }) => version !== newest),
  };
}
