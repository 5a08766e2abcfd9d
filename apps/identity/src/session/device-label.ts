type Signs = readonly (readonly [name: string, sign: RegExp])[];

// In this order: most browsers also claim to be those further down.
const BROWSERS: Signs = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\b(OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];
const SYSTEMS: Signs = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

/** What a session of an unknown device is called. */
export const UNKNOWN_DEVICE = 'Unknown device';

/** A device in words that its owner recognises, e.g. `Firefox on Windows`, from the header `User-Agent`; nothing else of it is kept. */
export function deviceLabel(userAgent: string | null): string {
  if (userAgent === null) return UNKNOWN_DEVICE;
  const browser = nameIn(BROWSERS, userAgent);
  const system = nameIn(SYSTEMS, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  // Programs name themselves first: `curl/8.5.0`, `okhttp/4.12`.
  const program = /^[A-Za-z][\w-]{0,39}(?=\/|$)/.exec(userAgent)?.[0];
  return browser ?? system ?? (program === 'Mozilla' ? undefined : program) ?? UNKNOWN_DEVICE;
}

const nameIn = (signs: Signs, userAgent: string): string | undefined => signs.find(([, sign]) => sign.test(userAgent))?.[0];
