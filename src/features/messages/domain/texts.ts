export const KINDS = ['link', 'look'] as const;
export type Kind = (typeof KINDS)[number];

/** What stands for the secret part of a link wherever it must not be read. */
export const MASK = '(hidden)';

export interface Text {
  /** Of an email. */
  readonly subject: string;
  readonly body: string;
}

/**
 * Every word that can reach a victim's phone by a message, in one place. Neutral: nothing of police, evidence, a case or a
 * name, as somebody else may read it. No code ever: that goes another way than the link. Asks nothing and hurries nobody.
 */
const TEXTS: Readonly<Record<Kind, (link: string) => Text>> = {
  link: (link) => ({
    subject: 'Your link',
    body: `Here is the link you asked for: ${link}\n\nOpen it when it is a good time for you. You do not need to answer.`,
  }),
  look: () => ({
    subject: 'Something new',
    body: 'There is something new behind your link. Open it when it is a good time for you. You do not need to answer.',
  }),
};

export const textOf = (kind: Kind, link: string): Text => TEXTS[kind](link);

/** The same text as people on our side may read it. */
export const masked = (text: string, secret: string): string =>
  secret === '' ? text : text.replaceAll(secret, MASK);
