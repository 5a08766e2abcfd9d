const QUARTER_HOUR = 15 * 60_000;
const SHAPE = /^[A-Z][A-Za-z0-9+_-]*(\/[A-Z0-9][A-Za-z0-9+_-]*)*$/;
const OFFSET = /^GMT(?:([+-])(\d{2}):(\d{2}))?/;

// An Intl formatter weighs tens of kilobytes, so offsets are kept and formatters are not. Clocks only change at a quarter of an hour.
const known = new Map<string, { readonly quarter: number; readonly minutes: number }>();

/** True for a name of the IANA time zone database (`Asia/Kolkata`, also its links); not for an offset such as `+05:30`. */
export function isTimeZone(zone: string): boolean {
  if (!SHAPE.test(zone)) return false;
  try {
    const resolved = formatter(zone).resolvedOptions().timeZone;
    return resolved === zone || resolved.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}

/** How many minutes the zone's clocks are ahead of UTC at that instant: 330 for Asia/Kolkata. Throws RangeError for an unknown zone. */
export function utcOffsetMinutes(zone: string, at: Date): number {
  const quarter = Math.floor(at.getTime() / QUARTER_HOUR);
  const seen = known.get(zone);
  if (seen?.quarter === quarter) return seen.minutes;
  const minutes = computeOffset(zone, at);
  known.set(zone, { quarter, minutes });
  return minutes;
}

const formatter = (zone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });

function computeOffset(zone: string, at: Date): number {
  const name = formatter(zone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign, hours = '0', minutes = '0'] = OFFSET.exec(name)!;
  const size = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -size : size;
}
