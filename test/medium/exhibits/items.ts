/** Items that officers add themselves, and their forms. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj <</Type /Catalog /OpenAction 2 0 R>> endobj\n');

export interface Item {
  readonly id: string;
  readonly exhibit: string | null;
  readonly exhibitId: string;
  readonly storedSha256: string;
  readonly kind: string;
  readonly addedAs: string;
}

const FIELDS = {
  kind: 'photograph',
  producerName: 'Sample Examiner',
  initials: 'SE',
  description: 'Gate with a marking dye',
};

export function itemForm(bytes: Buffer, name: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries({ ...FIELDS, ...fields })) form.set(field, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}
