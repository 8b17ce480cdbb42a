import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** Puts the rules and all that is known of elements together once: html-validate did so anew for each page, which took half of its time. */
class OnceLoader extends StaticConfigLoader {
  private together: ReturnType<StaticConfigLoader['getConfigFor']> | undefined;

  override getConfigFor(handle: string): ReturnType<StaticConfigLoader['getConfigFor']> {
    return (this.together ??= super.getConfigFor(handle));
  }
}

const validator = new HtmlValidate(
  new OnceLoader({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      // What a condition of a template leaves at the end of a line: no browser shows it.
      'no-trailing-whitespace': 'off',
      // Boxes of one name are one list, and each form here reads them so.
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
      // govuk-frontend writes a link that looks like a button so, and its script presses it with Space.
      'prefer-native-element': ['error', { exclude: ['button'] }],
      // govuk-frontend gives the fieldset of a date its own role once more: JAWS would not read its errors without.
      'no-redundant-role': 'off',
      // A list may have a name, and screen readers say it.
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
    },
  }),
);

/** What html-validate finds wrong in a page as it was sent, one line each; empty when nothing. */
export async function htmlFindings(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}, line ${line}:${column}: ${message}`),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  '#39': "'",
  '#96': '`',
  lt: '<',
  gt: '>',
  amp: '&',
};

/** What templates have escaped, as it was. */
export const unescaped = (html: string): string =>
  html.replaceAll(/&(quot|#39|#96|lt|gt|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
