/** Lines with columns as wide as their widest cell; numbers are set to the right. */
export function columns(head: readonly string[], rows: readonly (readonly (string | number | bigint)[])[]): string[] {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const width = head.map((_, at) => Math.max(...cells.map((row) => row[at]!.length)));
  const isNumber = head.map((_, at) => rows.every((row) => typeof row[at] !== 'string'));
  return cells.map((row) =>
    row
      .map((cell, at) => (isNumber[at] ? cell.padStart(width[at]!) : cell.padEnd(width[at]!)))
      .join('  ')
      .trimEnd(),
  );
}

/** `1 message`, `2 messages`. */
export const counted = (count: number | bigint, noun: string): string => `${count} ${noun}${BigInt(count) === 1n ? '' : 's'}`;

/** How long something lasts, as one would say it: `0.4 s`, `12 s`, `3 min`, `5 h`, `2 d`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} d`;
}
