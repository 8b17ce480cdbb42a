import type { ServerFile } from './api';

/** The form that sends from the list: what goes along is what stands on the page at that moment, and nothing else. */
export class SendForm {
  private readonly form: HTMLFormElement | null;

  constructor(root: HTMLElement) {
    this.form = root.querySelector<HTMLFormElement>('[data-part="send-now"]');
  }

  reference(reference: string): void {
    const field = this.form?.querySelector<HTMLInputElement>('[name="reference"]');
    if (field) field.value = reference;
  }

  shown(files: readonly ServerFile[]): void {
    if (this.form === null) return;
    for (const field of this.form.querySelectorAll('[name="clip"]')) field.remove();
    for (const { id } of files.filter(({ goes }) => goes)) {
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = 'clip';
      field.value = id;
      this.form.append(field);
    }
  }
}
