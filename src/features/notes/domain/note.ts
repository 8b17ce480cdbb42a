/** What an officer can tell a victim about a clip that was declined. Fixed, so that every note is safe to be read over a shoulder. */
export const DECLINE_NOTES = ['not-needed', 'have-it', 'cannot-use'] as const;
export type DeclineNote = (typeof DECLINE_NOTES)[number];

/** `ask-original`: the file itself would help, if the victim still has it. They need not. */
export type NoteKind = DeclineNote | 'ask-original';
