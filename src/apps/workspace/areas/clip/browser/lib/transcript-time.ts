const TIME = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/;

/** Milliseconds of `0:05.2`; `null` where nothing was typed, `undefined` where it is no time. As the service reads it. */
export function typedTime(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const [, hours = '0', minutes = '0', seconds] = TIME.exec(text.trim()) ?? [];
  if (seconds === undefined) return undefined;
  return Math.round(
    (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1_000,
  );
}

export function shownTime(ms: number | null): string {
  if (ms === null) return '';
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const seconds = ((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0');
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}
