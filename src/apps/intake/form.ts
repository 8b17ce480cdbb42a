/** One text field of a posted form, at most `longest` characters; empty when it is missing or something else. */
export function textField(body: unknown, name: string, longest: number): string {
  const value: unknown =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && value.length <= longest ? value : '';
}
