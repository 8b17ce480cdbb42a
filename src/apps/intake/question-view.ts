interface Question {
  readonly title: string;
  readonly hint: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** A question with its answers in the order of its texts, one on a page. */
export const questionView = ({ title, hint, answers }: Question) => ({
  title,
  hint,
  items: Object.entries(answers).map(([value, text]) => ({ value, text })),
});
