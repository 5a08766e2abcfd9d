/** What a text rule found: which rule, in which version, and the words that it stands on. */
export interface RuleFinding {
  readonly ruleId: string;
  readonly version: number;
  readonly evidence: string;
}

export const FEE_REQUEST_RULE = { ruleId: 'fee-asked-of-contributors', version: 1 } as const;

// Look-alikes of Latin letters in Cyrillic and Greek, and digits that stand for letters (Unicode TR39, the part that scams use).
const CONFUSABLES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['аa', 'еe', 'оo', 'рp', 'сc', 'уy', 'хx', 'іi', 'ѕs', 'ԁd', 'һh', 'јj', 'ӏl', 'вb', 'нh', 'кk', 'мm', 'тt', 'гr'],
    ...['αa', 'εe', 'ιi', 'κk', 'νv', 'οo', 'ρp', 'τt', 'υu', 'χx', 'ɡg', 'ı' + 'i', '0o', '1i', '3e', '4a', '5s', '@a', '$s'],
  ].map((pair) => [[...pair][0]!, [...pair][1]!]),
);

/** NFKD, lower case, no accents or invisible characters, look-alikes folded: what a reader's eye makes of a text. */
export const foldConfusables = (text: string): string =>
  [
    ...text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}]/gu, ''),
  ]
    .map((letter) => CONFUSABLES[letter] ?? letter)
    .join('');

const FEE =
  '(?:registration|application|onboarding|training|processing|activation|starter|admin(?:istration)?|membership|placement|verification|background[ -]check)';
const PATTERNS: readonly RegExp[] = [
  new RegExp(`\\b(?:refundable |one[ -]time |small |non[ -]refundable )*${FEE} (?:fees?|deposits?|charges?|payments?|costs?)\\b`),
  /\b(?:security|refundable|upfront|advance) (?:deposits?|payments?|fees?)\b/,
  /\b(?:you|contributors?|applicants?|candidates?|workers?|annotators?) (?:must|have to|need to|shall|will|should|are required to|are asked to) (?:first )?(?:pay|deposit|transfer|purchase|buy|send (?:us )?money)\b/,
  /\bpay (?:us |a |an |the |your )*(?:fees?|deposits?)\b/,
  /\b(?:buy|purchase) (?:a |an |the |our |your )*(?:starter|training|equipment) (?:kits?|packages?|courses?)\b/,
];
// "No registration fee", "we never charge a deposit": a promise, not a demand.
const DENIED = /\b(?:no|not|never|without|free of|zero|nor|any)\b[^.!?;]{0,40}$/;

/** Where a text asks contributors for money; null when it does not. Refuses a draft, never a person: a reviewer reads every text anyway. */
export function feeRequest(text: string): RuleFinding | null {
  const folded = foldConfusables(text).replace(/\s+/g, ' ');
  for (const pattern of PATTERNS) {
    for (const match of folded.matchAll(new RegExp(pattern, 'g'))) {
      if (!DENIED.test(folded.slice(0, match.index))) return { ...FEE_REQUEST_RULE, evidence: match[0] };
    }
  }
  return null;
}
