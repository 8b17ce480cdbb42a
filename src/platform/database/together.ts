/**
 * Statements that are asked for at once, and waited for together: PostgreSQL takes them in this order, each with its own picture, and what
 * would be a round trip for each is one for all. Of several that fail the first is told: those behind it fail because of it.
 */
export async function together<const Asked extends readonly Promise<unknown>[]>(
  ...asked: Asked
): Promise<{ -readonly [Place in keyof Asked]: Awaited<Asked[Place]> }> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}
