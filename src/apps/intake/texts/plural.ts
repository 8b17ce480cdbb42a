/** One text for each way in which a language counts (CLDR plural categories); `{count}` is the number. */
export interface Plural {
  readonly forms: { readonly other: string } & {
    readonly [Category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string;
  };
}

/** A counted text of a language that has two forms, as English has. */
export const plural = (one: string, other: string): Plural => ({ forms: { one, other } });
